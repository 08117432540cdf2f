import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { FailureError, failure } from '@shared/model/failure'
import type { NetworkSettings } from '@shared/model/settings'
import { withoutUserinfo } from '@shared/text/address-parts'
import { splitLogin } from '../../address/address-text'
import { isPlainAddress } from '../../address/host-of'
import { afterRedirect, parseReferrerPolicy } from '../../address/referrer-policy'
import { proxyAuthorization } from '../connection/connect'
import { takeOverConnection } from '../connection/connection'
import { type Connections, createConnections } from '../connection/connections'
import { proxyWantsLogin } from '../connection/proxy'
import { createRoutes, openOwn, type Routes } from '../connection/routes'
import type { PlainRouteFacts } from '../http1/plain-route'
import type { Grant } from '../limits/host-limiter'
import { type Exchange, type ExchangeLimits, exchange, StaleConnectionError } from './exchange'
import { createHeadWriter, type HeadWriter } from './head-writer'
import { describeReply, type Reply } from './reply'
import {
  type HandedReply,
  type HttpRequest,
  type Logins,
  type RequestContext,
  requestFields,
} from './request'

export type { Reply } from './reply'
export type { HandedReply, HttpRequest, Logins, RequestContext } from './request'

/** Hops of one request after the first (WHATWG Fetch, HTTP-redirect fetch). */
const mostRedirects = 20

/**
 * Statuses that begin with 3 and are no redirects: not modified, use a proxy, unused (RFC 9110 §15.4.5 to §15.4.7). All
 * others are, when they name a place: one that is not known means what 300 does (§15, §15.4.1).
 */
const noRedirects = new Set([304, 305, 306])

/** One attempt of a request, with redirects; no retries. */
export interface Http {
  /**
   * Sends a GET, follows redirects and resolves with the head of the final reply.
   *
   * Throws FailureError: refused, reset, timeout, protocol, tls, auth and proxy (of a proxy), blocked-address, blocked-scheme,
   * bad-url, too-many-redirects, decode; or the signal's reason. The signal counts until the body has ended and
   * closes the socket in the turn in which it aborts.
   */
  open(request: HttpRequest, signal: AbortSignal): Promise<Reply>
  /**
   * Waits for the permit of the request's host and gives the right to send plain requests there; null, without waiting, for one
   * that only `open` can send. Throws FailureError (blocked-address, bad-url, rate-limited …) or the signal's reason.
   */
  visit(request: HttpRequest, signal: AbortSignal): Promise<PlainVisit> | null
  /** See `openOwn`. */
  connect(url: URL, signal: AbortSignal): Promise<Socket>
  /** Closes connections that wait for a next request. */
  rest(): void
  /** Lets go of connections that were made with a proxy or certificates that are no longer set. */
  settingsChanged(): void
  /** Closes all connections. */
  close(): Promise<void>
}

/**
 * The right to ask one host, for requests that another lane sends one after another. It is given back by disposing of it, when
 * none of them is under way.
 */
export interface PlainVisit extends Disposable {
  readonly route: PlainRouteFacts
  readonly limits: ExchangeLimits
  /** What came is reported to it. */
  readonly grant: Pick<Grant, 'answered' | 'received' | 'failed' | 'carries'>
  /** The head of a request to the same host (see `requestHead`); null for one that only `open` can send. */
  headOf(request: Omit<HttpRequest, 'context'>): string | null
  /** Takes the cookies of a reply to `address`. */
  took(address: string, setCookie: readonly string[]): void
}

/** Settings, clock and system of the HTTP client. */
export interface HttpOptions {
  /** Read for every request. */
  readonly network: () => NetworkSettings
  /** http, https, socks5 or socks5h; empty for none. */
  readonly proxy: () => string
  readonly userAgent: string
  /** Monotonic milliseconds. */
  readonly clock: () => number
  /** See `RoutePorts.readCertificates`. */
  readonly readCertificates: (path: string) => string
  /** Resolves names; the system's when absent. */
  readonly lookup?: LookupFunction
}

