import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { crc32, gzipSync } from 'node:zlib'

// One HTTP site on 127.0.0.1 for every test and tool: what lies at a path, and what goes wrong there, is data.

/**
 * What lies at a path.
 *
 * @typedef {object} Content
 * @property {string} type for Content-Type
 * @property {Buffer | Iterable<string | Buffer>} body pieces of an iterable are sent one after another
 * @property {number} [bytes] length of an iterable body; without it the body is sent in chunks
 * @property {boolean} [chunked] the length of the body is not sent
 * @property {string} [etag] with it a Range request is answered with the rest (RFC 9110 §14); for a body in one Buffer
 */

/**
 * What happens to one request instead of a plain reply. Those of the first line need a body in one Buffer.
 *
 * `cut` and `reset`: half of the body, then the connection ends or is reset. `wrong-length`: a Content-Length above the
 * body's. `drip`: eight parts, 100 ms apart. `gzip`: with Content-Encoding. `html`: a page under the type of the picture.
 * `hold`: half of the body, and the rest once the promise is resolved.
 *
 * @typedef {(
 *   | { kind: 'cut' | 'reset' | 'wrong-length' | 'drip' | 'gzip' } | { kind: 'hold', until: Promise<void> }
 *   | { kind: 'html' }
 *   | { kind: 'status', status: number, headers?: import('node:http').OutgoingHttpHeaders }
 *   | { kind: 'redirect', to: string }
 * )} Fault
 */

/**
 * One request as the site saw it.
 *
 * @typedef {object} Visit
 * @property {string} path
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {number} from first byte that was sent: above 0 where a download was resumed
 * @property {number} sent bytes of the body that the system has taken
 * @property {number} port of the client
 */

/**
 * @typedef {object} SiteShape
 * @property {(path: string) => Content | null} content null: 404
 * @property {(visit: Visit) => Fault | null} [fault] called once for each request, before `content`
 * @property {number} [latencyMs] before each reply
 * @property {number} [bytesPerSecond] of one connection; no limit by default
 * @property {number} [keepAliveMs] an idle connection is closed after this time; 5 s by default
 */

/**
 * @typedef {object} Site
 * @property {string} origin `http://127.0.0.1:port`
 * @property {number} port
 * @property {readonly Visit[]} visits in the order of their arrival
 * @property {number} sockets open now
 * @property {number} bytesSent bytes of replies that were sent so far, also those that the client did not read
 * @property {(path: string) => Promise<void>} asked resolves when a request for this path has arrived, now or earlier
 * @property {() => Promise<void>} quiet resolves when no socket is open
 * @property {() => Promise<void>} close
 */

/**
 * Starts a site; the caller closes it.
 *
 * @param {SiteShape} shape
 * @returns {Promise<Site>}
 */
