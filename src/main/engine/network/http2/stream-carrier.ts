import { type ClientHttp2Session, type ClientHttp2Stream, constants } from 'node:http2'
import { errorCode } from '@shared/model/error-code'
import type { RawReader, ReplyReader } from '../http1/plain-connection'
import type { Carrier } from '../http1/plain-exchange'
import { readPlainHead } from '../http1/plain-head'
import type { Http2Connection } from './http2-connection'
import { chunkOf, fieldsOfRequest, lastChunk, writeHead } from './message-heads'

/** Who asked for a stream, and what is reported to it. */
export interface StreamOwner {
  /** See `PlainExchange.streams`. */
  streams(): number | null
  /** The request went out. */
  sent(): void
  /**
   * Its reply has begun, of which so many bytes will come; 0 where that is not known. False: its body is not taken over this stream,
   * and the request is sent once more over a connection of its own.
   */
  headCame(bytes: number): boolean
  /** Its reply came whole, or it failed; neither for one that was given up or is read elsewhere. */
  over(isWhole: boolean): void
  /** The request may be sent once more: the server never looked at it, or see `headCame`; `needsHttp1`: but not over HTTP/2. */
  refused(needsHttp1: boolean): void
}

/** After the last byte of a reply: how long its stream may stay open, in milliseconds. It counts as one of those that the server allows. */
const lingerMs = 1000

/** Codes by which one side says that the other broke the protocol (RFC 9113 §7). */
const breaches: ReadonlySet<number> = new Set([
  constants.NGHTTP2_PROTOCOL_ERROR,
  constants.NGHTTP2_FLOW_CONTROL_ERROR,
  constants.NGHTTP2_STREAM_CLOSED,
  constants.NGHTTP2_FRAME_SIZE_ERROR,
  constants.NGHTTP2_COMPRESSION_ERROR,
])

/** One stream of a connection of HTTP/2, which carries one request. Its reply is read as that of HTTP/1.1 would be. */
export class StreamCarrier implements Carrier {
  readonly isStale = false
  readonly isReusable = false
  readonly isOpen = false
  readonly #connection: Http2Connection
  readonly #owner: StreamOwner
  #request = ''
  #stream: ClientHttp2Stream | null = null
  #reader: ReplyReader | null = null
  /** Takes all that still comes. */
  #raw: RawReader | null = null
  #hasHead = false
  #isChunked = false
  /** The server has ended the reply. */
  #isWhole = false
  /** Bytes of the body that have not come. */
  #left = 0
  #error: Error | null = null
  #linger: NodeJS.Timeout | null = null

  constructor(connection: Http2Connection, owner: StreamOwner) {
    this.#connection = connection
    this.#owner = owner
  }

  get streams(): number | null {
    return this.#owner.streams()
  }

  send(request: string, reader: ReplyReader): void {
    this.#request = request
    this.#reader = reader
    this.#connection.queue(this)
  }

