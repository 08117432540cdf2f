import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import { keys } from '../test-http'

/** Types of frames that the tests write (RFC 9113 §6). */
export const frames = { data: 0, headers: 1, reset: 3, settings: 4, push: 5, ping: 6, goaway: 7, window: 8 }

/** Settings that the tests send (RFC 9113 §6.5.2). */
export const settings = { mostStreams: 3, window: 4 }

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
const end = 1
const wholeHead = 4
const acknowledged = 1

/** A field and its value, one byte a character. */
type Field = readonly [string, string]

/** One stream that the client has opened, and the means to answer it, well or badly. Nothing is checked. */
export interface FrameStream {
  readonly id: number
  /** Number of the connection, from 1, and of the request on it. */
  readonly connection: number
  readonly nth: number
  /** Any frame; on this stream unless another is named. */
  frame(type: number, flags: number, payload: Uint8Array, stream?: number): void
  /** A head, with a status unless it stands among the fields. */
  head(fields: readonly Field[], isEnd?: boolean): void
  data(bytes: Uint8Array, isEnd?: boolean): void
  /** Fields behind the body, which end the reply. */
  trailers(fields: readonly Field[]): void
  /** A whole reply with its length. */
  reply(body: Uint8Array, fields?: readonly Field[]): void
  reset(code: number): void
  goAway(lastStream: number, code: number): void
  /** Closes the connection: in good order, or at once. */
  close(): void
  destroy(): void
  /** Resolves with the code with which the client resets it. */
  readonly wasReset: Promise<number>
}

/** A server that speaks HTTP/2 frame by frame. */
export interface FrameServer extends AsyncDisposable {
  readonly port: number
  /** The protocol of each connection so far. */
  readonly protocols: readonly string[]
  /** Requests over HTTP/2 and HTTP/1.1 so far. */
  readonly requests: { http2: number; http1: number }
  /** Most streams that were open at once on one connection. */
  readonly mostAtOnce: number
  /** Connections that are open now. */
  readonly openSockets: number
}

/** How a server begins, and what it answers over HTTP/1.1. */
export interface FrameServerOptions {
  /** In the order in which it prefers them. */
  readonly protocols?: readonly string[]
  /** Pairs of a number and its value. */
  readonly settings?: readonly (readonly [number, number])[]
  /** Bytes that follow the settings at once. */
  readonly first?: Uint8Array
  readonly http1Body?: string
}

/** A frame as it goes over the wire (RFC 9113 §4.1). */
export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head[3] = type
  head[4] = flags
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

/** Fields in literal form, which no table knows (RFC 7541 §6.2.2). */
export function fieldBlock(fields: readonly Field[]): Buffer {
  const text = (value: string) => {
    const bytes = Buffer.from(value, 'latin1')
    return Buffer.concat([prefixed(bytes.length), bytes])
  }
  return Buffer.concat(fields.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]))
}

/** A number with a prefix of seven bits (RFC 7541 §5.1). */
function prefixed(value: number): Buffer {
  if (value < 127) return Buffer.from([value])
  const bytes = [127]
  for (let rest = value - 127; ; rest = Math.floor(rest / 128)) {
    bytes.push(rest < 128 ? rest : (rest % 128) + 128)
    if (rest < 128) return Buffer.from(bytes)
  }
}

