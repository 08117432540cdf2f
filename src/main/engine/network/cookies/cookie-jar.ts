import { isIP } from 'node:net'
import type { EpochMs } from '@shared/model/units'
import { Cookie, getPublicSuffix, MemoryCookieStore, CookieJar as ToughJar } from 'tough-cookie'
import { readSaved, writeSaved } from './saved-cookies'

/** Longest name and value together, in bytes; RFC 6265 §6.1 asks for no less. */
const longestCookieBytes = 4096

/** Longest `Set-Cookie` that is looked at: a cookie and its attributes. */
const longestField = 8192

/** Bounds of one domain, for which RFC 6265 §6.1 asks for at least 50. The head of one reply does not fill the bytes. */
const ofDomain: Bounds = { cookies: 180, bytes: 32 * 1024 }

/** Bounds of the whole jar: what a task's row may grow by. */
const ofJar: Bounds = { cookies: 500, bytes: 128 * 1024 }

/** A cookie lives no longer than this (RFC 6265bis §5.5). */
const longestLifeMs = 400 * 24 * 3600 * 1000

interface Bounds {
  readonly cookies: number
  readonly bytes: number
}

/** Cookies of the sites that one task asks (RFC 6265 §5): by host, path, Secure and age, never sent elsewhere. */
export interface CookieJar {
  /**
   * The value of `Cookie` for a request, or null when there is nothing to send.
   *
   * `given` is a `Cookie` field of the person's own. A cookie of the jar takes the place of a given one of its name: the
   * site has changed it since.
   */
  header(url: URL, given: string | undefined): string | null
  /** Takes the `Set-Cookie` fields of a reply; what is malformed, foreign or too long is left out. */
  take(url: URL, fields: readonly string[]): void
}

/** Bounds of a jar. */
export interface CookieJarOptions {
  /** What `onChange` told of an earlier jar. Text that cannot be read counts as empty. */
  readonly saved: string | null
  readonly now: () => EpochMs
  /** A cookie came, went or changed; `save` writes the jar down as it is when it is called, null for an empty one. */
  onChange(save: () => string | null): void
}

/** An empty jar (RFC 6265). */
export function createCookieJar({ saved, now, onChange }: CookieJarOptions): CookieJar {
  const store = new MemoryCookieStore()
  // A loopback address in clear is as little a place for Secure cookies as any other.
  const jar = new ToughJar(store, { allowSecureOnLocal: false })
  for (const cookie of readSaved(saved)) void store.putCookie(cookie)

  const all = (): readonly Cookie[] => {
    let cookies: readonly Cookie[] = []
    store.getAllCookies((_error, found) => (cookies = found ?? []))
    return cookies
  }
  const isOver = (cookie: Cookie) => Number(cookie.expiryTime()) <= now()
  const remove = ({ domain, path, key }: Cookie) => {
    if (domain !== null && path !== null) store.removeCookie(domain, path, key, () => {})
  }

  /** First goes what is too old; then, of full domains and of a full jar, what was used least recently. */
  const makeRoom = () => {
    const taken = new Map<string | null, { cookies: number; bytes: number }>()
    const whole = { cookies: 0, bytes: 0 }
    for (const cookie of all().toSorted(lastUsedFirst)) {
      const domain = taken.get(cookie.domain) ?? { cookies: 0, bytes: 0 }
      taken.set(cookie.domain, domain)
      for (const sum of [domain, whole]) {
        sum.cookies += 1
        sum.bytes += sizeOf(cookie)
      }
      if (!isOver(cookie) && isWithin(domain, ofDomain) && isWithin(whole, ofJar)) continue
      remove(cookie)
      for (const sum of [domain, whole]) {
        sum.cookies -= 1
        sum.bytes -= sizeOf(cookie)
      }
    }
  }

  const put = (url: URL, cookie: Cookie) => {
    const options = { now: new Date(now()), ignoreError: true }
    // A site that is itself a public suffix, or a name without a dot, may name itself (RFC 6265 §5.3, step 5).
    if (cookie.domain === url.hostname && isSuffix(url.hostname)) cookie.domain = null
    jar.setCookieSync(cookie, url, options)
  }

  const save = () => {
    const cookies = all().filter((cookie) => !isOver(cookie))
    return cookies.length === 0 ? null : writeSaved(cookies)
  }
  let known = save()

  return {
    header: (url, given) => {
      // Most sites set none, and to ask the jar costs more than the rest of a request.
      if (known === null && given === undefined) return null
      const cookies = jar
        .getCookiesSync(withLiteralPath(url), { expire: false, sort: true })
        .filter((cookie) => !isOver(cookie))
      for (const cookie of cookies) cookie.lastAccessed = new Date(now())
      const names = new Set(cookies.map((cookie) => cookie.key))
      const own = (given ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair !== '' && !names.has(pair.replace(/\s*=.*$/s, '')))
      const pairs = [...own, ...cookies.map((cookie) => cookie.cookieString())]
      return pairs.length === 0 ? null : pairs.join('; ')
    },
    take: (url, fields) => {
      if (fields.length === 0) return
      const place = withLiteralPath(url)
      for (const field of fields) {
        // A control character could not be sent back: it would spoil every request to the site.
        if (field.length > longestField || /[^\t -~\x80-\xff]/.test(field)) continue
        const cookie = Cookie.parse(field)
        if (cookie === undefined || sizeOf(cookie) > longestCookieBytes) continue
        limitLife(cookie, now())
        put(place, cookie)
      }
      makeRoom()
      const next = save()
      if (next === known) return
      known = next
      onChange(save)
    },
  }
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
  return (
    isIP(host.replace(/^\[|\]$/g, '')) === 0 && getPublicSuffix(host, { ignoreError: true }) === undefined
  )
}

function sizeOf({ key, value }: Cookie): number {
  return key.length + value.length
}

function isWithin(sum: Bounds, bounds: Bounds): boolean {
  return sum.cookies <= bounds.cookies && sum.bytes <= bounds.bytes
}

function lastUsedFirst(a: Cookie, b: Cookie): number {
  return Number(b.lastAccessed) - Number(a.lastAccessed) || b.creationIndex - a.creationIndex
}
