import { ipcRenderer } from 'electron'

// The hidden page that draws thumbnails: fetches a picture by number, draws it small, answers with WebP. It has no
// other power, so a decoder that a hostile file takes over gains nothing.

// Of the DOM only this is used; the project of main has no DOM types.
interface Bitmap {
  readonly width: number
  readonly height: number
  close(): void
}
declare function createImageBitmap(source: Blob): Promise<Bitmap>
declare class OffscreenCanvas {
  constructor(width: number, height: number)
  getContext(kind: '2d'): {
    imageSmoothingQuality: 'high'
    drawImage(source: Bitmap, x: number, y: number, width: number, height: number): void
  } | null
  convertToBlob(options: { type: string; quality: number }): Promise<Blob>
}

interface Order {
  readonly id: number
  readonly address: string
}

/** Pixels of the shorter side: sharp on a cover of 160 points at double density. */
const shorterSide = 320
/** Long strips stay small files. */
const longestSide = 640

async function draw(address: string): Promise<ArrayBuffer> {
  const reply = await fetch(address)
  if (!reply.ok) throw new Error(`answered ${reply.status}`)
  const bitmap = await createImageBitmap(await reply.blob())
  try {
    const { width, height } = bitmap
    const scale = Math.min(1, shorterSide / Math.min(width, height), longestSide / Math.max(width, height))
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    )
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, Math.round(width * scale), Math.round(height * scale))
    return await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })).arrayBuffer()
  } finally {
    bitmap.close()
  }
}

ipcRenderer.once('galleon:thumbnails', ({ ports: [port] }) => {
  if (port === undefined) return
  port.addEventListener('message', ({ data }: { data: Order }) => {
    draw(data.address).then(
      (bytes) => port.postMessage({ id: data.id, bytes }),
      (cause: unknown) => port.postMessage({ id: data.id, error: String(cause) }),
    )
  })
  port.start()
})
