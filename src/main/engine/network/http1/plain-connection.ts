import type { LookupFunction, Socket, TcpSocketConnectOpts } from 'node:net'
import { connect as connectTcp, isIP } from 'node:net'
import { connect as connectTls, type SecureContext, TLSSocket } from 'node:tls'
import type { Carrier } from './plain-exchange'
import { longestPlainHead, type PlainHead, readPlainHead } from './plain-head'

/** Bytes that are read at a time while the head is waited for; small bodies come with it. */
const headRoom = 2 * longestPlainHead

/** Where connections lead, and how they are made. Connections are shared among requests of one route. */
export interface PlainRoute {
  readonly key: string
  /** Without brackets. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
  /** Whether HTTP/2 may be offered there (RFC 7301). */
  readonly http2: boolean
  /** Resolves names, and refuses those that may not be asked. */
  readonly lookup: LookupFunction
  /** Trusted certificates; undefined for Node's own. */
  readonly secureContext: SecureContext | undefined
}

/** Bytes that are read at a time of a reply that is read elsewhere. */
const rawRoom = 256 * 1024

/** Takes a reply that is read elsewhere: all its bytes as they come, from the first one of its head on. */
export interface RawReader {
  /** `isOwn`: they have a buffer of their own, else they are good until it returns. False: nothing more is read until `resume`. */
  bytes(bytes: Buffer, isOwn: boolean): boolean
  /** The connection is closed: by the other side (null), or by an error of the socket. */
  end(error: Error | null): void
}

/** Takes one reply, in this order: `head`, bytes, `end`. After `failed`, or a reader for raw bytes was named, nothing more comes. */
export interface ReplyReader {
  /** Null to read on; else who takes the reply instead, from its head on. `written` is the head as it came, good until this returns. */
  head(head: PlainHead, written: Buffer): RawReader | null
  /** Where the next bytes of the body go: from one to as many as it still lacks. It stays the same until `filled`. */
  room(): Buffer
  /** So many bytes of the room are filled. False: nothing more is read until `resume`; what came already may follow. */
  filled(bytes: number): boolean
  /** The body is whole; the connection carries the next request if it is reusable. */
  end(): void
  /** The reply is not plain: who takes it instead. The connection carries no other one. */
  unusual(why: string): RawReader
  /** An error of the socket, or its end before that of the reply (UND_ERR_SOCKET). */
  failed(error: Error): void
}

/** What happens to a connection until it carries a request. */
export interface ConnectionEvents {
  /** It may be written to. */
  connected(): void
  /** HTTP/2 is offered besides, and this is called instead where the server chose it: who takes the socket over, in this turn. */
  choseHttp2?(socket: TLSSocket): void
  /** It could not be made, and no request had been given to it. May be called more than once. */
  failed?(error: Error): void
}

/**
 * One connection, which carries one plain reply at a time: its bytes go from the socket into the buffer of their reader.
 *
 * Node fills the buffer that was named after the read before (`onread`). So a connection without a request names its own
 * from the beginning: else the next reply would start behind the last one, and only a hash would show it.
 */
export class PlainConnection implements Carrier {
  readonly streams = null
  readonly socket: Socket
  readonly #own = Buffer.allocUnsafeSlow(headRoom)
  #reader: ReplyReader | null = null
  /** Takes all that still comes. */
  #raw: RawReader | null = null
  /** Where Node puts the next bytes. */
  #named: Buffer = this.#own
  /** Bytes of a head that is not whole, at the beginning of the own buffer. */
  #held = 0
  /** null until the head of this reply came. */
  #head: PlainHead | null = null
  /** Bytes of the body that have not come. */
  #left = 0
  #isOpen = false
  #isReusable = true
  #carried = 0
  #replied = false

  /** Connects. A failure goes to the reader of the first request, or to `events.failed` while there is none. */
  constructor(route: PlainRoute, session: Buffer | undefined, events: ConnectionEvents) {
    const { choseHttp2 } = events
    this.socket = open(route, session, choseHttp2 === undefined ? ['http/1.1'] : ['h2', 'http/1.1'], {
      buffer: () => this.#room(),
      callback: (bytes) => this.#read(bytes),
    })
    const fail = (error: Error | null) => this.#fail(error, events)
    const ended = () => fail(null)
    this.socket
      .on(route.secure ? 'secureConnect' : 'connect', () => {
        if (
          choseHttp2 !== undefined &&
          this.socket instanceof TLSSocket &&
          this.socket.alpnProtocol === 'h2'
        ) {
          this.socket.off('error', fail).off('close', ended).off('end', ended)
          choseHttp2(this.socket)
          return
        }
        this.#isOpen = true
        // Small requests must not wait for the acknowledgement of those before.
        if (route.secure) this.socket.setNoDelay(true)
        events.connected()
      })
      .on('error', fail)
      .on('close', ended)
      .on('end', ended)
  }

