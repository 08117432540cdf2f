import { isIP } from 'node:net'
import type { EpochMs } from '@shared/model/units'
import { Cookie, getPublicSuffix, MemoryCookieStore, CookieJar as ToughJar } from 'tough-cookie'
import { z } from 'zod'

/** One cookie as it is kept with its task. */
const SavedCookie = z.object({
  name: z.string(),
  value: z.string(),
  domain: z.string(),
  path: z.string(),
  /** Sent to `domain` alone, not to hosts below it. */
  hostOnly: z.boolean(),
  secure: z.boolean(),
  /** EpochMs; null: as long as the task. */
  expires: z.number().nullable(),
  /** EpochMs. */
  createdAt: z.number(),
})

/** Cookies as text, which does not change when they are sent. */
export function writeSaved(cookies: readonly Cookie[]): string {
  const saved = cookies.map((cookie): z.infer<typeof SavedCookie> => {
    const { key: name, value, secure, expires, creation } = cookie
    return {
      name,
      value,
      domain: cookie.domain ?? '',
      path: cookie.path ?? '/',
      hostOnly: cookie.hostOnly ?? true,
      secure,
      expires: expires instanceof Date ? expires.getTime() : null,
      createdAt: creation instanceof Date ? creation.getTime() : 0,
    }
  })
  return JSON.stringify(saved)
}

/** The cookies of such a text, in their order; none if it is of another form. */
export function readSaved(text: string | null): readonly Cookie[] {
  if (text === null) return []
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  const saved = z.array(SavedCookie).safeParse(value)
  return (saved.data ?? []).map(
    ({ name: key, value, domain, path, hostOnly, secure, expires, createdAt }) =>
      new Cookie({
        key,
        value,
        domain,
        path,
        hostOnly,
        secure,
        expires: expires === null ? 'Infinity' : new Date(expires),
        creation: new Date(createdAt),
        lastAccessed: new Date(createdAt),
      }),
  )
}

/** Longest name and value together, in bytes; RFC 6265 §6.1 asks for no less. */
const longestCookieBytes = 4096

/** Longest `Set-Cookie` that is looked at: a cookie and its attributes. */
const longestField = 8192

/** A cookie lives no longer than this (RFC 6265bis §5.5). */
const longestLifeMs = 400 * 24 * 3600 * 1000

/** Cookies of one site (RFC 6265 §5): by host, path, Secure and age, never sent elsewhere. */
export interface SiteJar {
  /** The cookies for a request, the longest path first, then the oldest (§5.4); they count as used now. */
  find(url: URL): readonly Cookie[]
  /** Stores one `Set-Cookie` field (§5.3); what is malformed, foreign or too long is ignored. */
  set(url: URL, field: string): void
  /** Stores a cookie as it is. */
  put(cookie: Cookie): void
  /** All cookies, expired ones too, in the order in which they came. */
  all(): readonly Cookie[]
  remove(cookie: Cookie): void
}

/** The site of a host, as browsers count sites: its registrable domain; the host itself where there is none. */
export function siteOf(host: string): string {
  return registrableDomain(host) ?? host
}

/** An empty jar for the hosts of one site. */
export function createSiteJar(site: string, now: () => EpochMs): SiteJar {
  const store = new MemoryCookieStore()
  // An unencrypted loopback address is no more secure than any other: no Secure cookies.
  const jar = new ToughJar(store, { allowSecureOnLocal: false })

  return {
    find: (url) => {
      const cookies = jar
        .getCookiesSync(withLiteralPath(url), { expire: false, sort: true })
        .filter((cookie) => !isExpired(cookie, now()))
      for (const cookie of cookies) cookie.lastAccessed = new Date(now())
      return cookies
    },
    set: (url, field) => {
      // A control character could not be sent back: it would spoil every request to the site.
      if (field.length > longestField || /[^\t -~\x80-\xff]/.test(field)) return
      const cookie = Cookie.parse(field)
      if (cookie === undefined || sizeOf(cookie) > longestCookieBytes) return
      // A name above the site belongs to other sites too, although no list calls it a public suffix.
      if (cookie.domain !== null && siteOf(cookie.domain) !== site) return
      // A site that is itself a public suffix, or a name without a dot, may name itself (RFC 6265 §5.3, step 5).
      if (cookie.domain === url.hostname && isSuffix(url.hostname)) cookie.domain = null
      limitLife(cookie, now())
      jar.setCookieSync(cookie, withLiteralPath(url), { now: new Date(now()), ignoreError: true })
    },
    put: (cookie) => void store.putCookie(cookie),
    all: () => {
      let cookies: readonly Cookie[] = []
      store.getAllCookies((_error, found) => (cookies = found ?? []))
      return cookies
    },
    remove: ({ domain, path, key }) => {
      if (domain !== null && path !== null) store.removeCookie(domain, path, key, () => {})
    },
  }
}

/** Whether a cookie must not be sent any more. */
export function isExpired(cookie: Cookie, now: EpochMs): boolean {
  return Number(cookie.expiryTime()) <= now
}

/** Bytes that a cookie counts for. */
export function sizeOf({ key, value }: Cookie): number {
  return key.length + value.length
}

/** An address whose path is matched as it stands: the jar decodes percent escapes, which RFC 6265 §5.1.4 does not. */
function withLiteralPath(url: URL): URL {
  const place = new URL(url.origin)
  place.pathname = url.pathname.replaceAll('%', '%25')
  return place
}

/** `Max-Age` wins over `Expires` (RFC 6265 §5.3, step 3); the end is fixed now, however often the cookie is used. */
function limitLife(cookie: Cookie, now: EpochMs): void {
  const ends = cookie.expiryTime(new Date(now)) ?? Number.POSITIVE_INFINITY
  cookie.maxAge = null
  if (Number.isFinite(ends)) cookie.expires = new Date(Math.min(ends, now + longestLifeMs))
  else if (ends < 0) cookie.expires = new Date(0)
}

function isSuffix(host: string): boolean {
  return !isAddress(host) && registrableDomain(host) === null
}

function registrableDomain(host: string): string | null {
  return isAddress(host) ? null : (getPublicSuffix(host, { ignoreError: true }) ?? null)
}

function isAddress(host: string): boolean {
  return isIP(host.replace(/^\[|\]$/g, '')) !== 0
}
