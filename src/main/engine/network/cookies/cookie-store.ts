import type { EpochMs, TaskId } from '@shared/model/units'
import type { Cookie } from 'tough-cookie'
import type { Log } from '../../ports/ports'
import { createSiteJar, isExpired, readSaved, type SiteJar, siteOf, sizeOf, writeSaved } from './cookie-jar'

/** Changes of this long are saved together. */
const saveAfterMs = 250

/** Bounds of one domain, for which RFC 6265 §6.1 asks for at least 50. The head of one reply does not fill the bytes. */
const ofDomain: Bounds = { cookies: 180, bytes: 32 * 1024 }

/** Bounds of all sites of one task: what its row may grow by. */
const ofTask: Bounds = { cookies: 500, bytes: 128 * 1024 }

interface Bounds {
  readonly cookies: number
  readonly bytes: number
}

/** Cookies as a request uses them. */
export interface CookieJar {
  /**
   * The value of `Cookie` for a request, or null when there is nothing to send.
   *
   * `given` is a `Cookie` field of the user's own. A cookie of the site replaces a given one of its name: the site has
   * changed it since.
   */
  header(url: URL, given: string | undefined): string | null
  /** Stores the `Set-Cookie` fields of a reply. */
  take(url: URL, fields: readonly string[]): void
}

/** The cookies of one task; a client uses them and closes them with itself. */
export interface CookieSource extends CookieJar {
  /** Saves what has changed now: before anything is reported that needs the cookies. */
  flush(): void
  /** Saves what has changed; nothing is saved after it. */
  close(): void
}

/** Where the cookies of a task survive a restart. The ledger removes them when the task is finished or cancelled. */
export interface CookieRows {
  /** What was saved last; null for none. Text that cannot be read counts as none. */
  cookies(id: TaskId): string | null
  /** null: no cookies. */
  saveCookies(id: TaskId, text: string | null): void
}

/**
 * The cookies of all tasks, in jars by task and site: a site gets no cookie of another one, a task none of another one.
 *
 * Only what is in `shared` is common to all tasks.
 */
export interface CookieStore {
  /** The cookies of a task, those of an earlier run included; null: of nothing that is saved. The caller closes them. */
  open(task: TaskId | null): CookieSource
  /** Cookies that every task sends to their site, unless it has its own of the same name: those of a login. */
  readonly shared: Pick<CookieJar, 'take'>
}

/** Rows, clock and log of the store. Without rows, cookies live as long as their source. */
interface CookieStorePorts {
  readonly rows?: CookieRows | undefined
  readonly now: () => EpochMs
  readonly log: Log
}

/** A store whose jars are empty except for what the rows contain. */
export function createCookieStore({ rows, now, log }: CookieStorePorts): CookieStore {
  const shared = createJars(now)

  /** The only place that writes the cookies of a task. A disk that refuses them costs the cookies, not the task. */
  const save = (task: TaskId, text: string | null) => {
    try {
      rows?.saveCookies(task, text)
    } catch (error) {
      log('error', 'cookies could not be saved', { task, error: String(error) })
    }
  }

  return {
    shared,
    open: (task) => {
      const own = createJars(now)
      if (task !== null) own.put(readSaved(rows?.cookies(task) ?? null))
      const saver = createSaver(own, task === null ? () => {} : (text) => save(task, text))
      return {
        header: (url, given) => headerOf(given, shared.find(url), own.find(url)),
        take: (url, fields) => {
          if (own.take(url, fields)) saver.changed()
        },
        flush: saver.flush,
        close: saver.close,
      }
    },
  }
}

interface Pair {
  readonly name: string
  /** `name=value`, or what the user wrote. */
  readonly text: string
}

/** Joins the pairs of a field and of two sources: a later one replaces what an earlier one has under the same name. */
function headerOf(
  given: string | undefined,
  shared: readonly Cookie[],
  own: readonly Cookie[],
): string | null {
  // Most sites set none, and every request asks.
  if (given === undefined && shared.length === 0 && own.length === 0) return null
  const pairs = withCookies(withCookies(pairsOf(given ?? ''), shared), own)
  return pairs.length === 0 ? null : pairs.map(({ text }) => text).join('; ')
}

