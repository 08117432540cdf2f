import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** One request as it came. */
export interface SeenRequest {
  readonly method: string
  /** As it stood in the request line. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Number of the connection, from 1. */
  readonly connection: number
  /** How many requests this connection has carried, this one included. */
  readonly nth: number
  /** Monotonic milliseconds. */
  readonly at: number
}

/** One request and the means to answer it, well or badly. Nothing is added to what a handler sends, nothing checked. */
export interface Exchange extends SeenRequest {
  /** Bytes as they are; resolves when the system has taken them. */
  raw(bytes: string | Uint8Array): Promise<void>
  /** The head of a reply. */
  head(status: number, fields?: Fields): Promise<void>
  /** A well-formed reply with its length; the connection stays open. */
  reply(status: number, fields?: Fields, body?: string | Uint8Array): Promise<void>
  /** Answers with a file as a good server does: validators, Range and If-Range (RFC 9110 §13, §14). */
  file(
    body: Uint8Array,
    validators?: { readonly etag?: string; readonly lastModified?: string },
  ): Promise<void>
  /** Closes in good order after what was sent. */
  end(): void
  /** Resets the connection (RST). */
  reset(): void
  /** Resolves when the client has closed the connection. */
  readonly closed: Promise<void>
}

/** Several values of one name are sent as several fields. */
export type Fields = Readonly<Record<string, string | number | readonly string[]>>

/** Answers one request. What it throws ends the connection. */
export type Handler = (exchange: Exchange) => void | Promise<void>

export interface FaultyServer extends AsyncDisposable {
  readonly port: number
  /** `http://127.0.0.1:port` or `https://…`. */
  readonly origin: string
  /** `host:port`, as lists of private addresses want it. */
  readonly host: string
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[]
  /** Connections that are open now. */
  readonly openSockets: number
  /** Connections so far. */
  readonly connections: number
  /** Resolves when `count` requests have come since the start. */
  requested(count: number): Promise<void>
  /** Resolves when no connection is open. */
  quiet(): Promise<void>
  close(): Promise<void>
}

/** A promise that a test opens by hand. */
export interface Gate {
  readonly opened: Promise<void>
  open(): void
}

export function createGate(): Gate {
  let open = () => {}
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open }
}

/** A body in the chunked coding (RFC 9112 §7.1); without its last chunk when `whole` is false. */
export function chunked(body: Uint8Array, whole = true): Buffer {
  const head = Buffer.from(`${body.length.toString(16)}\r\n`)
  return Buffer.concat([head, body, Buffer.from(whole ? '\r\n0\r\n\r\n' : '\r\n')])
}

/** Starts a server on 127.0.0.1 that answers as `handler` says, also against the rules. */
export async function startFaultyServer(handler: Handler, tls?: TlsOptions): Promise<FaultyServer> {
  const requests: SeenRequest[] = []
  const sockets = new Set<Socket>()
  const waiters = new Set<() => void>()
  let connections = 0

  /** Resolves as soon as the condition holds; looked at whenever something happened here. */
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return
        waiters.delete(look)
        resolve()
      }
      waiters.add(look)
      look()
    })
  const happened = () => {
    for (const look of waiters) look()
  }

  const accept = (socket: Socket) => {
    connections += 1
    const connection = connections
    sockets.add(socket)
    const closed = new Promise<void>((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    socket.setNoDelay(true)
    socket.once('close', () => {
      sockets.delete(socket)
      happened()
    })
    let pending = Buffer.alloc(0)
    let nth = 0
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk])
      for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
        const [line = '', ...fields] = pending.subarray(0, end).toString('latin1').split('\r\n')
        pending = pending.subarray(end + 4)
        nth += 1
        const [method = '', target = ''] = line.split(' ')
        const headers = Object.fromEntries(
          fields.map((field) => {
            const colon = field.indexOf(':')
            return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()]
          }),
        )
        const seen = { method, target, headers, connection, nth, at: performance.now() }
        requests.push(seen)
        happened()
        const answered = Promise.resolve(handler(createExchange(seen, socket, closed)))
        answered.catch((error: unknown) => {
          console.error('the handler of a faulty server failed:', error)
          socket.destroy()
        })
      }
    })
  }

  const server: Server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const host = `127.0.0.1:${address.port}`

  const close = async () => {
    const ended = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await ended
  }
  return {
    port: address.port,
    origin: `${tls === undefined ? 'http' : 'https'}://${host}`,
    host,
    requests,
    get openSockets() {
      return sockets.size
    },
    get connections() {
      return connections
    },
    requested: (count) => until(() => requests.length >= count),
    quiet: () => until(() => sockets.size === 0),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function createExchange(seen: SeenRequest, socket: Socket, closed: Promise<void>): Exchange {
  const raw = (bytes: string | Uint8Array) =>
    new Promise<void>((resolve) => {
      // A client that has gone is no error of the server's.
      socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, () => resolve())
    })
  const head = (status: number, fields: Fields = {}) => {
    const lines = Object.entries(fields).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => `${name}: ${one}\r\n`),
    )
    return raw(`HTTP/1.1 ${status} Said So\r\n${lines.join('')}\r\n`)
  }
  const reply = async (status: number, fields: Fields = {}, body: string | Uint8Array = '') => {
    await head(status, { 'Content-Length': Buffer.byteLength(body), ...fields })
    if (body.length > 0) await raw(typeof body === 'string' ? Buffer.from(body) : body)
  }
  return {
    ...seen,
    raw,
    head,
    reply,
    file: (body, { etag, lastModified } = {}) => {
      const fields = {
        'Content-Type': 'image/png',
        ...(etag === undefined ? {} : { ETag: etag }),
        ...(lastModified === undefined
          ? {}
          : { 'Last-Modified': lastModified, Date: new Date().toUTCString() }),
      }
      const from = /^bytes=(\d+)-$/.exec(seen.headers['range'] ?? '')?.[1]
      const condition = seen.headers['if-range']
      if (
        from === undefined ||
        (condition !== undefined && condition !== etag && condition !== lastModified)
      ) {
        return reply(200, fields, body)
      }
      if (Number(from) >= body.length)
        return reply(416, { ...fields, 'Content-Range': `bytes */${body.length}` })
      const range = `bytes ${from}-${body.length - 1}/${body.length}`
      return reply(206, { ...fields, 'Content-Range': range }, body.subarray(Number(from)))
    },
    end: () => socket.end(),
    reset: () => socket.resetAndDestroy(),
    closed,
  }
}
