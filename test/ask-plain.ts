import { lookup } from 'node:dns'
import { createSecureContext, rootCertificates } from 'node:tls'
import type { FailureError } from '@shared/model/failure'
import type { PlainRoute } from '../src/main/engine/network/http1/plain-connection'
import type {
  PlainExchange,
  PlainLimits,
  PlainReader,
  PlainRequest,
} from '../src/main/engine/network/http1/plain-exchange'
import type { PlainHead } from '../src/main/engine/network/http1/plain-head'
import { keys } from './test-http'

/** What became of one request. */
export type Outcome =
  | { readonly kind: 'whole'; readonly head: PlainHead; readonly body: Buffer }
  | { readonly kind: 'unusual'; readonly why: string; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly failure: string; readonly body: Buffer }

/** Time limits that no test reaches. */
export const plainLimits: PlainLimits = {
  connectTimeoutMs: 5000,
  headTimeoutMs: 5000,
  idleTimeoutMs: 5000,
  leastBytesPerSecond: 1,
  leastRateWindowMs: 10_000,
}

const secureContext = createSecureContext({ ca: [...rootCertificates, keys.cert.toString()] })

/** The way to a port of 127.0.0.1, where the certificate of `keys` is trusted. */
export function plainRouteTo(port: number, secure: boolean, http2 = false): PlainRoute {
  return { key: String(port), host: '127.0.0.1', port, secure, http2, lookup, secureContext }
}

/** How a reader takes the reply. */
export interface AskOptions {
  /** The room that it names at a time. */
  readonly roomBytes?: number
  /** How often it pauses. */
  readonly pauses?: number
  readonly own?: PlainLimits
  /** Leaves a slow body to another reader. */
  readonly mayBeSlow?: boolean
  readonly fields?: string
  readonly onExchange?: (exchange: PlainExchange) => void
}

/** Sends a request and takes its reply. */
export function askPlain(
  client: { send(request: PlainRequest, reader: PlainReader): PlainExchange },
  route: PlainRoute,
  path = '/',
  {
    roomBytes = 4096,
    pauses = 0,
    own = plainLimits,
    mayBeSlow = false,
    fields = '',
    onExchange = () => {},
  }: AskOptions = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const rooms: Buffer[] = []
    let head: PlainHead | null = null
    let room: Buffer | null = null
    let left = 0
    let pausesLeft = pauses
    const body = () => Buffer.concat(rooms)
    const reader: PlainReader = {
      head: (came) => {
        head = came
        left = came.length
        return null
      },
      room: () => (room ??= Buffer.alloc(Math.min(roomBytes, left))),
      filled: (bytes) => {
        rooms.push(room?.subarray(0, bytes) ?? Buffer.alloc(0))
        left -= bytes
        room = null
        if (pausesLeft === 0) return true
        pausesLeft -= 1
        setTimeout(() => exchange.resume(), 2)
        return false
      },
      end: () => head && resolve({ kind: 'whole', head, body: body() }),
      slow: () => {
        if (!mayBeSlow) return null
        // Kept until it returns: the next bytes still come into the room that was named last.
        return reader.unusual('slow')
      },
      unusual: (why) => ({
        bytes: (bytes) => {
          rooms.push(Buffer.from(bytes))
          return true
        },
        end: () => resolve({ kind: 'unusual', why, bytes: body() }),
      }),
      failed: ({ failure }: FailureError) => resolve({ kind: 'failed', failure: failure.kind, body: body() }),
    }
    const exchange = client.send(
      {
        route,
        head: `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nconnection: keep-alive\r\n${fields}\r\n`,
        limits: own,
      },
      reader,
    )
    onExchange(exchange)
  })
}
