import { FailureError, failure } from '@shared/model/failure'
import { errorFailure } from '../connection/error-failures'
import { type BodyLimits, type BodyWatch, createBodyWatch } from '../http/body-queue'
import { PlainConnection, type PlainRoute, type RawReader, type ReplyReader } from './plain-connection'
import type { PlainHead } from './plain-head'

/** Unused connections that are kept at most, and how long in milliseconds. */
const mostIdle = 32
const idleMs = 10_000

/** How often the limits are looked at while requests run: one timer for all, because one for each would cost more. */
const lookMs = 50

/** TLS sessions that are kept for resumption, one a route. */
const keptSessions = 100

/** Time limits of one exchange, in milliseconds; the least rate in bytes per second. */
export interface PlainLimits extends BodyLimits {
  readonly connectTimeoutMs: number
  /** From the request to the end of the reply's head. */
  readonly headTimeoutMs: number
}

/** A body that takes longer is left to a reader that writes what came, in milliseconds. */
const slowMs = 2000

/** One request as it goes over a connection. */
export interface PlainRequest {
  readonly route: PlainRoute
  /** The whole head of the request, its empty line included, in Latin-1. */
  readonly head: string
  readonly limits: PlainLimits
}

/** Takes the reply; see `ReplyReader`. `failed` gets a FailureError: refused, reset, timeout, tls, truncated, too-slow, blocked-address. */
export interface PlainReader extends Omit<ReplyReader, 'failed'> {
  /** The body has not come whole within two seconds: who takes what still comes; null to continue. */
  slow(): RawReader | null
  failed(error: FailureError): void
}

/** A request on its way. */
export interface PlainExchange {
  /** Closes its connection at once; its reader gets nothing more. */
  abort(): void
  /** Reads on after `filled` or the reader of raw bytes has returned false. */
  resume(): void
}

/** Sends plain requests over connections of its own. The callers hold permits: it has no limit of connections. */
export class PlainClient {
  readonly #clock: () => number
  readonly #running = new Set<Exchange>()
  /** Those that wait for a next request, with the time since when; the one that came back last is the last one. */
  readonly #idle = new Map<PlainConnection, { readonly key: string; readonly since: number }>()
  readonly #sessions = new Map<string, Buffer>()
  #timer: NodeJS.Timeout | null = null

