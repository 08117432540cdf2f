import { join } from 'node:path'
import { ImageId } from '@shared/model/units'
import { BrowserWindow, MessageChannelMain, type MessagePortMain, session } from 'electron'
import { z } from 'zod'
import type { Engine } from '../../engine/api'
import { readPictureSize } from '../../engine/image/dimensions'
import { imageType } from '../../engine/image/sniff'
import { imageResponse, notFound } from './image-response'
import { type Draw, DrawerGoneError, DrawTimeoutError } from './thumbnails'

/** A picture that takes longer is given up: a hostile file could keep a decoder busy for ever. */
const drawTimeoutMs = 20_000

/** The window is closed after this long without work; it costs some 60 MB. */
const idleMs = 30_000

/** Where the decoding page and its pictures come from; same origin, so that the page may fetch them. */
const origin = 'media://source'
const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'; img-src 'self'; media-src 'self'; webrtc 'block'">`

/** What the page answers; it is parsed, as a decoder that was taken over could say anything. */
const Reply = z.object({
  id: z.number(),
  bytes: z.instanceof(ArrayBuffer).optional(),
  error: z.string().max(1000).optional(),
})

/** More than a small picture can have, in bytes and in pixels of a side. */
const mostBytes = 2 * 1024 ** 2
const longestSide = 2000

interface Job {
  resolve(bytes: Uint8Array): void
  reject(cause: Error): void
}

/** A hidden page that is up, and the jobs that it was given. */
interface Drawer {
  readonly window: BrowserWindow
  readonly port: MessagePortMain
  readonly jobs: Map<number, Job>
}

/** Answers the decoding page: itself, and each picture under its number. */
function serveSource(imageFile: Engine['imageFile']): void {
  session.fromPartition('thumbnails').protocol.handle('media', async (request) => {
    const url = new URL(request.url)
    if (url.host !== 'source') return notFound()
    if (url.pathname === '/') return new Response(page, { headers: { 'Content-Type': 'text/html' } })
    const id = ImageId.safeParse(Number(url.pathname.slice(1)))
    const range = request.headers.get('range')
    return id.success ? imageResponse(imageFile(id.data), range).catch(notFound) : notFound()
  })
}

/** Whether these bytes are a small WebP: the window decodes them without a further look. */
async function isThumbnail(bytes: Uint8Array): Promise<boolean> {
  if (bytes.length > mostBytes || imageType(bytes)?.extension !== 'webp') return false
  const read = (from: number, length: number) => Promise.resolve(bytes.subarray(from, from + length))
  const size = await readPictureSize('image/webp', read)
  return size !== null && size.width <= longestSide && size.height <= longestSide
}

async function openDrawer(preload: string): Promise<Drawer> {
  const window = new BrowserWindow({
    show: false,
    width: 100,
    height: 100,
    skipTaskbar: true,
    webPreferences: {
      preload,
      partition: 'thumbnails',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // A hidden page is slowed down otherwise.
      backgroundThrottling: false,
    },
  })
  const jobs = new Map<number, Job>()
  const { port1, port2 } = new MessageChannelMain()
  port1.on('message', ({ data }) => {
    const reply = Reply.safeParse(data)
    if (!reply.success) return gone()
    const { id, bytes, error } = reply.data
    const job = jobs.get(id)
    jobs.delete(id)
    if (bytes === undefined) return job?.reject(new Error(error ?? 'nothing was drawn'))
    void isThumbnail(new Uint8Array(bytes)).then((isOne) => {
      if (isOne) job?.resolve(new Uint8Array(bytes))
      else job?.reject(new Error('what was drawn is no thumbnail'))
    })
  })
  const gone = () => {
    for (const job of jobs.values()) job.reject(new DrawerGoneError())
    jobs.clear()
    if (!window.isDestroyed()) window.destroy()
  }
  window.webContents.on('render-process-gone', gone)
  window.on('closed', gone)
  try {
    await window.loadURL(`${origin}/`)
  } catch (cause) {
    gone()
    throw cause
  }
  window.webContents.postMessage('galleon:thumbnails', null, [port2])
  port1.start()
  return { window, port: port1, jobs }
}

/**
 * Makes a function that draws thumbnails in a hidden page without any rights: bytes of unknown sites are decoded in
 * Chromium's sandbox, never in main.
 *
 * The page opens with the first picture and closes when none was wanted for a while. `preload` is the built file of
 * `src/preload/thumbnails.ts`. Call it once.
 */
export function createDraw(imageFile: Engine['imageFile'], preloadFolder: string): Draw {
  let opening: Promise<Drawer> | null = null
  let closing: NodeJS.Timeout | null = null
  let last = 0
  serveSource(imageFile)

  function closeLater(drawer: Drawer): void {
    if (closing !== null) clearTimeout(closing)
    closing = setTimeout(() => {
      closing = null
      if (drawer.jobs.size > 0) closeLater(drawer)
      else if (!drawer.window.isDestroyed()) drawer.window.destroy()
    }, idleMs)
  }

  function open(): Promise<Drawer> {
    if (opening !== null) return opening
    opening = openDrawer(join(preloadFolder, 'thumbnails.cjs'))
    const forget = () => {
      opening = null
    }
    opening.then((drawer) => drawer.window.once('closed', forget), forget)
    return opening
  }

  return async (image) => {
    const drawer = await open()
    if (drawer.window.isDestroyed()) throw new DrawerGoneError()
    closeLater(drawer)
    last += 1
    const id = last
    return new Promise<Uint8Array>((resolve, reject) => {
      const timer = setTimeout(() => {
        drawer.jobs.delete(id)
        reject(new DrawTimeoutError())
        // What it still holds cannot be taken back otherwise; other jobs are asked for again when they are shown.
        if (!drawer.window.isDestroyed()) drawer.window.destroy()
      }, drawTimeoutMs)
      const settle =
        <T>(then: (value: T) => void) =>
        (value: T) => {
          clearTimeout(timer)
          then(value)
        }
      drawer.jobs.set(id, { resolve: settle(resolve), reject: settle(reject) })
      drawer.port.postMessage({ id, address: `${origin}/${image}` })
    })
  }
}
