import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { crc32 } from 'node:zlib'
import { writePng } from './png'

/** A site of numbered galleries on 127.0.0.1 that a test steers: what is missing, what fails, what waits. */
export interface GallerySite {
  readonly origin: string
  /** Address of a page, or of a range of them: `1`, `[1-3]`. */
  page(pages: string): string
  /** Paths that were asked for, in order. */
  readonly log: readonly string[]
  /** Bytes of replies that were sent so far, also those that nobody read. */
  readonly bytesSent: number
  /** Sockets that are open now. */
  readonly sockets: number
  /** Resolves when a request for this path has arrived (now or earlier). */
  asked(path: string): Promise<void>
  /** Lets every reply to this path wait half-way until the returned function is called. */
  hold(path: string): () => void
  /** Answers this path with a status instead of its content, `times` times. */
  refuse(path: string, status: number, times?: number, headers?: Record<string, string>): void
  /** Answers 403 to requests for this path that do not name this Referer. */
  protect(path: string, referer: string): void
  /** What each request for this path said of where it came from. */
  referers(path: string): readonly (string | undefined)[]
  /** How often a path was asked for. */
  count(path: string): number
  /** Resolves when no socket is open any more. */
  quiet(): Promise<void>
  close(): Promise<void>
}

export interface SiteShape {
  readonly pages: number
  readonly images: number
  /** Bytes of an image, about. */
  readonly imageBytes?: number
  /** Bodies come in chunks, without their length. */
  readonly chunked?: boolean
  /** Of which picture the bytes come under a path; each path is a picture of its own by default. */
  readonly picture?: (path: string) => string
  readonly title?: (page: number) => string
  /** Further HTML of a page, or a page of its own. */
  readonly html?: (page: number) => string
  /** Bytes of a page; UTF-8 by default. */
  readonly encode?: (html: string) => Buffer
}

/** A picture that is whole by every check, different for every seed. */
export function makePng(seed: string, bytes = 2000): Buffer {
  const noise = Buffer.alloc(Math.max(1, Math.ceil((bytes - 100) / 97)) * 97)
  let state = crc32(seed) || 1
  for (let at = 0; at < noise.length; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    noise[at] = state
  }
  const height = noise.length / 97
  for (let row = 0; row < height; row++) noise[row * 97] = 0
  return writePng({ width: 32, height, colourType: 2, rows: noise, level: 0 })
}

export async function startGallerySite(shape: SiteShape): Promise<GallerySite> {
  const log: string[] = []
  const said: (readonly [path: string, referer: string | undefined])[] = []
  const sockets = new Set<Socket>()
  let bytesSent = 0
  const held = new Map<string, Promise<void>>()
  const refusals = new Map<string, { status: number; times: number; headers: Record<string, string> }>()
  const protections = new Map<string, string>()
  const encode = shape.encode ?? ((html: string) => Buffer.from(html))
  let onAsked: (() => void)[] = []
  let onQuiet: (() => void)[] = []

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      bytesSent += socket.bytesWritten
      if (sockets.size > 0) return
      for (const tell of onQuiet) tell()
      onQuiet = []
    })
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    log.push(path)
    said.push([path, request.headers.referer])
    for (const tell of onAsked) tell()
    const refusal = refusals.get(path)
    if (refusal && refusal.times > 0) {
      refusal.times--
      response.writeHead(refusal.status, refusal.headers).end('no')
      return
    }
    const wanted = protections.get(path)
    if (wanted !== undefined && request.headers.referer !== wanted) {
      response.writeHead(403).end('not from here')
      return
    }
    const [, kind, name] = path.split('/')
    const number = Number.parseInt(name ?? '', 10)
    if (kind === 'g' && number >= 1 && number <= shape.pages)
      await send(path, response, encode(page(number)), 'text/html')
    else if (kind === 'i') {
      const picture = makePng(shape.picture?.(path) ?? path, shape.imageBytes)
      await send(path, response, picture, 'image/png', request)
    } else response.writeHead(404).end('nothing here')
  }

  async function send(
    path: string,
    response: ServerResponse,
    body: Buffer,
    type: string,
    request?: IncomingMessage,
  ) {
    const validator = { etag: `"${crc32(body)}"`, 'accept-ranges': 'bytes' }
    const range = /^bytes=(\d+)-$/.exec(request?.headers.range ?? '')
    const resumes = range !== null && request?.headers['if-range'] === validator.etag
    const from = resumes ? Number(range[1]) : 0
    const rest = body.subarray(from)
    const partial = resumes ? { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` } : {}
    response.writeHead(resumes ? 206 : 200, {
      'content-type': type,
      ...(shape.chunked ? {} : { 'content-length': rest.length }),
      ...validator,
      ...partial,
    })
    const half = rest.length >> 1
    response.write(rest.subarray(0, half))
    await held.get(path)
    response.end(rest.subarray(half))
  }

  function page(number: number): string {
    if (shape.html) return shape.html(number)
    const images = Array.from(
      { length: shape.images },
      (_, index) => `<p><img src="/i/${number}-${index + 1}.png"></p>`,
    )
    const title = shape.title?.(number) ?? `Gallery ${number}`
    return `<!doctype html><meta charset="utf-8"><title>${title} - Site</title>
      <img src="/i/logo.png" alt="logo"><h1>${title}</h1><div class="content">${images.join('')}</div>`
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const count = (path: string) => log.filter((asked) => asked === path).length

  return {
    origin,
    page: (pages) => `${origin}/g/${pages}.html`,
    log,
    get sockets() {
      return sockets.size
    },
    get bytesSent() {
      return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, bytesSent)
    },
    count,
    referers: (path) => said.filter(([asked]) => asked === path).map(([, referer]) => referer),
    async asked(path) {
      while (count(path) === 0) await new Promise<void>((resolve) => onAsked.push(resolve))
      onAsked = []
    },
    hold(path) {
      let release = () => {}
      const gate = new Promise<void>((resolve) => {
        release = resolve
      })
      held.set(path, gate)
      return () => {
        held.delete(path)
        release()
      }
    },
    refuse(path, status, times = Number.POSITIVE_INFINITY, headers = {}) {
      refusals.set(path, { status, times, headers })
    },
    protect(path, referer) {
      protections.set(path, referer)
    },
    async quiet() {
      if (sockets.size > 0) await new Promise<void>((resolve) => onQuiet.push(resolve))
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
