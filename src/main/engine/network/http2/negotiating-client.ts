import type { PlainClient } from '../http1/plain-client'
import type { PlainExchange, PlainReader, PlainRequest } from '../http1/plain-exchange'
import { NegotiatedRoute } from './negotiated-route'

/** Routes that are remembered at most. */
const mostRoutes = 200

/** Sends requests over HTTP/2 to hosts that offer it and are far, as streams of one connection, and over HTTP/1.1 to all others. */
export class NegotiatingClient {
  readonly #plain: PlainClient
  readonly #routes = new Map<string, NegotiatedRoute>()

  /** The client for HTTP/1.1, which is closed with this one. */
  constructor(plain: PlainClient) {
    this.#plain = plain
  }

  /** As `PlainClient.send`. */
  send(request: PlainRequest, reader: PlainReader): PlainExchange {
    const exchange = this.#plain.prepare(request, reader)
    const { route } = request
    if (route.http2) this.#routeOf(route.key, () => new NegotiatedRoute(this.#plain, route)).carry(exchange)
    else this.#plain.carry(exchange)
    return exchange
  }

  /** Closes connections that wait for a next request. */
  rest(): void {
    for (const route of this.#routes.values()) route.rest()
    this.#plain.rest()
  }

  /** Closes all connections; requests that run get nothing more. */
  close(): void {
    this.#plain.close()
    for (const route of this.#routes.values()) route.close()
    this.#routes.clear()
  }

  #routeOf(key: string, create: () => NegotiatedRoute): NegotiatedRoute {
    const known = this.#routes.get(key)
    if (known !== undefined) return known
    if (this.#routes.size >= mostRoutes)
      for (const [other, route] of this.#routes) if (route.isForgettable) this.#routes.delete(other)
    const created = create()
    this.#routes.set(key, created)
    return created
  }
}
