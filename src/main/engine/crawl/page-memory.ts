import { untilAborted } from '../async/cancellation'
import type { PageReply } from '../extract/extraction'
import type { CookieJar } from '../network/cookies/cookie-store'

/** A page is reused for this long, in milliseconds. */
export const reusedMs = 10 * 60_000

/** Most pages that are kept, and most bytes of their bodies together. */
const mostPages = 64
const mostBytes = 16 * 1024 * 1024

/** One use of the cookies while a page was fetched. */
type Step =
  | {
      readonly kind: 'sent'
      readonly url: URL
      readonly given: string | undefined
      readonly cookie: string | null
    }
  | { readonly kind: 'set'; readonly url: URL; readonly fields: readonly string[] }

/** What one fetch brought. */
export interface FetchedReply {
  readonly reply: PageReply
  /** The site says that the reply must not be stored (RFC 9111 §5.2.2.5): it serves this request alone. */
  readonly noStore: boolean
}

/** A page that a client wants. */
interface WantedPage {
  /** Everything that decides about the request but cookies: equal texts are equal requests. */
  readonly request: string
  readonly jar: CookieJar
  /** The value of `Cookie` that its first hop would send now. */
  cookie(): string | null
  /** Not a page that was fetched before: a retry wants another answer. What it brings is kept like any other. */
  readonly fresh: boolean
  /** Fetches it with this jar. */
  fetch(jar: CookieJar): Promise<FetchedReply>
}

/**
 * Pages of the last ten minutes: a preview and its task, or several tasks on one site, fetch each page once and wait for
 * one that is being fetched. In memory only, at most 64 pages and 16 MiB, the oldest go first.
 *
 * Only good replies are kept, and none that is marked `no-store`. A page is handed out for an equal request, with the same
 * cookies at every hop; what its replies have set is set again in the jar of the caller that gets it.
 */
export interface PageMemory {
  /** Rejects as `fetch` does, or with the signal's reason while it waits for another's fetch. */
  read(page: WantedPage, signal: AbortSignal): Promise<PageReply>
}

interface Kept {
  readonly reply: PageReply
  readonly steps: readonly Step[]
  readonly at: number
}

/**
 * An empty memory; `monotonic` gives milliseconds.
 *
 * Its pages are dropped when `generation` changes: the route to the sites has changed, or the computer has slept; see
 * `Network.generation`.
 */
export function createPageMemory(monotonic: () => number, generation: () => number): PageMemory {
  const kept = new KeptPages(monotonic, generation)
  /** Each settles when its fetch has ended, with or without a reply. */
  const fetching = new Map<string, Promise<void>>()

  async function fetchAgain({ request, jar, fetch }: WantedPage): Promise<PageReply> {
    const steps: Step[] = []
    const begun = generation()
    const working = fetch(recording(jar, steps))
    const ended = working.then(
      () => {},
      () => {},
    )
    fetching.set(request, ended)
    try {
      const { reply, noStore } = await working
      if (noStore) kept.drop(request)
      else if (begun === generation()) kept.keep(request, reply, steps)
      return reply
    } finally {
      if (fetching.get(request) === ended) fetching.delete(request)
    }
  }

  return {
    async read(page, signal) {
      const { request, jar } = page
      if (page.fresh) return fetchAgain(page)
      const before = page.cookie()
      // A page that is asked for in the same turn may have been fetched before the other one set its cookies, or after.
      await Promise.resolve()
      for (;;) {
        const found = kept.get(request)
        if (found !== undefined) {
          if (fits(found.steps, [before, page.cookie()]) && replay(found.steps, jar)) return found.reply
          return fetchAgain(page)
        }
        const other = fetching.get(request)
        if (other === undefined) return fetchAgain(page)
        await untilAborted(other, signal)
      }
    },
  }
}

/** Replies in the order in which they came, within the bounds of time, number and bytes. */
class KeptPages {
  readonly #monotonic: () => number
  readonly #generation: () => number
  readonly #pages = new Map<string, Kept>()
  #bytes = 0
  #current: number

  constructor(monotonic: () => number, generation: () => number) {
    this.#monotonic = monotonic
    this.#generation = generation
    this.#current = generation()
  }

  get(request: string): Kept | undefined {
    this.#dropOutdated()
    const page = this.#pages.get(request)
    if (page === undefined || this.#monotonic() - page.at < reusedMs) return page
    this.drop(request)
    return undefined
  }

  keep(request: string, reply: PageReply, steps: readonly Step[]): void {
    this.#dropOutdated()
    this.drop(request)
    if (sizeOf(reply) > mostBytes) return
    this.#pages.set(request, { reply, steps, at: this.#monotonic() })
    this.#bytes += sizeOf(reply)
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= mostPages && this.#bytes <= mostBytes) return
      this.drop(oldest)
    }
  }

  drop(request: string): void {
    const page = this.#pages.get(request)
    if (page === undefined) return
    this.#pages.delete(request)
    this.#bytes -= sizeOf(page.reply)
  }

  #dropOutdated(): void {
    if (this.#current === this.#generation()) return
    this.#current = this.#generation()
    this.#pages.clear()
    this.#bytes = 0
  }
}

function sizeOf(reply: PageReply): number {
  return reply.kind === 'page' ? reply.page.bytes.byteLength : 0
}

/** The jar, with notes of how it is used. */
function recording(jar: CookieJar, steps: Step[]): CookieJar {
  return {
    header(url, given) {
      const cookie = jar.header(url, given)
      steps.push({ kind: 'sent', url, given, cookie })
      return cookie
    },
    take(url, fields) {
      if (fields.length > 0) steps.push({ kind: 'set', url, fields })
      jar.take(url, fields)
    },
  }
}

/** Whether the first hop was sent with one of these cookies. */
function fits(steps: readonly Step[], cookies: readonly (string | null)[]): boolean {
  const first = steps.find((step) => step.kind === 'sent')
  return first !== undefined && cookies.includes(first.cookie)
}

/**
 * Does to the jar what the fetch did; false as soon as a later hop would send other cookies. What was set until then the
 * site sets again when it is asked.
 */
function replay(steps: readonly Step[], jar: CookieJar): boolean {
  let hops = 0
  for (const step of steps) {
    if (step.kind === 'set') jar.take(step.url, step.fields)
    else if (hops++ > 0 && jar.header(step.url, step.given) !== step.cookie) return false
  }
  return true
}