  /** Whether it is connected. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Whether another request may be sent. */
  get isReusable(): boolean {
    return this.#isOpen && this.#isReusable && this.#reader === null && !this.socket.destroyed
  }

  /** Whether it has carried a request before and no byte of this reply has come: the server may have closed it unseen. */
  get isStale(): boolean {
    return this.#carried > 0 && !this.#replied
  }

  /** Sends a request, which may be before it is connected. The connection carries no other one. */
  send(request: string, reader: ReplyReader): void {
    this.#reader = reader
    this.#head = null
    this.#held = 0
    this.#replied = false
    this.socket.write(request, 'latin1')
  }

  /** Reads on after `filled` has returned false. */
  resume(): void {
    this.socket.resume()
  }

  /** Closes the socket at once; its reader gets nothing more. */
  destroy(): void {
    this.#reader = null
    this.#raw = null
    this.#isReusable = false
    this.socket.destroy()
  }

  /** Leaves the reply, of which the body has begun to come, to another reader. The connection carries no other one. */
  handOver(raw: RawReader): void {
    this.#reader = null
    this.#head = null
    this.#isReusable = false
    this.#raw = raw
  }

  #room(): Buffer {
    this.#named = this.#nextRoom()
    return this.#named
  }

  #nextRoom(): Buffer {
    if (this.#raw !== null) return Buffer.allocUnsafeSlow(rawRoom)
    if (this.#reader === null || this.#head === null) return this.#own.subarray(this.#held)
    return this.#reader.room()
  }

  #read(bytes: number): boolean {
    if (this.#raw !== null)
      return this.#raw.bytes(this.#named.subarray(0, bytes), this.#named.length === rawRoom)
    // What comes without a request belongs to no reply: the connection cannot be trusted any more.
    if (this.#reader === null) {
      this.destroy()
      return false
    }
    this.#replied = true
    return this.#head === null ? this.#readHead(this.#reader, bytes) : this.#take(this.#reader, bytes)
  }

  #readHead(reader: ReplyReader, bytes: number): boolean {
    this.#held += bytes
    const came = this.#own.subarray(0, this.#held)
    const verdict = readPlainHead(came)
    if (verdict.kind === 'more') return true
    if (verdict.kind === 'unusual') return this.#handOverAll(reader.unusual(verdict.why), came)
    this.#held = 0
    this.#head = verdict
    this.#left = verdict.length
    this.#isReusable = verdict.keepsOpen && came.length - verdict.bytes <= verdict.length
    const other = reader.head(verdict, came.subarray(0, verdict.bytes))
    if (other !== null) return this.#handOverAll(other, came)
    return this.#takeBehindHead(reader, came.subarray(verdict.bytes, verdict.bytes + verdict.length))
  }

  #handOverAll(raw: RawReader, came: Buffer): boolean {
    this.#held = 0
    this.handOver(raw)
    return raw.bytes(came, false)
  }

  /** Copies the bytes that came with the head. */
  #takeBehindHead(reader: ReplyReader, bytes: Buffer): boolean {
    if (this.#left === 0) return this.#end(reader)
    let reads = true
    for (let at = 0; at < bytes.length && this.#reader === reader; ) {
      const copied = bytes.copy(reader.room(), 0, at)
      at += copied
      reads = this.#take(reader, copied) && reads
    }
    // A pause of a reply that has ended meanwhile must not keep the next one from being read.
    return this.#reader === reader ? reads : !this.socket.destroyed
  }

  #take(reader: ReplyReader, bytes: number): boolean {
    this.#left -= bytes
    const reads = reader.filled(bytes)
    // The reader may have given the reply up.
    if (this.#reader !== reader) return false
    return this.#left > 0 ? reads : this.#end(reader)
  }

  #end(reader: ReplyReader): boolean {
    this.#reader = null
    this.#head = null
    this.#carried += 1
    if (!this.#isReusable) this.socket.destroy()
    reader.end()
    return true
  }

  /** `error` is null when the other side has closed the connection. */
  #fail(error: Error | null, events: ConnectionEvents): void {
    const reader = this.#reader
    const raw = this.#raw
    this.destroy()
    raw?.end(error)
    reader?.failed(error ?? closed())
    if (!this.#isOpen && reader === null) events.failed?.(error ?? closed())
  }
}

/** An end inside of a reply, by the code with which undici reports it. */
function closed(): Error {
  return Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })
}

function open(
  { host, port, secure, lookup, secureContext }: PlainRoute,
  session: Buffer | undefined,
  protocols: string[],
  onread: NonNullable<TcpSocketConnectOpts['onread']>,
): Socket {
  const options = {
    host,
    port,
    lookup,
    autoSelectFamily: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 60_000,
    onread,
  }
  if (!secure) return connectTcp(options)
  return connectTls({
    ...options,
    // A server name must not be an IP address (RFC 6066 §3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(secureContext === undefined ? {} : { secureContext }),
    ...(session === undefined ? {} : { session }),
    ALPNProtocols: protocols,
  })
}