  /** Only for its connection: its turn has come. */
  begin(session: ClientHttp2Session): void {
    this.#owner.sent()
    const stream = session.request(fieldsOfRequest(this.#request), { endStream: true })
    this.#stream = stream
    const push = stream.push.bind(stream)
    // Node lets a stream that is reset without an error end like one that is whole: only this shows which one it is.
    stream.push = (piece: unknown) => {
      if (piece === null && !stream.closed) this.#isWhole = true
      return push(piece)
    }
    stream
      .on('response', (_headers: unknown, flags: number, raw: readonly string[]) =>
        this.#readHead(raw, (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0),
      )
      .on('error', (error) => {
        this.#error = error
      })
      .on('close', () => this.#closed())
  }

  /** Only for its connection: its turn will not come. */
  refuse(): void {
    this.#owner.refused(false)
  }

  handOver(raw: RawReader): void {
    this.#reader = null
    this.#raw = raw
  }

  resume(): void {
    this.#stream?.resume()
  }

  destroy(isLate: boolean): void {
    this.#reader = null
    this.#raw = null
    if (this.#stream === null) this.#connection.leave(this)
    else if (!this.#stream.closed) this.#stream.close(constants.NGHTTP2_CANCEL)
    if (!isLate) return
    // The other side may be gone: the next request would wait as long.
    this.#connection.retire()
    this.#owner.over(false)
  }

  #readHead(raw: readonly string[], isAll: boolean): void {
    const stream = this.#stream
    const reader = this.#reader
    stream?.on('data', (piece: Buffer) => this.#take(piece)).on('end', () => this.#ended())
    if (reader === null || this.#hasHead) return
    this.#hasHead = true
    const { bytes, isChunked } = writeHead(raw, isAll)
    this.#isChunked = isChunked
    const head = readPlainHead(bytes)
    if (!this.#owner.headCame(head.kind === 'plain' ? head.length : 0)) {
      this.#reader = null
      stream?.close(constants.NGHTTP2_CANCEL)
      this.#owner.refused(true)
      return
    }
    const other =
      head.kind === 'plain' ? reader.head(head, bytes) : reader.unusual('why' in head ? head.why : 'head')
    if (other !== null) {
      this.handOver(other)
      this.#give(other, bytes)
    } else if (head.kind === 'plain') {
      this.#left = head.length
      if (head.length === 0) this.#end(reader)
    }
  }

  #give(raw: RawReader, bytes: Buffer): void {
    // Pieces share their memory with others: it is not given away.
    if (!raw.bytes(bytes, false)) this.#stream?.pause()
  }

  #take(piece: Buffer): void {
    if (this.#raw !== null) this.#give(this.#raw, this.#isChunked ? chunkOf(piece) : piece)
    const reader = this.#reader
    let reads = true
    for (let at = 0; reader !== null && at < piece.length && this.#reader === reader; ) {
      const copied = piece.copy(reader.room(), 0, at)
      at += copied
      this.#left -= copied
      reads = reader.filled(copied) && reads
      if (this.#left === 0 && this.#reader === reader) this.#end(reader)
    }
    if (!reads && this.#reader === reader) this.#stream?.pause()
  }

  /** The body is whole. */
  #end(reader: ReplyReader): void {
    this.#reader = null
    const stream = this.#stream
    this.#connection.ended(this)
    this.#linger = setTimeout(() => stream?.close(constants.NGHTTP2_CANCEL), lingerMs)
    this.#owner.over(true)
    reader.end()
  }

  /** Nothing more comes. */
  #ended(): void {
    const raw = this.#raw
    if (raw === null) return
    this.#raw = null
    if (this.#isChunked && this.#isWhole) raw.bytes(lastChunk, false)
    raw.end(null)
  }

  #closed(): void {
    if (this.#linger !== null) clearTimeout(this.#linger)
    const reader = this.#reader
    const raw = this.#raw
    this.#reader = null
    this.#raw = null
    this.#connection.closed(this)
    raw?.end(null)
    if (reader === null) return
    const { id, rstCode = constants.NGHTTP2_NO_ERROR } = this.#stream ?? {}
    const isOfStream = this.#error !== null && errorCode(this.#error) === 'ERR_HTTP2_STREAM_ERROR'
    const needsHttp1 = rstCode === constants.NGHTTP2_HTTP_1_1_REQUIRED
    const isRefused = isOfStream && rstCode === constants.NGHTTP2_REFUSED_STREAM
    if (!this.#hasHead && (needsHttp1 || isRefused || this.#connection.neverSaw(id))) {
      if (isRefused) this.#connection.retire()
      this.#owner.refused(needsHttp1)
      return
    }
    this.#owner.over(false)
    reader.failed(failureOf(this.#error, rstCode, this.#hasHead))
  }
}

/** The error of a socket or of the framing as it is; the end of a stream by the code with which undici reports that of a connection. */
function failureOf(error: Error | null, rstCode: number, hasHead: boolean): Error {
  const code = error === null ? '' : errorCode(error)
  if (error !== null && !/^ERR_HTTP2_(?:STREAM|SESSION)_/.test(code)) return error
  const isBreach = !hasHead && breaches.has(rstCode)
  return Object.assign(new Error(`the stream was closed with code ${rstCode}`, { cause: error }), {
    code: isBreach ? 'ERR_HTTP2_STREAM_ERROR' : 'UND_ERR_SOCKET',
  })
}
