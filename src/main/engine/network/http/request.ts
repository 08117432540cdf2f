import type { Duplex } from 'node:stream'
import { isSecretField } from '@shared/text/header-fields'
import { basicCredentials, type Login } from '../../address/address-text'
import { insistedReferer, type Referer, refererFor } from '../../address/referrer-policy'
import type { CookieJar } from '../cookies/cookie-store'
import type { Grant } from '../limits/host-limiter'
import { acceptedCodings } from './content-coding'

/** Fields that the transfer sets itself or that belong to one connection. */
const ownFields =
  /^(host|connection|keep-alive|transfer-encoding|content-length|upgrade|expect|te|trailer|range|if-range|accept-encoding|proxy-.*)$/i

/** The value of `Accept` (RFC 9110 §12.5.1), as browsers send it. */
const accepted: Readonly<Record<HttpRequest['wants'], string>> = {
  page: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/*;q=0.8,*/*;q=0.7',
  image: 'image/avif,image/webp,image/apng,image/*;q=0.9,*/*;q=0.5',
}

/** What browsers send for a video: a site that chooses by `Accept` would answer with a picture of it otherwise. */
const acceptedVideo = 'video/webm,video/mp4,video/*;q=0.9,image/*;q=0.6,*/*;q=0.5'
const videoEnd = /\.(?:mp4|m4v|mov|webm|mkv)$/i

/** The value of `Accept` of a hop to `url`. */
export function acceptOf(url: URL, wants: HttpRequest['wants']): string {
  return wants === 'image' && videoEnd.test(url.pathname) ? acceptedVideo : accepted[wants]
}

/** Logins that stood in addresses, by origin. */
export interface Logins {
  find(origin: string): Login | null
  keep(origin: string, login: Login): void
}

/** Logins in memory alone. */
export function createLogins(): Logins {
  const known = new Map<string, Login>()
  return { find: (origin) => known.get(origin) ?? null, keep: (origin, login) => known.set(origin, login) }
}

/** What one client adds to each of its requests: credentials, permissions and permits. */
export interface RequestContext {
  /**
   * Where the user wanted to go: its name and password, and secrets among the headers (`isSecretField`), are sent there and
   * nowhere else.
   */
  readonly home: URL
  /** Logins of other origins, which stood in addresses. */
  readonly logins: Logins
  /** Every hop sends from it and stores in it (RFC 6265). */
  readonly cookies: CookieJar
  /** Origins that are sent no `Referer` whatever the rule. */
  readonly withoutReferer?: ReadonlySet<string> | undefined
  /** Origins that are sent one although the policy of the page withholds it; see `insistedReferer`. */
  readonly insistedReferer?: ReadonlySet<string> | undefined
  /** Replaces the three time limits of the settings, in milliseconds. */
  readonly timeoutMs?: number | undefined
  /** Replaces the settings' proxy; empty: none. */
  readonly proxy?: string | undefined
  /** `host:port` pairs that may be private. */
  readonly allowPrivate: ReadonlySet<string>
  /** Waited for before every hop: the right to ask its host. The permit is given back when the hop's body has ended. */
  enter(url: URL, signal: AbortSignal): Promise<Grant>
}

/** A reply whose request another lane has sent and which it does not read. */
export interface HandedReply {
  /** Gives the reply from its first byte on; see `HandedSocket`. */
  readonly socket: Duplex
  /** The permit of its request, which is given back when its body has ended. */
  readonly grant: Grant
}

/** A request before its header fields are completed. */
export interface HttpRequest {
  /** http or https; anything else fails as blocked-scheme. */
  readonly address: string
  /** A page may be coded, and is limited by `pageLimitBytes`. */
  readonly wants: 'page' | 'image'
  /**
   * Where it comes from; every hop is sent as much as its rule allows. A `Referer` among the headers takes precedence,
   * but not over `no-referrer`, unless its origin refuses requests without one.
   */
  readonly referer?: Referer | undefined
  /** Further fields, such as a recipe's. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Asks for the bytes from an offset on, if the file is still the one of this validator (RFC 9110 §13.1.5). */
  readonly resume?: { readonly from: number; readonly validator: string } | undefined
  /** Asks for so many bytes from the beginning (RFC 9110 §14.2); a site may send more. */
  readonly firstBytes?: number
  /** Its first hop was sent already; this is what comes. */
  readonly handed?: HandedReply | undefined
  /** Waited for before a redirect is followed to `url`; what it throws is what the request fails with. */
  readonly beforeRedirect?: (url: URL) => Promise<void>
  readonly context: RequestContext
}

/** The fields of the request of one hop to `url`. */
export function requestFields(url: URL, request: HttpRequest, userAgent: string): Record<string, string> {
  const { context } = request
  const fields: Record<string, string> = {
    'user-agent': userAgent,
    accept: acceptOf(url, request.wants),
    // A coded image gains nothing, and its ranges would be those of the coded bytes.
    'accept-encoding': request.wants === 'page' ? acceptedCodings : 'identity',
  }
  const atHome = isHome(url, context.home)
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (ownFields.test(name) || (isSecretField(name) && !atHome)) continue
    fields[name.toLowerCase()] = value
  }
  const { referer: written, cookie: given, ...others } = fields
  const sent: Record<string, string> = others
  const isInsisted = context.insistedReferer?.has(url.origin) ?? false
  const plain = sentReferer(url, request.referer, written)
  const referer = plain ?? (isInsisted && request.referer ? insistedReferer(url, request.referer) : null)
  const isRefused = context.withoutReferer?.has(url.origin) ?? false
  if (referer !== null && !isRefused) sent['referer'] = referer
  const cookie = context.cookies.header(url, given)
  if (cookie !== null) sent['cookie'] = cookie
  const login = loginOf(url, context)
  if (login !== null && sent['authorization'] === undefined) sent['authorization'] = basicCredentials(login)
  if (request.firstBytes !== undefined) sent['range'] = `bytes=0-${request.firstBytes - 1}`
  if (request.resume !== undefined) {
    sent['range'] = `bytes=${request.resume.from}-`
    sent['if-range'] = request.resume.validator
  }
  return sent
}

/**
 * What a hop to `url` gets: the login of the typed address at exactly the origin of that (scheme, host and port), however
 * the hop came about; elsewhere what an address of the task named for the origin; null for none.
 */
function loginOf(url: URL, { home, logins }: RequestContext): Login | null {
  return home.username !== '' && url.origin === home.origin ? home : logins.find(url.origin)
}

/** Whether a hop leads to the very origin that the user named, or to the same host by https instead of http. */
function isHome(url: URL, home: URL): boolean {
  if (url.origin === home.origin) return true
  const isUpgrade =
    home.protocol === 'http:' && url.protocol === 'https:' && home.port === '' && url.port === ''
  return isUpgrade && url.hostname === home.hostname
}

/** The `Referer` of a hop to `url`; `written` is one among the headers. */
function sentReferer(url: URL, referer: Referer | undefined, written: string | undefined): string | null {
  if (referer?.rule === 'no-referrer') return null
  const from = written === undefined ? referer : ({ address: written, rule: 'full' } as const)
  return from === undefined ? null : refererFor(url, from)
}
