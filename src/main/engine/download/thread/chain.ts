import type { PlainClient, PlainExchange } from '../../network/http1/plain-client'
import type { PlainRoute } from '../../network/http1/plain-connection'
import { createImageFetch, type ImageFetch } from './image-fetch'
import type { ChainRequest, Fetched, FetchedReply } from './messages'

/** What chains of one thread share. */
export interface ChainPorts {
  readonly client: PlainClient
  /** Bodies that are held, by key. */
  readonly held: Map<string, Uint8Array>
  readonly clock: () => number
  readonly reply: (reply: FetchedReply) => void
  /** Its last request is answered. */
  readonly over: (id: number) => void
}

/** The requests of one permit, sent one after another. After one that did not come as it should the others are not sent. */
export class Chain {
  readonly #ports: ChainPorts
  readonly #request: ChainRequest
  readonly #route: PlainRoute
  readonly #aborted = new Set<number>()
  #nth = -1
  #exchange: PlainExchange | null = null
  #fetch: ImageFetch | null = null
  #sentAt = 0
  #headMs: number | null = null

  constructor(ports: ChainPorts, request: ChainRequest, route: PlainRoute) {
    this.#ports = ports
    this.#request = request
    this.#route = route
  }

  /** Sends the next request; `isGood`: the one before came as it should. */
  next(isGood = true): void {
    this.#nth += 1
    this.#exchange = null
    this.#fetch = null
    this.#headMs = null
    const head = this.#request.heads[this.#nth]
    if (head === undefined) {
      this.#ports.over(this.#request.id)
      return
    }
    if (!isGood || this.#aborted.has(this.#nth)) {
      this.#answer(isGood ? { kind: 'aborted', partial: null } : { kind: 'unsent' })
      this.next(isGood)
      return
    }
    const nth = this.#nth
    const held = `${this.#request.id}.${nth}`
    this.#sentAt = this.#ports.clock()
    this.#fetch = createImageFetch({
      held,
      keep: (body) => this.#ports.held.set(held, body),
      headCame: () => {
        this.#headMs = this.#ports.clock() - this.#sentAt
      },
      ended: (fetched, cut) => {
        if (cut !== undefined) this.#exchange?.abort()
        this.#answer(fetched)
        this.next(fetched.kind === 'whole' || (fetched.kind === 'status' && fetched.status < 429))
      },
    })
    const exchange = this.#ports.client.send(
      { route: this.#route, head, limits: this.#request.limits },
      this.#fetch,
    )
    // It may have ended in this very turn, and the next one begun.
    if (this.#nth === nth) this.#exchange = exchange
  }

  /** Gives one of its requests up. */
  abort(nth: number): void {
    if (nth < this.#nth) return
    this.#aborted.add(nth)
    if (nth !== this.#nth || this.#fetch === null) return
    this.#exchange?.abort()
    this.#answer(this.#fetch.aborted())
    this.next()
  }

  #answer(fetched: Fetched): void {
    const { id } = this.#request
    this.#ports.reply({ kind: 'fetched', id, nth: this.#nth, fetched, headMs: this.#headMs })
  }
}
