import { lookup } from 'node:dns'
import { Agent, type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { request as requestTls } from 'node:https'
import { type Duplex, PassThrough } from 'node:stream'
import { openSocket } from '../../engine/network/connection/connect'

/** Time in which a proxy must have opened the way, in milliseconds. */
const connectTimeoutMs = 30_000

/** Gives its one request a connection that is opened elsewhere. */
class Way extends Agent {
  readonly #open: () => Promise<Duplex>

  constructor(open: () => Promise<Duplex>) {
    super()
    this.#open = open
  }

  override createConnection(_: unknown, opened?: (error: Error | null, socket: Duplex) => void): undefined {
    this.#open().then(
      (socket) => opened?.(null, socket),
      (error: unknown) => {
        // A stream that fails at once: Node's type has no place for an error without one
        const none = new PassThrough()
        opened?.(error instanceof Error ? error : new Error(String(error)), none)
      },
    )
  }
}

/**
 * Makes requests over Node's sockets, through the proxy of the settings; an empty address connects directly. Electron's own
 * requests follow the rules of its pages, which have no network.
 */
export function requestByProxy(proxy: () => string) {
  return (options: RequestOptions, answer: (response: IncomingMessage) => void): ClientRequest => {
    const isSecure = options.protocol !== 'http:'
    const address = proxy()
    if (address === '') return isSecure ? requestTls(options, answer) : request(options, answer)
    const usual = isSecure ? 443 : 80
    const host = (options.hostname ?? options.host ?? 'localhost').replace(/^\[|\]$/g, '')
    const target = { secure: isSecure, host, port: Number(options.port ?? usual) }
    const hop = {
      proxy: new URL(address),
      asProxy: null,
      lookup,
      secureContext: undefined,
      sessions: new Map<string, Buffer>(),
    }
    const way = new Way(() => openSocket(target, hop, AbortSignal.timeout(connectTimeoutMs)))
    // The way ends behind TLS: what is sent over it is plain HTTP
    return request(
      { ...options, protocol: 'http:', port: target.port, defaultPort: usual, agent: way },
      answer,
    )
  }
}
