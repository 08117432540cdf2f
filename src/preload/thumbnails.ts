import { ipcRenderer } from 'electron'

// The hidden page that draws thumbnails: fetches a picture by number, draws it small, answers with WebP; of a video it
// draws a frame near the beginning. It has no
// other power, so a decoder that a hostile file takes over gains nothing.

// Of the DOM only this is used; the project of main has no DOM types.
interface Bitmap {
  readonly width: number
  readonly height: number
  close(): void
}
interface Video {
  muted: boolean
  preload: 'auto'
  src: string
  currentTime: number
  readonly duration: number
  readonly videoWidth: number
  readonly videoHeight: number
  addEventListener(
    event: 'loadeddata' | 'seeked' | 'error',
    listener: () => void,
    options: { once: true },
  ): void
  removeAttribute(name: 'src'): void
  load(): void
}
interface Drawing {
  src: string
  readonly naturalWidth: number
  readonly naturalHeight: number
  decode(): Promise<void>
}
declare const document: {
  createElement(name: 'video'): Video
  createElement(name: 'img'): Drawing
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
    drawImage(source: Bitmap | Video | Drawing, ...fromAndTo: readonly [...Rectangle, ...Rectangle]): void
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

/** The first frames of many videos are black: one of this part of its time is drawn, at most so many seconds in. */
const framePart = 0.1
const latestFrame = 3

async function draw(address: string): Promise<ArrayBuffer> {
  const reply = await fetch(address)
  if (!reply.ok) throw new Error(`answered ${reply.status}`)
  if (reply.headers.get('content-type')?.startsWith('video/')) {
    // The video asks for the parts of it that it needs.
    await reply.body?.cancel()
    return drawVideo(address)
  }
  if (reply.headers.get('content-type') === 'image/svg+xml') {
    await reply.body?.cancel()
    return drawDrawing(address)
  }
  const bitmap = await createImageBitmap(await reply.blob())
  try {
    return await drawSmall(bitmap, bitmap.width, bitmap.height)
  } finally {
    bitmap.close()
  }
}

/** Only an element decodes SVG; in it no script runs and nothing is loaded. */
async function drawDrawing(address: string): Promise<ArrayBuffer> {
  const image = document.createElement('img')
  image.src = address
  await image.decode()
  return drawSmall(image, image.naturalWidth, image.naturalHeight)
}

async function drawVideo(address: string): Promise<ArrayBuffer> {
  const video = document.createElement('video')
  const happened = (event: 'loadeddata' | 'seeked') =>
    new Promise<void>((resolve, reject) => {
      video.addEventListener(event, () => resolve(), { once: true })
      video.addEventListener('error', () => reject(new Error('the video cannot be decoded')), { once: true })
    })
  try {
    video.muted = true
    video.preload = 'auto'
    const loaded = happened('loadeddata')
    video.src = address
    await loaded
    // A recording may not say how long it is.
    const time = Number.isFinite(video.duration) ? Math.min(latestFrame, video.duration * framePart) : 0
    if (time > 0) {
      const sought = happened('seeked')
      video.currentTime = time
      await sought
    }
    return await drawSmall(video, video.videoWidth, video.videoHeight)
  } finally {
    // Ends its requests.
    video.removeAttribute('src')
    video.load()
  }
}

async function drawSmall(
  source: Bitmap | Video | Drawing,
  fullWidth: number,
  fullHeight: number,
): Promise<ArrayBuffer> {
  const width = Math.min(fullWidth, fullHeight * longestShape)
  const height = Math.min(fullHeight, fullWidth * longestShape)
  if (width === 0 || height === 0) throw new Error('there is nothing to see')
  const scale = Math.min(1, shorterSide / Math.min(width, height))
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, (fullWidth - width) / 2, 0, width, height, 0, 0, canvas.width, canvas.height)
  return (await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })).arrayBuffer()
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
