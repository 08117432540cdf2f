import type { TLSSocket } from 'node:tls'
import type { PlainClient } from '../http1/plain-client'
import type { PlainConnection, PlainRoute } from '../http1/plain-connection'
import type { Carrier, Exchange } from '../http1/plain-exchange'
import { Http2Connection } from './http2-connection'
import { StreamCarrier } from './stream-carrier'

/** How long a route is known to be one of HTTP/1.1, in milliseconds. */
const rememberedMs = 600_000

/** A host whose head came sooner than this, in milliseconds, is near: a few connections of HTTP/1.1 keep up with it and cost less. */
const nearMs = 15

/**
 * With so many bytes for each millisecond of its wait a reply is worth a connection of its own: thirty of them then bring 20 MB a
 * second. HTTP/2 pays where replies wait for long and are small, and a single connection is the slower one where they are large.
 */
const largePerMs = 625

/**
 * A body of so many bytes is worth a connection of its own wherever its host is: the window of a stream slows it down, and each of
 * its frames costs processor time. To ask once more for one that has not come costs little beside it.
 */
const hugeBytes = 32 * 1024 * 1024

/** Heads by which a host that is not near is known, and heads that are looked at: one may have waited for something else. */
const enoughHeads = 6
const watchedHeads = 100

/** After so many failures in a row a host is asked over HTTP/1.1: what stands in between may spoil HTTP/2. */
const mostFailures = 3

/** How often a request is sent over HTTP/2 at most. */
const mostTries = 2

/** One route of which it is found out whether HTTP/2 is spoken there, and its connection. */
export class NegotiatedRoute {
  readonly #plain: PlainClient
  readonly #route: PlainRoute
  #connection: Http2Connection | null = null
  /** The connection on which the server chooses; null while none is needed. */
  #choosing: PlainConnection | null = null
  /** Requests that wait for the choice, and how often each was sent. */
  readonly #waiting = new Map<Exchange, number>()
  /** HTTP/1.1 until then. */
  #plainUntil = Number.NEGATIVE_INFINITY
  /** Heads that came over HTTP/2, how many bytes they announced, and the shortest wait for one: others stood behind bodies. */
  #heads = 0
  #bytes = 0
  #leastMs = Number.POSITIVE_INFINITY
  /** Requests in a row that failed over HTTP/2. */
  #failures = 0

  constructor(plain: PlainClient, route: PlainRoute) {
    this.#plain = plain
    this.#route = route
  }

  /** Whether nothing would be lost with it. */
  get isForgettable(): boolean {
    return this.#waiting.size === 0 && this.#connection?.isOpen !== true
  }

  /** How many requests the host takes at once over one connection; null before that is worth anything. */
  get #streams(): number | null {
    return this.#heads >= enoughHeads ? (this.#connection?.streams ?? null) : null
  }

  /** Sends a prepared request; `tries`: how often it was sent over HTTP/2. */
  carry(exchange: Exchange, tries = 0): void {
    if (this.#plain.clock() < this.#plainUntil) this.#plain.carry(exchange)
    else if (this.#connection?.isOpen === true) this.#stream(this.#connection, exchange, tries)
    else {
      this.#waiting.set(exchange, tries)
      exchange.start(this.#place(exchange))
      this.#choosing ??= this.#connect()
    }
  }

  /** Closes a connection that waits for a next request. */
  rest(): void {
    this.#connection?.rest()
  }

  /** Closes all connections. */
  close(): void {
    this.#choosing?.destroy()
    this.#connection?.destroy()
  }

  /** A place in the queue for the choice. */
  #place(exchange: Exchange): Carrier {
    return {
      isOpen: false,
      isReusable: false,
      isStale: false,
      streams: null,
      send: () => {},
      handOver: () => {},
      resume: () => {},
      destroy: () => {
        this.#waiting.delete(exchange)
        if (this.#waiting.size > 0) return
        const choosing = this.#choosing
        this.#choosing = null
        choosing?.destroy()
      },
    }
  }

  #connect(): PlainConnection {
    const connection: PlainConnection = this.#plain.connect(this.#route, {
      connected: () => this.#chose(connection),
      choseHttp2: (socket) => this.#choseHttp2(socket),
      failed: (error) => {
        if (this.#choosing === connection) this.#takeWaiting((exchange) => exchange.failed(error))
      },
    })
    return connection
  }

  #takeWaiting(act: (exchange: Exchange, tries: number) => void): void {
    this.#choosing = null
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const [exchange, tries] of waiting) act(exchange, tries)
  }

  /** The first request gets the connection that is there. */
  #chose(connection: PlainConnection): void {
    this.#beHttp1()
    this.#takeWaiting((exchange) =>
      connection.isReusable ? exchange.start(connection) : this.#plain.carry(exchange),
    )
  }

  #choseHttp2(socket: TLSSocket): void {
    const connection = new Http2Connection(socket, this.#route, () => this.#beHttp1())
    this.#connection = connection
    this.#takeWaiting((exchange, tries) => this.#stream(connection, exchange, tries))
  }

  #stream(connection: Http2Connection, exchange: Exchange, tries: number): void {
    let sentAt = 0
    const owner = {
      streams: () => this.#streams,
      sent: () => {
        sentAt = this.#plain.clock()
        exchange.connected()
      },
      headCame: (bytes: number) => this.#headCame(this.#plain.clock() - sentAt, bytes),
      over: (isWhole: boolean) => {
        this.#failures = isWhole ? 0 : this.#failures + 1
        if (this.#failures >= mostFailures) this.#beHttp1()
      },
      refused: (needsHttp1: boolean) => {
        if (needsHttp1 || tries + 1 >= mostTries) this.#beHttp1()
        this.carry(exchange, tries + 1)
      },
    }
    exchange.start(new StreamCarrier(connection, owner))
  }

  /** Whether the body is taken over HTTP/2. */
  #headCame(afterMs: number, bytes: number): boolean {
    if (bytes >= hugeBytes) return false
    if (this.#heads >= watchedHeads) return true
    this.#heads += 1
    this.#bytes += bytes
    this.#leastMs = Math.min(this.#leastMs, afterMs)
    const isLarge = this.#heads >= enoughHeads && this.#bytes > this.#heads * this.#leastMs * largePerMs
    if (afterMs < nearMs || isLarge) this.#beHttp1()
    return true
  }

  #beHttp1(): void {
    this.#plainUntil = this.#plain.clock() + rememberedMs
    this.#heads = 0
    this.#bytes = 0
    this.#leastMs = Number.POSITIVE_INFINITY
    this.#failures = 0
    this.#connection?.retire()
  }
}
