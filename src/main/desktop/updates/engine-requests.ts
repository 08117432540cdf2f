import { Agent, type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http'
import { type Duplex, PassThrough } from 'node:stream'
import { FailureError, statusFailure } from '@shared/model/failure'
import type { MakeRequest } from './published-file'

/** Time in which a connection must be open, in milliseconds. */
const connectTimeoutMs = 30_000

/** Opens a connection to the host of an address, ready for HTTP; see `Engine.connect`. */
export type Connect = (url: URL, signal: AbortSignal) => Promise<Duplex>

/** Gives its one request a connection that is opened elsewhere. */
class TunnelAgent extends Agent {
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

/** Sends a request of the updater; a status that is an error fails with it. */
function send(
  connect: Connect,
  options: RequestOptions,
  answer: (response: IncomingMessage) => void,
): ClientRequest {
  const { protocol = 'https:', hostname, port } = options
  const usual = protocol === 'https:' ? 443 : 80
  const url = new URL(`${protocol}//${hostname ?? ''}:${port ?? usual}/`)
  const agent = new TunnelAgent(() => connect(url, AbortSignal.timeout(connectTimeoutMs)))
  // TLS is part of the connection: what is sent over it is plain HTTP
  const sent = request(
    { ...options, protocol: 'http:', port: Number(port ?? usual), defaultPort: usual, agent },
    (response) => {
      const { statusCode: status = 0 } = response
      if (status < 400) return answer(response)
      sent.emit('error', new FailureError(statusFailure(status, `${url.host}${options.path ?? ''}`)))
      response.destroy()
    },
  )
  return sent
}

/**
 * Makes requests over connections of the engine, which knows proxy and certificates. Electron's own follow the rules of its
 * pages, which have no network.
 */
export function engineRequests(connect: Connect): MakeRequest {
  return (options, answer) => send(connect, options, answer)
}