/** Starts a server on a free port of 127.0.0.1 with the certificate of `keys`. */
export async function startFrameServer(
  handler: (stream: FrameStream) => void,
  { protocols = ['h2', 'http/1.1'], http1Body = 'by HTTP/1.1', ...begin }: FrameServerOptions = {},
): Promise<FrameServer> {
  const seen: string[] = []
  const open = new Set<Socket>()
  const requests = { http2: 0, http1: 0 }
  const most = { atOnce: 0 }
  const server = createServer({ ...keys, ALPNProtocols: [...protocols] }, (socket) => {
    seen.push(String(socket.alpnProtocol))
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    if (socket.alpnProtocol !== 'h2') {
      socket.on('data', (bytes) => {
        for (let at = -1; (at = bytes.indexOf('\r\n\r\n', at + 1)) >= 0; ) {
          requests.http1 += 1
          socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${http1Body.length}\r\n\r\n${http1Body}`)
        }
      })
      return
    }
    speakHttp2(socket, seen.length, begin, most, (stream) => {
      requests.http2 += 1
      handler(stream)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    protocols: seen,
    requests,
    get mostAtOnce() {
      return most.atOnce
    },
    get openSockets() {
      return open.size
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function speakHttp2(
  socket: TLSSocket,
  connection: number,
  begin: Pick<FrameServerOptions, 'settings' | 'first'>,
  most: { atOnce: number },
  onStream: (stream: FrameStream) => void,
): void {
  const resets = new Map<number, (code: number) => void>()
  const running = new Set<number>()
  let came = Buffer.alloc(0)
  let hasPreface = false
  let nth = 0
  const send = (type: number, flags: number, stream: number, payload: Uint8Array) => {
    if (!socket.destroyed) socket.write(frame(type, flags, stream, payload))
  }
  const setting = ([number, value]: readonly [number, number]) => {
    const bytes = Buffer.alloc(6)
    bytes.writeUInt16BE(number)
    bytes.writeUInt32BE(value, 2)
    return bytes
  }
  send(frames.settings, 0, 0, Buffer.concat((begin.settings ?? []).map(setting)))
  if (begin.first !== undefined) socket.write(begin.first)

  const streamOf = (id: number): FrameStream => {
    const stream: FrameStream = {
      id,
      connection,
      nth,
      frame: (type, flags, payload, on = id) => {
        if ((type === frames.data || type === frames.headers) && (flags & end) !== 0) running.delete(on)
        if (type === frames.reset) running.delete(on)
        send(type, flags, on, payload)
      },
      head: (fields, isEnd = false) => {
        const all = fields.some(([name]) => name === ':status') ? fields : [status, ...fields]
        stream.frame(frames.headers, wholeHead | (isEnd ? end : 0), fieldBlock(all))
      },
      data: (bytes, isEnd = false) => stream.frame(frames.data, isEnd ? end : 0, bytes),
      trailers: (fields) => stream.frame(frames.headers, wholeHead | end, fieldBlock(fields)),
      reply: (body, fields = []) => {
        stream.head([...fields, ['content-length', String(body.length)]], body.length === 0)
        for (let at = 0; at < body.length; at += 16_384)
          stream.data(body.subarray(at, at + 16_384), at + 16_384 >= body.length)
      },
      reset: (code) => stream.frame(frames.reset, 0, numbers(code)),
      goAway: (last, code) => send(frames.goaway, 0, 0, numbers(last, code)),
      close: () => socket.end(),
      destroy: () => socket.destroy(),
      wasReset: new Promise((resolve) => resets.set(id, resolve)),
    }
    return stream
  }
  const take = (type: number, flags: number, id: number, payload: Buffer) => {
    if (type === frames.settings && flags === 0) send(frames.settings, acknowledged, 0, Buffer.alloc(0))
    if (type === frames.ping && flags === 0) send(frames.ping, acknowledged, 0, payload)
    if (type === frames.reset) {
      running.delete(id)
      resets.get(id)?.(payload.readUInt32BE())
    }
    if (type !== frames.headers) return
    nth += 1
    running.add(id)
    most.atOnce = Math.max(most.atOnce, running.size)
    onStream(streamOf(id))
  }
  socket.on('data', (bytes) => {
    came = Buffer.concat([came, bytes])
    if (!hasPreface) {
      if (came.length < preface.length) return
      hasPreface = true
      came = came.subarray(preface.length)
    }
    for (let length = 0; came.length >= 9; came = came.subarray(9 + length)) {
      length = came.readUIntBE(0, 3)
      if (came.length < 9 + length) return
      take(came[3] ?? 0, came[4] ?? 0, came.readUInt32BE(5), came.subarray(9, 9 + length))
    }
  })
}

const status: Field = [':status', '200']

/** Numbers of 32 bits. */
export function numbers(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, 4 * at)
  return bytes
}