/** What every hop is sent with. */
interface HopPorts extends Pick<HttpOptions, 'network' | 'userAgent' | 'clock'> {
  readonly connections: Connections
  readonly routes: Routes
  /** Of each client as long as it lives. */
  readonly writers: WeakMap<RequestContext, HeadWriter>
}

/**
 * Makes the client. It follows no limit of connections of its own: the caller holds permits.
 *
 * Through a proxy, names are resolved by the proxy; then only addresses and names that are private as written can be
 * refused.
 */
export function createHttp(options: HttpOptions): Http {
  const { network, proxy, readCertificates, lookup = systemLookup } = options
  const connections = createConnections()
  const routes = createRoutes({ network, proxy, lookup, readCertificates })
  const ports: HopPorts = { ...options, connections, routes, writers: new WeakMap() }
  return {
    open: (request, signal) => followRedirects(ports, request, signal),
    visit: (request, signal) => openVisit(ports, request, signal),
    connect: (url, signal) => openOwn(routes, url, signal),
    settingsChanged: () => {
      routes.forget()
      connections.retire()
    },
    rest: () => connections.rest(),
    close: () => connections.close(),
  }
}

function openVisit(ports: HopPorts, request: HttpRequest, signal: AbortSignal): Promise<PlainVisit> | null {
  const { context } = request
  const url = parseAddress(request.address, context.logins)
  const { plain } = ports.routes.find(url, context.allowPrivate, context.proxy)
  if (plain === null) return null
  const limits = limitsOf(ports.network(), context.timeoutMs)
  const writer = ports.writers.get(context) ?? createHeadWriter(context, ports.userAgent)
  ports.writers.set(context, writer)
  const headOf = (next: Omit<HttpRequest, 'context'>) => {
    if (next.resume !== undefined || next.firstBytes !== undefined) return null
    return writer(parseAddress(next.address, context.logins), next)
  }
  return context.enter(url, signal).then((grant) => ({
    route: plain,
    limits,
    grant,
    headOf,
    took: (address, setCookie) => context.cookies.take(new URL(address), setCookie),
    [Symbol.dispose]: () => grant[Symbol.dispose](),
  }))
}

/** Sends a request hop by hop; resolves with the reply that redirects nowhere. */
async function followRedirects(ports: HopPorts, first: HttpRequest, signal: AbortSignal): Promise<Reply> {
  const { handed } = first
  if (signal.aborted) {
    handed?.socket.destroy()
    handed?.grant[Symbol.dispose]()
    throw signal.reason
  }
  let request = first
  let url = parseAddress(request.address, request.context.logins)
  for (let redirects = 0; ; redirects += 1) {
    const { reply, referer } = await enterHop(
      ports,
      url,
      request,
      redirects === 0 ? handed : undefined,
      signal,
    )
    request.context.cookies.take(url, [reply.headers['set-cookie'] ?? []].flat())
    const location = locationOf(reply)
    if (location === null) {
      const { wants } = request
      return describeReply(reply, { address: url.href, referer, wants, network: ports.network() })
    }
    reply.discard()
    if (redirects === mostRedirects) {
      const text = `more than ${mostRedirects}, last ${url.href}`
      throw new FailureError(failure('too-many-redirects', text))
    }
    request = withPolicyOf(reply, request)
    url = parseAddress(location, request.context.logins, url)
    await request.beforeRedirect?.(url)
  }
}

/** A reply and the `Referer` that was sent for it; null for none. */
interface Hop {
  readonly reply: Exchange
  readonly referer: string | null
}

/** Waits for the permit of one hop, which is given back when its body has ended, and sends it. */
async function enterHop(
  ports: HopPorts,
  url: URL,
  request: HttpRequest,
  handed: HandedReply | undefined,
  signal: AbortSignal,
): Promise<Hop> {
  const grant = handed?.grant ?? (await request.context.enter(url, signal))
  try {
    const hop = await sendHop(ports, url, request, { grant, socket: handed?.socket }, signal)
    void hop.reply.settled.then(() => grant[Symbol.dispose]())
    return hop
  } catch (error) {
    handed?.socket.destroy()
    grant[Symbol.dispose]()
    throw error
  }
}

