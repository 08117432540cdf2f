import { join } from 'node:path'
import { ImageId } from '@shared/units'
import { BrowserWindow, MessageChannelMain, type MessagePortMain, session } from 'electron'
import type { Engine } from '../engine/api'
import { imageResponse, notFound } from './image-response'
import type { Draw } from './thumbnails'

/** A picture that takes longer is given up: a hostile file could keep a decoder busy for ever. */
const drawTimeoutMs = 20_000

/** The window is closed after this long without work; it costs some 60 MB. */
const idleMs = 30_000

/** Where the decoding page and its pictures come from; same origin, so that the page may fetch them. */
const origin = 'media://source'
const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; connect-src 'self'">`

type Reply =
  | { readonly id: number; readonly bytes: ArrayBuffer }
  | { readonly id: number; readonly error: string }

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
    return id.success ? imageResponse(imageFile(id.data), null).catch(notFound) : notFound()
  })
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
    const reply = data as Reply
    const job = jobs.get(reply.id)
    jobs.delete(reply.id)
    if ('bytes' in reply) job?.resolve(new Uint8Array(reply.bytes))
    else job?.reject(new Error(reply.error))
  })
  const gone = () => {
    for (const job of jobs.values()) job.reject(new Error('the decoding page ended'))
    jobs.clear()
    if (!window.isDestroyed()) window.destroy()
  }
  window.webContents.on('render-process-gone', gone)
  window.on('closed', gone)
  await window.loadURL(`${origin}/`)
  window.webContents.postMessage('galleon:thumbnails', null, [port2])
  port1.start()
  return { window, port: port1, jobs }
}

/**
 * Makes a function that draws thumbnails in a hidden page without any rights: bytes that strangers made are decoded in
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
    closeLater(drawer)
    last += 1
    const id = last
    return new Promise<Uint8Array>((resolve, reject) => {
      const timer = setTimeout(() => {
        drawer.jobs.delete(id)
        reject(new Error('the picture took too long to draw'))
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
