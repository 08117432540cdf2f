import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Failure, FailureError } from '@shared/model/failure'
import { NetworkSettings } from '@shared/model/settings'
import { expect } from 'vitest'
import { createCookieStore } from '../src/main/engine/network/cookies/cookie-store'
import {
  createHttp,
  type Http,
  type HttpOptions,
  type HttpRequest,
  type Reply,
  type RequestContext,
} from '../src/main/engine/network/http/http'
import { createLogins } from '../src/main/engine/network/http/request'
import { readCertificates } from '../src/main/engine/settings/user-files'
import { freeGrant } from './free-grant'
import { type FaultyServer, type Handler, startFaultyServer } from './site/faulty-server'

const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name)

/** File of the certificate of `keys`, which signed itself. */
export const loopbackCertificate = fixture('loopback-cert.pem')
/** What a server on 127.0.0.1 needs to speak TLS. */
export const keys = {
  key: readFileSync(fixture('loopback-key.pem')),
  cert: readFileSync(loopbackCertificate),
}
export const text = 'a body that is long enough to be cut in the middle'
/** A signal that never aborts. */
export const { signal } = new AbortController()

/** Faulty servers and clients of HTTP for them, for one test. */
export interface TestHttp {
  serve(handler: Handler, tls?: Parameters<typeof startFaultyServer>[1]): Promise<FaultyServer>
  client(network?: Partial<NetworkSettings>, options?: Partial<HttpOptions>): Http
  /** Closes what was opened, last first. */
  close(): Promise<void>
}

export { readCertificates }

export function openTestHttp(): TestHttp {
  const open: { close(): Promise<void> }[] = []
  return {
    async serve(handler, tls) {
      const server = await startFaultyServer(handler, tls)
      open.push(server)
      return server
    },
    client(network = {}, options = {}) {
      const settings = NetworkSettings.parse(network)
      const http = createHttp({
        network: () => settings,
        proxy: () => '',
        userAgent: 'tests',
        clock: () => performance.now(),
        readCertificates,
        ...options,
      })
      open.push(http)
      return http
    },
    async close() {
      for (const thing of open.reverse()) await thing.close()
    },
  }
}

/** Fields of a request and of its context, in one object. */
type More = Partial<Omit<HttpRequest, 'context'> & RequestContext>

/** A request that may ask the servers and counts the permits that are out. */
export function request(
  address: string,
  servers: readonly FaultyServer[],
  { address: at = address, wants = 'image', referer, headers, resume, ...more }: More = {},
): {
  readonly wanted: HttpRequest
  readonly permits: { readonly out: number; readonly hosts: readonly string[] }
} {
  const permits = { out: 0, hosts: [] as string[] }
  const context: RequestContext = {
    home: new URL(address),
    logins: createLogins(),
    cookies: createCookieStore({ now: Date.now, log: () => {} }).open(null),
    allowPrivate: new Set(servers.map(({ host }) => host)),
    enter: (url) => {
      permits.out += 1
      permits.hosts.push(url.host)
      return Promise.resolve(freeGrant(() => (permits.out -= 1)))
    },
    ...more,
  }
  return { wanted: { address: at, wants, referer, headers, resume, context }, permits }
}

/** The whole body, a character for each byte. */
export async function read(reply: Reply): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of reply.body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('latin1')
}

/** Fetches the whole body, or returns the failure; each permit must have come back then. */
export async function get(
  http: Http,
  server: FaultyServer,
  path = '/',
  more: More = {},
): Promise<{ readonly reply: Reply; readonly body: string } | Failure> {
  const { wanted, permits } = request(server.origin + path, [server], more)
  let outcome: { reply: Reply; body: string } | Failure
  try {
    const reply = await http.open(wanted, signal)
    outcome = { reply, body: await read(reply) }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    outcome = error.failure
  }
  // A turn for the permit to come back.
  await new Promise((resolve) => setImmediate(resolve))
  expect(permits.out).toBe(0)
  return outcome
}