export async function startSite({
  content,
  fault = () => null,
  latencyMs = 0,
  bytesPerSecond = 0,
  keepAliveMs = 5000,
}) {
  /** @type {Visit[]} */
  const visits = []
  /** @type {Set<import('node:net').Socket>} */
  const sockets = new Set()
  /** @type {Set<() => void>} */
  const waiting = new Set()
  let bytesOfClosed = 0

  const changed = () => {
    for (const look of waiting) look()
  }
  /** @param {() => boolean} holds @returns {Promise<void>} resolves when the condition holds */
  const until = (holds) =>
    new Promise((resolve) => {
      const look = () => {
        if (!holds()) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })

  const server = createServer((request, response) => {
    const visit = {
      path: request.url ?? '/',
      headers: request.headers,
      from: 0,
      sent: 0,
      port: request.socket.remotePort ?? 0,
    }
    visits.push(visit)
    changed()
    const reply = () => {
      answer(visit, response).catch(() => response.destroy())
    }
    if (latencyMs === 0) reply()
    else setTimeout(reply, latencyMs)
  })
  server.keepAliveTimeout = keepAliveMs
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => {
      sockets.delete(socket)
      bytesOfClosed += socket.bytesWritten
      changed()
    })
  })

  /** @param {Visit} visit @param {import('node:http').ServerResponse} response */
  async function answer(visit, response) {
    const wrong = fault(visit)
    if (wrong?.kind === 'status') return response.writeHead(wrong.status, wrong.headers).end('no')
    if (wrong?.kind === 'redirect') return response.writeHead(302, { location: wrong.to }).end()
    const found = content(visit.path)
    if (found === null) return response.writeHead(404).end('nothing here')
    if (wrong === null) return await send(visit, response, found, bytesPerSecond)
    return await sendWrong(wrong, visit, response, found, bytesPerSecond)
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    visits,
    get sockets() {
      return sockets.size
    },
    get bytesSent() {
      return [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, bytesOfClosed)
    },
    asked: (path) => until(() => visits.some((visit) => visit.path === path)),
    quiet: () => until(() => sockets.size === 0),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * A validator that belongs to these bytes.
 *
 * @param {Buffer} body
 */
export function etagOf(body) {
  return `"${crc32(body)}"`
}

/**
 * The part of a body that a request asks for, and the head of its reply.
 *
 * @param {Visit} visit
 * @param {Content} content
 */
function rangeOf({ headers }, { type, body, bytes, chunked = false, etag }) {
  const length = Buffer.isBuffer(body) ? body.length : bytes
  const range = /^bytes=(\d+)-$/.exec(headers.range ?? '')
  const resumes = range !== null && etag !== undefined && headers['if-range'] === etag
  const from = resumes ? Number(range[1]) : 0
  return {
    from,
    status: resumes ? 206 : 200,
    head: {
      'content-type': type,
      ...(length === undefined || chunked ? {} : { 'content-length': length - from }),
      ...(etag === undefined ? {} : { etag, 'accept-ranges': 'bytes' }),
      ...(resumes ? { 'content-range': `bytes ${from}-${Number(length) - 1}/${length}` } : {}),
    },
  }
}

/**
 * @param {Visit} visit
 * @param {import('node:http').ServerResponse} response
 * @param {Content} content
 * @param {number} bytesPerSecond
 */
async function send(visit, response, content, bytesPerSecond) {
  const { from, status, head } = rangeOf(visit, content)
  visit.from = from
  response.writeHead(status, head)
  const { body } = content
  if (Buffer.isBuffer(body)) await sendPaced(visit, response, body.subarray(from), bytesPerSecond)
  else await sendPieces(visit, response, body)
  response.end()
}

/**
 * Counts bytes when the system has taken them, not while they still wait in this process.
 *
 * @param {Visit} visit
 * @param {import('node:http').ServerResponse} response
 * @param {string | Buffer} piece
 * @param {() => void} [then]
 * @returns {boolean} false: wait for `drain`
 */
function write(visit, response, piece, then) {
  return response.write(piece, (error) => {
    if (!error) visit.sent += piece.length
    then?.()
  })
}

/**
 * @param {Visit} visit
 * @param {import('node:http').ServerResponse} response
 * @param {Iterable<string | Buffer>} pieces
 */
async function sendPieces(visit, response, pieces) {
  for (const piece of pieces) {
    if (write(visit, response, piece)) continue
    if (response.destroyed) return
    await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
  }
}

/** Between two portions of a connection whose rate is limited. */
const portionMs = 10

/**
 * @param {Visit} visit
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer} body
 * @param {number} bytesPerSecond 0: all at once
 */
async function sendPaced(visit, response, body, bytesPerSecond) {
  if (bytesPerSecond === 0) {
    write(visit, response, body)
    return
  }
  const startedAt = performance.now()
  for (let sent = 0; sent < body.length && !response.destroyed; ) {
    await wait(portionMs)
    const due = Math.ceil(((performance.now() - startedAt) / 1000) * bytesPerSecond)
    if (due > sent) write(visit, response, body.subarray(sent, due))
    sent = due
  }
}

/**
 * @param {Exclude<Fault, { kind: 'status' | 'redirect' }>} fault
 * @param {Visit} visit
 * @param {import('node:http').ServerResponse} response
 * @param {Content} content
 * @param {number} bytesPerSecond
 */
async function sendWrong(fault, visit, response, content, bytesPerSecond) {
  if (fault.kind === 'html') {
    response.writeHead(200, { 'content-type': content.type })
    response.end('<!doctype html><title>Please log in</title>')
    return
  }
  if (!Buffer.isBuffer(content.body)) throw new Error(`${visit.path} has no body in one Buffer`)
  const { from, status, head } = rangeOf(visit, content)
  visit.from = from
  const rest = content.body.subarray(from)
  const half = rest.subarray(0, rest.length >> 1)
  switch (fault.kind) {
    case 'cut':
    case 'reset': {
      const end = () => (fault.kind === 'cut' ? response.socket?.end() : response.socket?.resetAndDestroy())
      response.writeHead(status, head)
      await sendPaced(visit, response, half, bytesPerSecond)
      write(visit, response, Buffer.alloc(0), end)
      return
    }
    case 'wrong-length':
      response.writeHead(status, { ...head, 'content-length': rest.length + 500 })
      write(visit, response, rest, () => response.socket?.end())
      return
    case 'drip':
      response.writeHead(status, head)
      for (let part = 0; part < 8; part++) {
        write(visit, response, rest.subarray((rest.length * part) / 8, (rest.length * (part + 1)) / 8))
        await wait(100)
      }
      break
    case 'gzip': {
      const coded = gzipSync(rest)
      response.writeHead(status, { ...head, 'content-encoding': 'gzip', 'content-length': coded.length })
      write(visit, response, coded)
      break
    }
    case 'hold':
      response.writeHead(status, head)
      write(visit, response, half)
      await fault.until
      write(visit, response, rest.subarray(half.length))
      break
  }
  response.end()
}
