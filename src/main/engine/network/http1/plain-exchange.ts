import { FailureError, failure } from '@shared/model/failure'
import { errorFailure } from '../connection/error-failures'
import { type BodyLimits, type BodyWatch, createBodyWatch } from '../http/body-queue'
import type { PlainRoute, RawReader, ReplyReader } from './plain-connection'
import type { PlainHead } from './plain-head'

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
  /** How many requests its host takes at once over one connection; null where each takes a connection (HTTP/1.1). */
  readonly streams: number | null
  /** Closes its connection at once; its reader gets nothing more. */
  abort(): void
  /** Reads on after `filled` or the reader of raw bytes has returned false. */
  resume(): void
}

/** What carries one request: a connection, a stream of one, or a place in the queue for them. */
export interface Carrier {
  /** Whether a request goes out at once. */
  readonly isOpen: boolean
  /** Whether another request may be sent. */
  readonly isReusable: boolean
  /** Whether the server may have closed it before it saw this request. */
  readonly isStale: boolean
  /** See `PlainExchange.streams`. */
  readonly streams: number | null
  /** Sends a request, which may be before it is open; it carries no other one. */
  send(request: string, reader: ReplyReader): void
  /** Leaves the reply, of which the body has begun to come, to another reader. */
  handOver(raw: RawReader): void
  /** Reads on after a pause. */
  resume(): void
  /** Ends it at once; its reader gets nothing more. `isLate`: nothing came for too long. */
  destroy(isLate: boolean): void
}

/** Who lends carriers to exchanges. */
export interface CarrierOwner {
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** One that has carried nothing. */
  open(exchange: Exchange): Carrier
  /** This exchange is over; what carried it may carry another. */
  ended(exchange: Exchange, carrier: Carrier): void
}

/** What an exchange waits for; it only moves on. `raw`: its reply is read elsewhere, where its limits are kept. */
type Stage = 'connecting' | 'head' | 'body' | 'raw' | 'over'

/** One request and its reply, within their time limits, whatever carries them. */
export class Exchange implements PlainExchange, ReplyReader {
  readonly #owner: CarrierOwner
  readonly #request: PlainRequest
  readonly #reader: PlainReader
  #carrier: Carrier | null = null
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

  constructor(owner: CarrierOwner, request: PlainRequest, reader: PlainReader) {
    this.#owner = owner
    this.#request = request
    this.#reader = reader
    this.#since = owner.clock()
  }

  get route(): PlainRoute {
    return this.#request.route
  }

  get streams(): number | null {
    return this.#carrier?.streams ?? null
  }

  /** Sends the request, also once more: when it is known that the one before never saw it. */
  start(carrier: Carrier): void {
    this.#carrier = carrier
    this.#stage = carrier.isOpen ? 'head' : 'connecting'
    this.#since = this.#owner.clock()
    carrier.send(this.#request.head, this)
  }

  /** The request went out. */
  connected(): void {
    if (this.#stage !== 'connecting') return
    this.#stage = 'head'
    this.#since = this.#owner.clock()
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
    const { isStale = false } = this.#carrier ?? {}
    const phase = this.#stage === 'body' ? 'body' : 'head'
    const known = errorFailure(error, phase)
    if (isStale && known?.kind === 'reset') {
      // The server had closed it and may never have seen this request.
      this.start(this.#owner.open(this))
      return
    }
    this.#fail(known === null ? error : new FailureError(known, { cause: error }))
  }

  abort(): void {
    if (this.#stage === 'over') return
    this.#carrier?.destroy(false)
    this.#leave()
  }

  resume(): void {
    if (this.#stage === 'over' || !this.#isPaused) return
    this.#isPaused = false
    this.#carrier?.resume()
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
        this.#carrier?.handOver(this.#handOver(other))
        return
      }
    }
    const first = this.#watch === null
    this.#watch ??= createBodyWatch(this.#request.limits)
    if (!first && now - this.#since < this.#watch.everyMs) return
    const broken = first || this.#isPaused ? null : this.#watch.look(now - this.#since, this.#seen)
    this.#since = now
    this.#seen = 0
    if (broken !== null) this.#fail(new FailureError(broken), true)
  }

  #late(text: string): void {
    this.#fail(new FailureError(failure('timeout', text)), true)
  }

  #fail(error: Error, isLate = false): void {
    if (this.#stage === 'over') return
    this.#carrier?.destroy(isLate)
    this.#leave()
    // Anything else is a bug of ours.
    if (!(error instanceof FailureError)) throw error
    this.#reader.failed(error)
  }

  #leave(): void {
    this.#stage = 'over'
    if (this.#carrier !== null) this.#owner.ended(this, this.#carrier)
  }
}
