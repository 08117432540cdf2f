import { type ClientHttp2Session, connect } from 'node:http2'
import { isIPv6 } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { longestPlainHead } from '../http1/plain-head'
import type { StreamCarrier } from './stream-carrier'

/** Requests at once over one connection: as many as browsers send, and as servers allow by default (RFC 9113 §6.5.2). */
export const mostStreams = 100

/** Bytes that a server may send before they are acknowledged: of one reply, and of all. At 100 ms the least of both is 10 MB/s. */
const streamWindow = 1024 * 1024
const connectionWindow = 16 * 1024 * 1024

/** How long a connection without a request is kept, in milliseconds. */
const idleMs = 10_000

/** A reply may have as many fields as fit into its head. */
const mostFields = longestPlainHead / 16

/** One connection of HTTP/2 and the streams on it, as many at once as the server allows; the others wait for their turn. */
export class Http2Connection {
  readonly #session: ClientHttp2Session
  readonly #waiting = new Set<StreamCarrier>()
  /** Those whose replies have not ended. */
  readonly #running = new Set<StreamCarrier>()
  /** Streams that have not closed. */
  #open = 0
  /** One, until the server has said how many: it refuses the others. */
  #streams = 1
  #isRetired = false
  /** The last stream that the server has looked at (RFC 9113 §6.8); null while it has announced no end. */
  #lastSeen: number | null = null
  #idle: NodeJS.Timeout | null = null

  /** Takes over a socket on which the server has chosen HTTP/2. `onBarred` is called when it allows no request. */
  constructor(
    socket: TLSSocket,
    { host, port }: { readonly host: string; readonly port: number },
    onBarred: () => void,
  ) {
    this.#session = connect(`https://${isIPv6(host) ? `[${host}]` : host}:${port}`, {
      createConnection: () => socket,
      settings: { enablePush: false, initialWindowSize: streamWindow, maxHeaderListSize: longestPlainHead },
      maxHeaderListPairs: mostFields,
    })
    this.#session.setLocalWindowSize(connectionWindow)
    this.#session
      .on('remoteSettings', ({ maxConcurrentStreams = mostStreams }) => {
        this.#streams = Math.min(mostStreams, maxConcurrentStreams)
        if (this.#streams === 0) onBarred()
        else this.#next()
      })
      .on('goaway', (_code, lastSeen) => {
        this.#lastSeen = lastSeen
        this.retire()
      })
      // Each stream gets it as well; without a listener it would end the program.
      .on('error', () => this.retire())
      .on('close', () => this.retire())
    this.#rest()
  }

  /** Whether it takes further requests. */
  get isOpen(): boolean {
    return !this.#isRetired && !this.#session.closed && !this.#session.destroyed
  }

  /** Requests that the server takes at once. */
  get streams(): number {
    return this.#streams
  }

  /** Whether the server has said that it never looked at this stream: only then it may be sent once more (RFC 9113 §8.7). */
  neverSaw(id: number | undefined): boolean {
    return id === undefined || (this.#lastSeen !== null && id > this.#lastSeen)
  }

  /** Sends the request of a carrier when its turn comes, or refuses it. */
  queue(carrier: StreamCarrier): void {
    this.#waiting.add(carrier)
    if (this.isOpen) this.#next()
    else this.#refuseWaiting()
  }

  /** Its turn is not wanted any more. */
  leave(carrier: StreamCarrier): void {
    this.#waiting.delete(carrier)
  }

  /** The reply of a carrier has ended; its stream may still be open. */
  ended(carrier: StreamCarrier): void {
    this.#running.delete(carrier)
  }

  /** The stream of a carrier has closed. */
  closed(carrier: StreamCarrier): void {
    this.#running.delete(carrier)
    this.#open -= 1
    this.#next()
    if (this.#open > 0) return
    if (this.#isRetired) this.destroy()
    else this.#rest()
  }

  /** Takes no further request; those under way come to their end. */
  retire(): void {
    if (this.#isRetired) return
    this.#isRetired = true
    this.#refuseWaiting()
    if (this.#open > 0) this.#session.close()
    else this.destroy()
  }

  /** Closes it if no request is under way. */
  rest(): void {
    if (this.#running.size === 0) this.retire()
  }

  /** Closes it at once; what is under way fails. */
  destroy(): void {
    this.#isRetired = true
    this.#awake()
    this.#session.destroy()
  }

  #next(): void {
    for (const carrier of this.#waiting) {
      if (this.#open >= this.#streams || !this.isOpen) return
      this.#waiting.delete(carrier)
      this.#running.add(carrier)
      this.#open += 1
      this.#awake()
      carrier.begin(this.#session)
    }
  }

  #refuseWaiting(): void {
    for (const carrier of this.#waiting) {
      this.#waiting.delete(carrier)
      carrier.refuse()
    }
  }

  #rest(): void {
    this.#idle ??= setTimeout(() => this.retire(), idleMs)
  }

  #awake(): void {
    if (this.#idle !== null) clearTimeout(this.#idle)
    this.#idle = null
  }
}
