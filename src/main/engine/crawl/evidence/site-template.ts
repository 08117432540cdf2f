import { setTimeout as delay } from 'node:timers/promises'
import { FailureError } from '@shared/model/failure'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { FetchedPage, PageReply, SiteTemplate } from '../../extract/extraction'

/** Missing pages of a range are passed over, but only so many. */
const mostPages = 4

/** The pages that are compared to find what a site repeats. */
export interface TemplateSearch {
  readonly template: SiteTemplate | null
  /**
   * Requests that were made for the comparison, by address, in the order in which they were made: the crawl takes them
   * instead of fetching again, also one that is late.
   */
  readonly replies: ReadonlyMap<string, Promise<PageReply>>
}

/** How the pages of a comparison are fetched and kept. */
export interface TemplatePorts {
  readonly range: PageRange
  readonly fetchPage: (address: string) => Promise<PageReply>
  /** Compares two pages or three, in the order of the range. */
  readonly compare: (pages: readonly FetchedPage[]) => Promise<SiteTemplate>
}

/** How far apart two compared pages are at least: sites preload the pictures of the neighbours of a page. */
const leastFar = 3

/** Which pages of a range are compared: two far apart, or the three of a range that has no others. */
function planOf(count: number | null): { readonly wanted: number; readonly positions: readonly number[] } {
  if (count !== null && count <= leastFar) return { wanted: count, positions: [0, 1, 2].slice(0, count) }
  const far = Math.max(leastFar, Math.floor((count ?? 0) / 2))
  return { wanted: 2, positions: [...new Set([0, far, 1, 2])].slice(0, mostPages) }
}

/** A page that is later than this, in milliseconds, holds up no task: others are compared in its place. */
const patienceMs = 2000

/** After this, in milliseconds, a range is read without a comparison. */
const longestMs = 8000

/** Pages of a comparison: their requests, those that are pending, and what came. */
interface Fetching {
  readonly replies: Map<string, Promise<PageReply>>
  readonly pending: Set<Promise<void>>
  readonly pages: { readonly position: number; readonly page: FetchedPage }[]
}

/** Fetches the page at a position of the range; an abort rejects the promise that is pending for it. */
function begin({ range, fetchPage }: TemplatePorts, position: number, fetching: Fetching): void {
  const { replies, pending, pages } = fetching
  const address = addressAt(range, position)
  const reply = fetchPage(address)
  replies.set(address, reply)
  const done = reply
    .then(
      (value) => {
        if (value.kind === 'page') pages.push({ position, page: value.page })
      },
      (reason: unknown) => {
        if (!(reason instanceof FailureError)) throw reason
      },
    )
    .finally(() => pending.delete(done))
  pending.add(done)
  // One that is late may be aborted when nothing waits for it any more.
  done.catch(() => {})
}

/**
 * Fetches two pages of the range that exist, far from one another, or all three of a short one, and finds what they share:
 * sites preload the pictures of neighbours, and galleries over several pages repeat some of theirs.
 *
 * A range of one page has nothing to compare. A comparison that fails is none: the automatic recipe then judges each
 * page alone. Aborts pass through.
 */
export async function findSiteTemplate(ports: TemplatePorts): Promise<TemplateSearch> {
  const fetching: Fetching = { replies: new Map(), pending: new Set(), pages: [] }
  const { replies, pending, pages } = fetching
  if (ports.range.count === 1) return { template: null, replies }
  const { wanted, positions: planned } = planOf(ports.range.count)
  const positions = [...planned]
  using patience = createTimer(patienceMs)
  using end = createTimer(longestMs)
  for (;;) {
    const isLate = patience.isOver
    const lacking = wanted - pages.length - (isLate ? 0 : pending.size)
    for (const position of positions.splice(0, Math.max(0, lacking))) begin(ports, position, fetching)
    const isEnough = pages.length >= wanted || (isLate && pages.length >= 2)
    if (isEnough || pending.size === 0 || end.isOver) break
    await Promise.race([...pending, isLate ? end.over : patience.over])
  }
  if (pages.length < 2) return { template: null, replies }
  const inOrder = pages.toSorted((one, other) => one.position - other.position).map(({ page }) => page)
  try {
    return { template: await ports.compare(inOrder.slice(0, mostCompared)), replies }
  } catch (error) {
    if (error instanceof FailureError) return { template: null, replies }
    throw error
  }
}

/** Most pages that are compared. */
const mostCompared = 3

/** Once, after some milliseconds; disposing it ends it before. */
function createTimer(ms: number): Disposable & { readonly over: Promise<void>; readonly isOver: boolean } {
  const stop = new AbortController()
  let isOver = false
  const over = delay(ms, undefined, { signal: stop.signal, ref: false }).then(
    () => {
      isOver = true
    },
    () => {},
  )
  return {
    over,
    get isOver() {
      return isOver
    },
    [Symbol.dispose]: () => stop.abort(),
  }
}
