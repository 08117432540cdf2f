import { lookup as systemLookup } from 'node:dns'
import { readFileSync } from 'node:fs'
import type { LookupFunction } from 'node:net'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { FailureError, failure } from '@shared/failure'
import type { NetworkSettings } from '@shared/settings'
import { percentDecoded } from '../percent-decoded'
import { proxyAuthorization } from './http/connect'
import { createConnections, type Route } from './http/connections'
import { acceptedCodings, decodeBody, listCodings } from './http/content-coding'
import { type Exchange, exchange, StaleConnectionError } from './http/exchange'
import { isAllowed, publicLookup, refusePrivateHost } from './private-address'
import type { Permit } from './semaphore'

/** Hops of one request after the first (WHATWG Fetch, HTTP-redirect fetch). */
const mostRedirects = 20

const redirectStatuses = new Set([301, 302, 303, 307, 308])

/** Fields that the transfer sets itself or that belong to one connection. */
const ownFields =
  /^(host|connection|keep-alive|transfer-encoding|content-length|upgrade|expect|te|trailer|range|if-range|accept-encoding|proxy-.*)$/i

/** Fields of a request that must not follow a redirect to another host. */
const secretFields = /^(authorization|cookie)$/i

export interface HttpRequest {
  /** http or https; anything else fails as blocked-scheme. */
  readonly address: string
  /** A page has twice the time for its head, may be coded, and is limited by `pageLimitBytes`. */
  readonly wants: 'page' | 'image'
  /** Address of the page that leads here; not sent from https to http. */
  readonly referer?: string | undefined
  /** Further fields, such as a recipe's. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Asks for the bytes from an offset on, if the file is still the one of this validator (RFC 9110 §13.1.5). */
  readonly resume?: { readonly from: number; readonly validator: string } | undefined
  /** `host:port` pairs that may be private. */
  readonly allowPrivate: ReadonlySet<string>
  /** Waited for before every hop: the right to ask its host. The permit is given back when the hop's body has ended. */
  enter(url: URL, signal: AbortSignal): Promise<Permit>
}

/** A final reply of any status. Read its body or discard it: nothing else frees the connection and the permit. */
export interface Reply {
  readonly status: number
  /** Address that answered, after redirects. */
  readonly address: string
  /** Addresses on the way, in order, without the last. */
  readonly redirects: readonly string[]
  /** The field's value, several of them joined by commas; null if absent. The name is in lower case. */
  header(name: string): string | null
  /** Bytes that the body will have, when the reply says so and no coding changes it. */
  readonly length: number | null
  /** Whether a content coding was undone: then ranges mean other bytes than those of `body`. */
  readonly coded: boolean
  /** Whether the end of the body is known only from the connection's closing (RFC 9112 §6.3). */
  readonly endsByClosing: boolean
  /**
   * The decoded body, to be read once; it slows the sender down while nobody reads. Throws FailureError (reset,
   * truncated, timeout, too-slow, protocol, decode, too-large) or the signal's reason.
   */
  readonly body: AsyncIterable<Uint8Array>
  discard(): void
}

export interface Http {
  /**
   * Sends a GET, follows redirects and resolves with the head of the final reply.
   *
   * Throws FailureError: refused, reset, timeout, protocol, tls, auth (of a proxy), blocked-address, blocked-scheme,
   * bad-url, too-many-redirects, decode; or the signal's reason. The signal counts until the body has ended and
   * closes the socket in the turn in which it aborts.
   */
  open(request: HttpRequest, signal: AbortSignal): Promise<Reply>
  /** Closes connections that wait for a next request. */
  rest(): void
  /** Lets go of connections that were made with a proxy or certificates that are no longer set. */
  settingsChanged(): void
  /** Closes all connections. */
  close(): Promise<void>
}

export interface HttpOptions {
  /** Read for every request. */
  readonly network: () => NetworkSettings
  /** http, https or socks5; empty for none. */
  readonly proxy: () => string
  readonly userAgent: string
  /** Resolves names; the system's when absent. */
  readonly lookup?: LookupFunction
}

/**
 * Makes the client. It follows no limit of connections of its own: whoever asks holds permits.
 *
 * Through a proxy, names are resolved by the proxy; then only addresses and names that are private as written can be
 * refused.
 */
