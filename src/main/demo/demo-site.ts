import { createHash } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { decidePortion } from './byte-range'
import { galleryPage, indexPage, missingReply } from './demo-page'
import {
  busyOncePicture,
  demoGalleries,
  firstPage,
  gonePicture,
  lastPage,
  missingPage,
  slowPicture,
} from './galleries'
import { createPictureBook } from './picture-book'

/** Where a line of the log goes. */
type Log = (level: 'error', message: string, details?: Record<string, unknown>) => void

export interface DemoOptions {
  /** Pause before each reply, in milliseconds. */
  readonly latencyMs?: number
  /** Bytes per second of one connection; the slow picture comes at a fifth of it. */
  readonly bytesPerSecond?: number
  /** 0: any free one. */
  readonly port?: number
  /** Takes a free port when that one is taken. */
  readonly orFree?: boolean
  /** Built file of `picture-worker.ts`; without it pictures are made in this thread, in small steps. */
  readonly workerFile?: string
  readonly log?: Log
}

/** The demo gallery: a small site on this machine, with the troubles that real ones have. */
export interface DemoSite {
  readonly origin: string
  /** Its range, such as `http://127.0.0.1:40123/a/[5510-5525].html`. */
  readonly address: string
  /** Pages of the range, the missing one included. */
  readonly pages: number
  /** How often each page and picture that exists was asked for, by its path; what never existed is not counted. */
  readonly requests: ReadonlyMap<string, number>
  close(): Promise<void>
}

/**
 * The port belongs to the addresses of the galleries: at another one a second run would take them for new ones.
 * Out of the dynamic range (RFC 6335 §6).
 */
export const usualPort = 49_510

/** When all pictures were last changed, as far as visitors know. */
const lastModified = 'Sun, 06 Oct 2024 08:00:00 GMT'

/** The slow picture's rate when no rate is asked for. */
const slowBytesPerSecond = 60_000

/** Bodies leave in pieces of so many milliseconds, so that a rate looks like one. */
const pieceMs = 50

/**
 * Serves the demo gallery on 127.0.0.1 until it is closed.
 *
 * One page is missing, one picture is gone, one answers 503 at first, one is slow, one comes twice, one lies about its
 * type. Pictures can be continued: they have a strong ETag and honour Range with If-Range (RFC 9110 §13.1.5, §14.2).
 */
export async function startDemoSite(options: DemoOptions = {}): Promise<DemoSite> {
  const { latencyMs = 0, bytesPerSecond, port = 0, orFree = false, workerFile = null, log } = options
  const pictures = createPictureBook(workerFile)
  const sockets = new Set<Socket>()
  const requests = new Map<string, number>()
  const closing = new AbortController()
  // Every waiting visitor listens, as many as come.
  setMaxListeners(0, closing.signal)
  let wasBusy = false

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy()
      if (!closing.signal.aborted)
        log?.('error', 'the demo gallery could not answer', { error: String(error) })
    })
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  if (!orFree) await listen(server, port)
  else if (!(await listensAt(server, port))) await listen(server, 0)
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', origin).pathname
    if (latencyMs > 0) await wait(latencyMs, undefined, { signal: closing.signal })
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const picture = /^\/(?:p|static)\/([a-z0-9-]+)\.(?:jpg|png|gif)$/.exec(path)?.[1]
    if (picture === undefined) {
      const number = Number(/^\/a\/([1-9]\d*)\.html$/.exec(path)?.[1])
      const gallery = demoGalleries.find((one) => one.number === number)
      const found = path === '/' ? indexPage() : gallery ? galleryPage(gallery, origin) : null
      if (found || number === missingPage) count(path)
      const { contentType, body } = found ?? missingReply()
      response.writeHead(found ? 200 : 404, { 'content-type': contentType, 'content-length': body.length })
      response.end(request.method === 'HEAD' ? undefined : body)
      return
    }
    await sendPicture(picture, path, request, response)
  }

  function count(path: string): void {
    requests.set(path, (requests.get(path) ?? 0) + 1)
  }

  async function sendPicture(
    name: string,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (name === busyOncePicture && !wasBusy && request.method === 'GET') {
      wasBusy = true
      count(path)
      response.writeHead(503, { 'retry-after': '1', 'content-length': 0 }).end()
      return
    }
    const made = name === gonePicture ? null : await pictures.picture(name)
    if (made || name === gonePicture) count(path)
    if (!made) {
      response.writeHead(name === gonePicture ? 410 : 404, { 'content-length': 0 }).end()
      return
    }
    const { body, type } = made
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    const head = { 'content-type': type, etag, 'last-modified': lastModified, 'accept-ranges': 'bytes' }
    const { range, 'if-range': ifRange } = request.headers
    const portion = decidePortion(range, ifRange?.toString(), { etag, lastModified }, body.length)
    if (portion.kind === 'beyond') {
      const contentRange = `bytes */${body.length}`
      response.writeHead(416, { ...head, 'content-range': contentRange, 'content-length': 0 }).end()
      return
    }
    const part = portion.kind === 'part' ? body.subarray(portion.from, portion.to + 1) : body
    if (portion.kind === 'part') {
      const contentRange = `bytes ${portion.from}-${portion.to}/${body.length}`
      response.writeHead(206, { ...head, 'content-range': contentRange, 'content-length': part.length })
    } else {
      response.writeHead(200, { ...head, 'content-length': part.length })
    }
    if (request.method === 'HEAD') response.end()
    else await send(response, part, rateOf(name), closing.signal)
  }

  function rateOf(name: string): number | undefined {
    if (name !== slowPicture) return bytesPerSecond
    return bytesPerSecond === undefined ? slowBytesPerSecond : bytesPerSecond / 5
  }

  return {
    origin,
    address: `${origin}/a/[${firstPage}-${lastPage}].html`,
    pages: lastPage - firstPage + 1,
    requests,
    async close() {
      closing.abort()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await pictures.close()
    },
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** False when the port is taken, or when the system keeps it for itself, as Windows does with EACCES. */
async function listensAt(server: Server, port: number): Promise<boolean> {
  try {
    await listen(server, port)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EADDRINUSE' || code === 'EACCES') return false
    throw error
  }
}

/** Sends at a rate, or as fast as it goes; ends early when the visitor leaves. */
async function send(
  response: ServerResponse,
  body: Uint8Array,
  bytesPerSecond: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (bytesPerSecond === undefined) {
    response.end(body)
    return
  }
  const piece = Math.max(1, Math.round((bytesPerSecond * pieceMs) / 1000))
  for (let at = 0; at < body.length && !response.destroyed; at += piece) {
    response.write(body.subarray(at, at + piece))
    await wait(pieceMs, undefined, { signal })
  }
  response.end()
}