/** Sends one hop; once more over a new connection when a used one turned out to be closed. */
async function sendHop(
  { network, userAgent, clock, connections, routes }: HopPorts,
  url: URL,
  request: HttpRequest,
  { grant, socket }: { readonly grant: Grant; readonly socket: Duplex | undefined },
  signal: AbortSignal,
): Promise<Hop> {
  const limits = limitsOf(network(), request.context.timeoutMs)
  for (let fresh = false; ; ) {
    const route = routes.find(url, request.context.allowPrivate, request.context.proxy)
    const headers = requestFields(url, request, userAgent)
    // The proxy that this route was made with: the setting may change before the reply is there.
    const { asProxy } = route.connect
    if (asProxy !== null) {
      headers['host'] = url.host
      const authorization = proxyAuthorization(asProxy)
      if (authorization !== null) headers['proxy-authorization'] = authorization
    }
    const path = `${asProxy === null ? '' : url.origin}${url.pathname}${url.search}`
    try {
      const connection =
        socket === undefined ? connections.take(route, fresh) : takeOverConnection(route, socket)
      const reply = await exchange(connection, { path, headers, limits, clock, grant }, signal)
      if (reply.status === 407 && asProxy !== null) {
        reply.discard()
        await reply.settled
        throw proxyWantsLogin(asProxy)
      }
      return { reply, referer: headers['referer'] ?? null }
    } catch (error) {
      if (!(error instanceof StaleConnectionError)) throw error
      fresh = true
    }
  }
}

/** The time limits of the settings; `timeoutMs` replaces three of them. */
function limitsOf(network: NetworkSettings, timeoutMs: number | undefined): ExchangeLimits {
  const { connectTimeoutMs, headersTimeoutMs, idleTimeoutMs, leastBytesPerSecond, leastRateWindowMs } =
    network
  return {
    connectTimeoutMs: timeoutMs ?? connectTimeoutMs,
    headTimeoutMs: timeoutMs ?? headersTimeoutMs,
    idleTimeoutMs: timeoutMs ?? idleTimeoutMs,
    leastBytesPerSecond,
    leastRateWindowMs,
  }
}

/** The request of the next hop: a redirect may name a referrer policy. */
function withPolicyOf({ headers }: Exchange, request: HttpRequest): HttpRequest {
  if (request.referer === undefined) return request
  const policy = parseReferrerPolicy([headers['referrer-policy'] ?? []].flat().join())
  return { ...request, referer: afterRedirect(request.referer, policy) }
}

/**
 * Where a reply redirects to; null for one that does not, or names nothing (RFC 9110 §10.2.2).
 *
 * Throws protocol for several places that differ: another reader might follow the other one.
 */
function locationOf(reply: Exchange): string | null {
  if (reply.status < 300 || reply.status > 399 || noRedirects.has(reply.status)) return null
  const [location = '', ...others] = new Set([reply.headers['location'] ?? []].flat())
  if (others.length > 0) {
    reply.discard()
    throw new FailureError(failure('protocol', `${reply.status} to several places`))
  }
  // Raw UTF-8 is common in it; the field came as Latin-1.
  return location.trim() === '' ? null : Buffer.from(location, 'latin1').toString('utf8')
}

/** Keeps the login of an address apart, so that no reply and no failure names it. Throws bad-url or blocked-scheme. */
function parseAddress(text: string, logins: Logins, base?: URL): URL {
  if (base === undefined && isPlainAddress(text)) return new URL(text)
  if (!URL.canParse(text, base?.href))
    throw new FailureError(failure('bad-url', `no address: ${withoutUserinfo(text)}`))
  const { address, login } = splitLogin(new URL(text, base).href)
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FailureError(failure('blocked-scheme', `${url.protocol} is not followed`))
  }
  if (login !== null) logins.keep(url.origin, login)
  return url
}
