import { setMaxListeners } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { errorCode } from '@shared/model/error-code'
import { galleryPage, indexPage, missingReply } from './demo-page'
import {
  busyOncePicture,
  demoGalleries,
  firstPageNumber,
  gonePicture,
  lastPageNumber,
  missingPage,
  pictureFile,
  slowPicture,
} from './galleries'
import { sendPicture } from './send-picture'

/** Writes a line to the log. */
type Log = (level: 'error', message: string, details?: Record<string, unknown>) => void

/** Where the site finds its pictures, and how fast it answers. */
export interface DemoOptions {
  /** Folder of the site's pictures: `demo` among the program's resources. */
  readonly pictureFolder: string
  /** Pause before each reply, in milliseconds. */
  readonly latencyMs?: number
  /** Bytes per second of one connection; the slow picture comes at a fifth of it. */
  readonly bytesPerSecond?: number
  /** 0: any free one. */
  readonly port?: number
  /** Takes a free port when `port` is taken. */
  readonly orFree?: boolean
  readonly log?: Log
}

/** The demo gallery: a small site on this machine, with the troubles that real ones have. */
export interface DemoSite {
  readonly origin: string
  /** Its range, such as `http://127.0.0.1:40123/a/[5510-5525].html`. */
  readonly address: string
  /** Pages of the range, the missing one included. */
  readonly pages: number
  /** Number of requests of each page and picture that exists, by path; other paths are not counted. */
  readonly requests: ReadonlyMap<string, number>
  close(): Promise<void>
}

/**
 * The port belongs to the addresses of the galleries: with another port a second run would treat them as new ones.
 * Out of the dynamic range (RFC 6335 §6).
 */
export const usualPort = 49_510

/** The slow picture's rate when no rate is given. */
const slowBytesPerSecond = 60_000

/**
 * Serves the demo gallery on 127.0.0.1 until it is closed.
 *
 * One page is missing, one picture is gone, one answers 503 at first, one is slow, one comes twice, one has the
 * extension of another type. A partial download of a picture can be resumed: see `sendPicture`.
 *
 * Rejects with the system's error when the port is taken and `orFree` is not set.
 */
export async function startDemoSite(options: DemoOptions): Promise<DemoSite> {
  const { port = 0, orFree = false, log } = options
  const sockets = new Set<Socket>()
  const requests = new Map<string, number>()
  const closing = new AbortController()
  // Each request that waits adds a listener.
  setMaxListeners(0, closing.signal)
  const answer = createAnswer(options, requests, closing.signal)

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

  return {
    origin,
    address: `${origin}/a/[${firstPageNumber}-${lastPageNumber}].html`,
    pages: lastPageNumber - firstPageNumber + 1,
    requests,
    async close() {
      closing.abort()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The function that answers every request of one site; it counts them in `requests`. */
function createAnswer(
  { pictureFolder, latencyMs = 0, bytesPerSecond }: DemoOptions,
  requests: Map<string, number>,
  signal: AbortSignal,
): Answer {
  let wasBusy = false
  const count = (path: string) => requests.set(path, (requests.get(path) ?? 0) + 1)

  async function answerPicture(
    name: string,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const file = pictureFile(name)
    if (file !== null || name === gonePicture) count(path)
    if (name === busyOncePicture && !wasBusy && request.method === 'GET') {
      wasBusy = true
      response.writeHead(503, { 'retry-after': '1', 'content-length': 0 }).end()
    } else if (file === null) {
      response.writeHead(name === gonePicture ? 410 : 404, { 'content-length': 0 }).end()
    } else {
      const rate = name === slowPicture ? slowRate(bytesPerSecond) : bytesPerSecond
      await sendPicture(join(pictureFolder, file), request, response, rate, signal)
    }
  }

  function answerPage(path: string, request: IncomingMessage, response: ServerResponse): void {
    const number = Number(/^\/a\/([1-9]\d*)\.html$/.exec(path)?.[1])
    const gallery = demoGalleries.find((one) => one.number === number)
    const origin = `http://127.0.0.1:${request.socket.localPort}`
    const found = path === '/' ? indexPage() : gallery ? galleryPage(gallery, origin) : null
    if (found || number === missingPage) count(path)
    const { contentType, body } = found ?? missingReply()
    response.writeHead(found ? 200 : 404, { 'content-type': contentType, 'content-length': body.length })
    response.end(request.method === 'HEAD' ? undefined : body)
  }

  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname
    if (latencyMs > 0) await wait(latencyMs, undefined, { signal })
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const picture = /^\/(?:p|static)\/([a-z0-9-]+)\.(?:jpg|png|gif)$/.exec(path)?.[1]
    if (picture === undefined) answerPage(path, request, response)
    else await answerPicture(picture, path, request, response)
  }
}

function slowRate(bytesPerSecond: number | undefined): number {
  return bytesPerSecond === undefined ? slowBytesPerSecond : bytesPerSecond / 5
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

/** False when the port is taken, or when the system reserves it, as Windows does with EACCES. */
async function listensAt(server: Server, port: number): Promise<boolean> {
  try {
    await listen(server, port)
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EADDRINUSE' || code === 'EACCES') return false
    throw error
  }
}
