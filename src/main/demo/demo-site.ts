import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { galleryPage, indexPage, missingReply } from './demo-page'
import { busyOncePicture, demoGalleries, firstPage, gonePicture, lastPage, slowPicture } from './galleries'
import { createPictureBook } from './picture-book'

export interface DemoOptions {
  /** Pause before each reply, in milliseconds. */
  readonly latencyMs?: number
  /** Bytes per second of one connection; the slow picture comes at a fifth of it. */
  readonly bytesPerSecond?: number
  /** 0: any free one. */
  readonly port?: number
  /** Built file of `picture-worker.ts`; without it pictures are made in this thread. */
  readonly workerFile?: string
}

/** The demo gallery: a small site on this machine, with the troubles that real ones have. */
export interface DemoSite {
  readonly origin: string
  /** Its range, such as `http://127.0.0.1:40123/a/[5510-5525].html`. */
  readonly address: string
  /** Pages of the range, the missing one included. */
  readonly pages: number
  close(): Promise<void>
}

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
  const { latencyMs = 0, bytesPerSecond, port = 0, workerFile = null } = options
  const pictures = createPictureBook(workerFile)
  const sockets = new Set<Socket>()
  let wasBusy = false

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', origin).pathname
    if (latencyMs > 0) await wait(latencyMs)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const picture = /^\/(?:p|static)\/([a-z0-9-]+)\.(?:jpg|png|gif)$/.exec(path)?.[1]
    if (picture === undefined) {
      const number = Number(/^\/a\/(\d+)\.html$/.exec(path)?.[1])
      const gallery = demoGalleries.find((one) => one.number === number)
      const found = path === '/' ? indexPage() : gallery ? galleryPage(gallery, origin) : null
      const { contentType, body } = found ?? missingReply()
      response.writeHead(found ? 200 : 404, { 'content-type': contentType, 'content-length': body.length })
      response.end(request.method === 'HEAD' ? undefined : body)
      return
    }
    await sendPicture(picture, request, response)
  }

  async function sendPicture(
    name: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (name === busyOncePicture && !wasBusy) {
      wasBusy = true
      response.writeHead(503, { 'retry-after': '1', 'content-length': 0 }).end()
      return
    }
    const made = name === gonePicture ? null : await pictures.picture(name)
    if (!made) {
      response.writeHead(name === gonePicture ? 410 : 404, { 'content-length': 0 }).end()
      return
    }
    const { body, type } = made
    const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`
    const from = rangeStart(request, etag)
    const head = { 'content-type': type, etag, 'accept-ranges': 'bytes' }
    if (from >= body.length) {
      response
        .writeHead(416, { ...head, 'content-range': `bytes */${body.length}`, 'content-length': 0 })
        .end()
      return
    }
    const range = from > 0 ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}
    response.writeHead(from > 0 ? 206 : 200, { ...head, ...range, 'content-length': body.length - from })
    if (request.method === 'HEAD') response.end()
    else await send(response, body.subarray(from), rateOf(name))
  }

  function rateOf(name: string): number | undefined {
    if (name !== slowPicture) return bytesPerSecond
    return bytesPerSecond === undefined ? slowBytesPerSecond : bytesPerSecond / 5
  }

  return {
    origin,
    address: `${origin}/a/[${firstPage}-${lastPage}].html`,
    pages: lastPage - firstPage + 1,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
      await pictures.close()
    },
  }
}

/** Start of the asked range if it is one and still of this file; 0 for everything. */
function rangeStart({ headers }: IncomingMessage, etag: string): number {
  const start = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1]
  const condition = headers['if-range']
  return start !== undefined && (condition === undefined || condition === etag) ? Number(start) : 0
}

/** Sends at a rate, or as fast as it goes; ends early when the visitor leaves. */
async function send(
  response: ServerResponse,
  body: Uint8Array,
  bytesPerSecond: number | undefined,
): Promise<void> {
  if (bytesPerSecond === undefined) {
    response.end(body)
    return
  }
  const piece = Math.max(1, Math.round((bytesPerSecond * pieceMs) / 1000))
  for (let at = 0; at < body.length && !response.destroyed; at += piece) {
    response.write(body.subarray(at, at + piece))
    await wait(pieceMs)
  }
  response.end()
}
