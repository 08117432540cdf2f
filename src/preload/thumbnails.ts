import { ipcRenderer } from 'electron'

// The hidden page that draws thumbnails: fetches a picture by number, draws it small, answers with WebP. It has no
// other power, so a decoder that a hostile file takes over gains nothing.

// Of the DOM only this is used; the project of main has no DOM types.
interface Bitmap {
  readonly width: number
  readonly height: number
  close(): void
}
/** x, y, width, height. */
type Rectangle = readonly [number, number, number, number]
declare function createImageBitmap(source: Blob): Promise<Bitmap>
declare class OffscreenCanvas {
  constructor(width: number, height: number)
  readonly width: number
  readonly height: number
  getContext(kind: '2d'): {
    imageSmoothingQuality: 'high'
    drawImage(source: Bitmap, ...fromAndTo: readonly [...Rectangle, ...Rectangle]): void
  } | null
  convertToBlob(options: { type: string; quality: number }): Promise<Blob>
}

interface Order {
  readonly id: number
  readonly address: string
}

/** Pixels of the shorter side: sharp on a cover of 160 points at double density. */
const shorterSide = 320
/** The longer side is at most so many times the shorter one; of a long strip only the beginning is shown. */
const longestShape = 2

async function draw(address: string): Promise<ArrayBuffer> {
  const reply = await fetch(address)
  if (!reply.ok) throw new Error(`answered ${reply.status}`)
  const bitmap = await createImageBitmap(await reply.blob())
  try {
    const width = Math.min(bitmap.width, bitmap.height * longestShape)
    const height = Math.min(bitmap.height, bitmap.width * longestShape)
    const scale = Math.min(1, shorterSide / Math.min(width, height))
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale))
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, (bitmap.width - width) / 2, 0, width, height, 0, 0, canvas.width, canvas.height)
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
