import { forgetOldest } from '@shared/collections/forget-oldest'
import { type ConnectionEvents, PlainConnection, type PlainRoute } from './plain-connection'
import {
  type Carrier,
  type CarrierOwner,
  Exchange,
  type PlainExchange,
  type PlainReader,
  type PlainRequest,
} from './plain-exchange'

/** Unused connections that are kept at most, and how long in milliseconds. */
const mostIdle = 32
const idleMs = 10_000

/** How often the limits are looked at while requests run: one timer for all, because one for each would cost more. */
const lookMs = 50

/** TLS sessions that are kept for resumption, one a route. */
const keptSessions = 100

/** Sends plain requests over connections of its own. The callers hold permits: it has no limit of connections. */
export class PlainClient implements CarrierOwner {
  readonly clock: () => number
  readonly #running = new Set<Exchange>()
  /** Those that wait for a next request, with the time since when; the one that came back last is the last one. */
  readonly #idle = new Map<Carrier, { readonly key: string; readonly since: number }>()
  readonly #sessions = new Map<string, Buffer>()
  #timer: NodeJS.Timeout | null = null

  /** `clock` gives monotonic milliseconds. */
  constructor(clock: () => number) {
    this.clock = clock
  }

  /** Sends the request over an idle connection of its route, or a new one. */
  send(request: PlainRequest, reader: PlainReader): PlainExchange {
    const exchange = this.prepare(request, reader)
    this.carry(exchange)
    return exchange
  }

  /** A request that keeps its time limits from now on, and that something has to carry. */
  prepare(request: PlainRequest, reader: PlainReader): Exchange {
    const exchange = new Exchange(this, request, reader)
    this.#running.add(exchange)
    this.#look()
    return exchange
  }

  /** Sends a prepared request over an idle connection of its route, or a new one. */
  carry(exchange: Exchange): void {
    exchange.start(this.#takeIdle(exchange.route.key) ?? this.open(exchange))
  }

  /** Closes connections that wait for a next request. TLS sessions are forgotten with what they were verified by. */
  rest(): void {
    this.#sessions.clear()
    for (const connection of this.#idle.keys()) connection.destroy(false)
    this.#idle.clear()
  }

  /** Closes all connections; requests that run get nothing more. */
  close(): void {
    for (const exchange of this.#running) exchange.abort()
    this.rest()
    if (this.#timer !== null) clearInterval(this.#timer)
    this.#timer = null
  }

  open(exchange: Exchange): PlainConnection {
    return this.connect(exchange.route, { connected: () => exchange.connected() })
  }

  /** A connection that the caller owns, until an exchange that it carries has ended. */
  connect(route: PlainRoute, events: ConnectionEvents): PlainConnection {
    const connection = new PlainConnection(route, this.#sessions.get(route.key), events)
    connection.socket.on('session', (ticket: Buffer) => {
      this.#sessions.delete(route.key)
      this.#sessions.set(route.key, ticket)
      forgetOldest(this.#sessions, keptSessions)
    })
    return connection
  }

  ended(exchange: Exchange, carrier: Carrier): void {
    this.#running.delete(exchange)
    if (!carrier.isReusable) return
    this.#idle.set(carrier, { key: exchange.route.key, since: this.clock() })
    const [oldest] = this.#idle.keys()
    if (this.#idle.size <= mostIdle || oldest === undefined) return
    this.#idle.delete(oldest)
    oldest.destroy(false)
  }

  #takeIdle(key: string): Carrier | null {
    // The one that came back last is the least likely to have been closed by the server since.
    for (const [connection, idle] of [...this.#idle].reverse()) {
      if (idle.key !== key) continue
      this.#idle.delete(connection)
      if (connection.isReusable) return connection
      connection.destroy(false)
    }
    return null
  }

  /** Starts looking at limits, until nothing runs and nothing is idle. */
  #look(): void {
    this.#timer ??= setInterval(() => {
      const now = this.clock()
      for (const exchange of this.#running) exchange.look(now)
      for (const [connection, { since }] of this.#idle) {
        if (now - since < idleMs) break
        this.#idle.delete(connection)
        connection.destroy(false)
      }
      if (this.#running.size > 0 || this.#idle.size > 0 || this.#timer === null) return
      clearInterval(this.#timer)
      this.#timer = null
    }, lookMs)
  }
}