export function createHttp({ network, proxy, userAgent, lookup = systemLookup }: HttpOptions): Http {
  const connections = createConnections()
  const sessions = new Map<string, Buffer>()
  let trusted: { readonly caFile: string; readonly context: SecureContext } | undefined

  const trust = (caFile: string | null): SecureContext | undefined => {
    if (caFile === null) return undefined
    if (trusted?.caFile !== caFile) {
      try {
        const ca = [...rootCertificates, readFileSync(caFile, 'utf8')]
        trusted = { caFile, context: createSecureContext({ ca }) }
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error)
        throw new FailureError(failure('tls', `certificates in ${caFile}: ${text}`), { cause: error })
      }
    }
    return trusted.context
  }

  /** The route to a hop's host. Throws blocked-address. */
  const findRoute = (url: URL, allowPrivate: ReadonlySet<string>): Route & { readonly absolute: boolean } => {
    const { caFile, allowPrivate: alsoAllowed } = network()
    const allowed = isAllowed(url, allowPrivate, alsoAllowed)
    if (!allowed) refusePrivateHost(url)
    const via = proxy() === '' ? null : new URL(proxy())
    // A plain request goes to an HTTP proxy as it is; everything else needs a tunnel.
    const absolute = via !== null && via.protocol !== 'socks5:' && url.protocol === 'http:'
    const guarded = !allowed && via === null
    const { origin } = absolute ? via : url
    return {
      origin,
      absolute,
      key: [origin, guarded, absolute ? '' : (via?.href ?? ''), caFile ?? ''].join(' '),
      connect: {
        proxy: absolute ? null : via,
        lookup: guarded ? publicLookup(lookup) : lookup,
        secureContext: trust(caFile),
        sessions,
      },
    }
  }

  const hop = async (url: URL, request: HttpRequest, first: URL, signal: AbortSignal): Promise<Exchange> => {
    const { connectTimeoutMs, headersTimeoutMs, idleTimeoutMs, leastBytesPerSecond, leastRateWindowMs } =
      network()
    const limits = {
      connectTimeoutMs,
      headTimeoutMs: request.wants === 'page' ? headersTimeoutMs * 2 : headersTimeoutMs,
      idleTimeoutMs,
      leastBytesPerSecond,
      leastRateWindowMs,
    }
    for (let fresh = false; ; ) {
      const route = findRoute(url, request.allowPrivate)
      const headers = requestFields(url, request, first, userAgent)
      if (route.absolute) {
        headers['host'] = url.host
        const authorization = proxyAuthorization(new URL(proxy()))
        if (authorization !== null) headers['proxy-authorization'] = authorization
      }
      const path = `${route.absolute ? url.origin : ''}${url.pathname}${url.search}`
      try {
        return await exchange(connections.take(route, fresh), { path, headers, limits }, signal)
      } catch (error) {
        if (error instanceof StaleConnectionError) fresh = true
        else throw error
      }
    }
  }

  return {
    open: async (request, signal) => {
      signal.throwIfAborted()
      const first = parseAddress(request.address)
      const redirects: string[] = []
      for (let url = first; ; ) {
        const permit = await request.enter(url, signal)
        let reply: Exchange
        try {
          reply = await hop(url, request, first, signal)
        } catch (error) {
          permit[Symbol.dispose]()
          throw error
        }
        void reply.settled.then(() => permit[Symbol.dispose]())
        const location = reply.headers['location']
        if (!redirectStatuses.has(reply.status) || typeof location !== 'string') {
          return describeReply(reply, {
            address: url.href,
            redirects,
            wants: request.wants,
            network: network(),
          })
        }
        reply.discard()
        redirects.push(url.href)
        if (redirects.length > mostRedirects) {
          throw new FailureError(
            failure('too-many-redirects', `more than ${mostRedirects}, last ${url.href}`),
          )
        }
        // Raw UTF-8 is common in Location; the field came as Latin-1.
        url = parseAddress(Buffer.from(location, 'latin1').toString('utf8'), url)
      }
    },
    settingsChanged: () => {
      trusted = undefined
      connections.retire()
    },
    rest: () => connections.rest(),
    close: () => connections.close(),
  }
}

/** Throws bad-url or blocked-scheme. */
function parseAddress(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw new FailureError(failure('bad-url', `no address: ${address}`))
  const url = new URL(address, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FailureError(failure('blocked-scheme', `${url.protocol} is not followed`))
  }
  return url
}

function requestFields(
  url: URL,
  request: HttpRequest,
  first: URL,
  userAgent: string,
): Record<string, string> {
  const fields: Record<string, string> = {
    'user-agent': userAgent,
    accept:
      request.wants === 'page'
        ? 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/*;q=0.8,*/*;q=0.7'
        : 'image/avif,image/webp,image/apng,image/*;q=0.9,*/*;q=0.5',
    // A coded image gains nothing, and its ranges would be those of the coded bytes.
    'accept-encoding': request.wants === 'page' ? acceptedCodings : 'identity',
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (ownFields.test(name) || (secretFields.test(name) && url.origin !== first.origin)) continue
    fields[name.toLowerCase()] = value
  }
  const referer = fields['referer'] ?? request.referer
  delete fields['referer']
  if (referer !== undefined && URL.canParse(referer)) {
    const page = new URL(referer)
    page.hash = ''
    page.username = ''
    page.password = ''
    if (/^https?:$/.test(page.protocol) && (page.protocol === 'http:' || url.protocol === 'https:')) {
      fields['referer'] = page.href
    }
  }
  if (url.username !== '' && fields['authorization'] === undefined) {
    const pair = `${percentDecoded(url.username)}:${percentDecoded(url.password)}`
    fields['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`
  }
  if (request.resume !== undefined) {
    fields['range'] = `bytes=${request.resume.from}-`
    fields['if-range'] = request.resume.validator
  }
  return fields
}

interface ReplyContext {
  readonly address: string
  readonly redirects: readonly string[]
  readonly wants: HttpRequest['wants']
  readonly network: NetworkSettings
}

/** Throws too-large for an image that announces more than is allowed. */
function describeReply(reply: Exchange, { address, redirects, wants, network }: ReplyContext): Reply {
  const header = (name: string) => {
    const value = reply.headers[name]
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value
  }
  const codings = listCodings(header('content-encoding'))
  const chunked = header('transfer-encoding') !== null
  const announced = header('content-length')
  const length = codings.length === 0 && !chunked && announced !== null ? Number(announced) : null
  const limitBytes = wants === 'page' ? network.pageLimitBytes : network.decodedBodyLimitBytes
  // Where a page was expected, a large body may turn out to be an image, which has another limit.
  const isAnnounced = length !== null && wants === 'image'
  if (isAnnounced && length > limitBytes) {
    reply.discard()
    throw new FailureError(failure('too-large', `${length} bytes, the limit is ${limitBytes}`))
  }
  return {
    status: reply.status,
    address,
    redirects,
    header,
    length,
    coded: codings.length > 0,
    endsByClosing: !chunked && announced === null,
    body: isAnnounced ? reply.body : decodeBody(reply.body, codings, limitBytes),
    discard: () => reply.discard(),
  }
}