  /** `clock` gives monotonic milliseconds. */
  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** Sends the request over an idle connection of its route, or a new one. */
  send(request: PlainRequest, reader: PlainReader): PlainExchange {
    const exchange = new Exchange(this, request, reader, this.#clock())
    this.#running.add(exchange)
    exchange.start(this.#takeIdle(request.route.key) ?? this.open(request.route, exchange))
    this.#look()
    return exchange
  }

  /** Closes connections that wait for a next request. TLS sessions are forgotten with what they were verified by. */
  rest(): void {
    this.#sessions.clear()
    for (const connection of this.#idle.keys()) connection.destroy()
    this.#idle.clear()
  }

  /** Closes all connections; requests that run get nothing more. */
  close(): void {
    for (const exchange of this.#running) exchange.abort()
    this.rest()
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  /** Only for exchanges: a connection that none has used. */
  open(route: PlainRoute, exchange: Exchange): PlainConnection {
    const connection = new PlainConnection(route, this.#sessions.get(route.key), () =>
      exchange.connected(this.#clock()),
    )
    connection.socket.on('session', (ticket: Buffer) => {
      this.#sessions.delete(route.key)
      this.#sessions.set(route.key, ticket)
      const [oldest] = this.#sessions.keys()
      if (this.#sessions.size > keptSessions && oldest !== undefined) this.#sessions.delete(oldest)
    })
    return connection
  }

  /** Only for exchanges: this one is over; its connection may carry another. */
  ended(exchange: Exchange, connection: PlainConnection, key: string): void {
    this.#running.delete(exchange)
    if (!connection.isReusable) return
    this.#idle.set(connection, { key, since: this.#clock() })
    const [oldest] = this.#idle.keys()
    if (this.#idle.size <= mostIdle || oldest === undefined) return
    this.#idle.delete(oldest)
    oldest.destroy()
  }

  #takeIdle(key: string): PlainConnection | null {
    // The one that came back last is the least likely to have been closed by the server since.
    for (const [connection, idle] of [...this.#idle].reverse()) {
      if (idle.key !== key) continue
      this.#idle.delete(connection)
      if (connection.isReusable) return connection
      connection.destroy()
    }
    return null
  }

  /** Starts looking at limits, until nothing runs and nothing is idle. */
  #look(): void {
    this.#timer ??= setInterval(() => {
      const now = this.#clock()
      for (const exchange of this.#running) exchange.look(now)
      for (const [connection, { since }] of this.#idle) {
        if (now - since < idleMs) break
        this.#idle.delete(connection)
        connection.destroy()
      }
      if (this.#running.size > 0 || this.#idle.size > 0 || this.#timer === null) return
      clearInterval(this.#timer)
      this.#timer = null
    }, lookMs)
  }
}

/** What an exchange waits for; it only moves on. `raw`: its reply is read elsewhere, where its limits are kept. */
type Stage = 'connecting' | 'head' | 'body' | 'raw' | 'over'

class Exchange implements PlainExchange, ReplyReader {
  readonly #client: PlainClient
  readonly #request: PlainRequest
  readonly #reader: PlainReader
  #connection: PlainConnection | null = null
  #stage: Stage = 'connecting'
  /** When the stage began, or the body was last looked at. */
  #since: number
  /** When its request was sent. */
  #bodySince = 0
  #watch: BodyWatch | null = null
  /** Bytes of the body since the limits were last looked at. */
  #seen = 0
  /** Nothing is read: that says nothing about the server. */
  #isPaused = false

  constructor(client: PlainClient, request: PlainRequest, reader: PlainReader, now: number) {
    this.#client = client
    this.#request = request
    this.#reader = reader
    this.#since = now
  }

  start(connection: PlainConnection): void {
    this.#connection = connection
    this.#stage = connection.isOpen ? 'head' : 'connecting'
    connection.send(this.#request.head, this)
  }

  connected(now: number): void {
    if (this.#stage !== 'connecting') return
    this.#stage = 'head'
    this.#since = now
  }

  head(head: PlainHead, written: Buffer): RawReader | null {
    this.#stage = 'body'
    this.#bodySince = this.#since
    const other = this.#reader.head(head, written)
    return other === null ? null : this.#handOver(other)
  }

  room(): Buffer {
    return this.#reader.room()
  }

  filled(bytes: number): boolean {
    this.#seen += bytes
    const reads = this.#reader.filled(bytes)
    // What came with the head is given on although the first of it has paused.
    this.#isPaused ||= !reads
    return reads
  }

  end(): void {
    this.#leave()
    this.#reader.end()
  }

  unusual(why: string): RawReader {
    return this.#handOver(this.#reader.unusual(why))
  }

  #handOver(raw: RawReader): RawReader {
    this.#stage = 'raw'
    return {
      bytes: (bytes, isOwn) => {
        const reads = raw.bytes(bytes, isOwn)
        this.#isPaused ||= !reads
        return reads
      },
      end: (error) => {
        this.#leave()
        raw.end(error)
      },
    }
  }

  failed(error: Error): void {
    const { isStale = false } = this.#connection ?? {}
    const phase = this.#stage === 'body' ? 'body' : 'head'
    const known = errorFailure(error, phase)
    if (isStale && known?.kind === 'reset') {
      // The server had closed it and may never have seen this request.
      this.start(this.#client.open(this.#request.route, this))
      return
    }
    this.#fail(known === null ? error : new FailureError(known, { cause: error }))
  }

  abort(): void {
    if (this.#stage === 'over') return
    this.#connection?.destroy()
    this.#leave()
  }

  resume(): void {
    if (this.#stage === 'over' || !this.#isPaused) return
    this.#isPaused = false
    this.#connection?.resume()
  }

  /** Fails what has broken a limit. */
  look(now: number): void {
    const { limits } = this.#request
    const passed = now - this.#since
    if (this.#stage === 'connecting' && passed >= limits.connectTimeoutMs) {
      this.#late(`no connection within ${limits.connectTimeoutMs} ms`)
    } else if (this.#stage === 'head' && passed >= limits.headTimeoutMs) {
      this.#late(`no reply within ${limits.headTimeoutMs} ms`)
    } else if (this.#stage === 'body') this.#lookAtBody(now)
  }

  #lookAtBody(now: number): void {
    if (now - this.#bodySince >= slowMs) {
      const other = this.#reader.slow()
      if (other !== null) {
        this.#connection?.handOver(this.#handOver(other))
        return
      }
    }
    const first = this.#watch === null
    this.#watch ??= createBodyWatch(this.#request.limits)
    if (!first && now - this.#since < this.#watch.everyMs) return
    const broken = first || this.#isPaused ? null : this.#watch.look(now - this.#since, this.#seen)
    this.#since = now
    this.#seen = 0
    if (broken !== null) this.#fail(new FailureError(broken))
  }

  #late(text: string): void {
    this.#fail(new FailureError(failure('timeout', text)))
  }

  #fail(error: Error): void {
    if (this.#stage === 'over') return
    this.#connection?.destroy()
    this.#leave()
    // Anything else is a bug of ours.
    if (!(error instanceof FailureError)) throw error
    this.#reader.failed(error)
  }

  #leave(): void {
    this.#stage = 'over'
    if (this.#connection !== null) this.#client.ended(this, this.#connection, this.#request.route.key)
  }
}