function pairsOf(field: string): readonly Pair[] {
  const pairs = field.split(';').map((pair) => pair.trim())
  return pairs.filter((text) => text !== '').map((text) => ({ name: text.replace(/\s*=.*$/s, ''), text }))
}

function withCookies(pairs: readonly Pair[], cookies: readonly Cookie[]): readonly Pair[] {
  const names = new Set(cookies.map(({ key }) => key))
  const own = cookies.map((cookie) => ({ name: cookie.key, text: cookie.cookieString() }))
  return [...pairs.filter(({ name }) => !names.has(name)), ...own]
}

/** Jars by site, within common bounds. */
interface Jars {
  find(url: URL): readonly Cookie[]
  /** Whether a cookie came, went or changed. */
  take(url: URL, fields: readonly string[]): boolean
  put(cookies: readonly Cookie[]): void
  /** What is to be saved; null when there is none. */
  text(): string | null
}

function createJars(now: () => EpochMs): Jars {
  const jars = new Map<string, SiteJar>()
  let known: string | null = null

  const jarOf = (site: string) => {
    const jar = jars.get(site) ?? createSiteJar(site, now)
    jars.set(site, jar)
    return jar
  }
  const all = () => [...jars.values()].flatMap((jar) => jar.all())
  const text = () => {
    const cookies = all().filter((cookie) => !isExpired(cookie, now()))
    return cookies.length === 0
      ? null
      : writeSaved(cookies.toSorted((a, b) => a.creationIndex - b.creationIndex))
  }
  const remove = (cookie: Cookie) => {
    const site = siteOf(cookie.domain ?? '')
    const jar = jars.get(site)
    jar?.remove(cookie)
    if (jar?.all().length === 0) jars.delete(site)
  }

  return {
    find: (url) => (jars.size === 0 ? [] : (jars.get(siteOf(url.hostname))?.find(url) ?? [])),
    take: (url, fields) => {
      if (fields.length === 0) return false
      const site = siteOf(url.hostname)
      const jar = jarOf(site)
      for (const field of fields) jar.set(url, field)
      // Refused cookies must not leave a jar for every site.
      if (jar.all().length === 0) jars.delete(site)
      for (const cookie of beyondBounds(all(), now())) remove(cookie)
      const before = known
      known = text()
      return known !== before
    },
    put: (cookies) => {
      for (const cookie of cookies) jarOf(siteOf(cookie.domain ?? '')).put(cookie)
      known = text()
    },
    text,
  }
}

/** What must go: first what is expired; then, of full domains and of a full task, what was used least recently. */
function beyondBounds(cookies: readonly Cookie[], now: EpochMs): readonly Cookie[] {
  const whole = { cookies: 0, bytes: 0 }
  const domains = new Map<string | null, { cookies: number; bytes: number }>()
  return cookies.toSorted(lastUsedFirst).filter((cookie) => {
    const domain = domains.get(cookie.domain) ?? { cookies: 0, bytes: 0 }
    domains.set(cookie.domain, domain)
    const bytes = sizeOf(cookie)
    if (isExpired(cookie, now) || !hasRoom(domain, ofDomain, bytes) || !hasRoom(whole, ofTask, bytes))
      return true
    for (const sum of [domain, whole]) {
      sum.cookies += 1
      sum.bytes += bytes
    }
    return false
  })
}

function hasRoom(sum: Bounds, bounds: Bounds, bytes: number): boolean {
  return sum.cookies < bounds.cookies && sum.bytes + bytes <= bounds.bytes
}

function lastUsedFirst(a: Cookie, b: Cookie): number {
  return Number(b.lastAccessed) - Number(a.lastAccessed) || b.creationIndex - a.creationIndex
}

/** Saves jars a moment after they changed, however often they change. */
function createSaver(jars: Jars, save: (text: string | null) => void) {
  let timer: NodeJS.Timeout | undefined
  let dirty = false
  let closed = false

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (!dirty || closed) return
    dirty = false
    save(jars.text())
  }
  return {
    flush,
    changed: () => {
      if (closed) return
      dirty = true
      timer ??= setTimeout(flush, saveAfterMs)
    },
    close: () => {
      flush()
      closed = true
    },
  }
}
