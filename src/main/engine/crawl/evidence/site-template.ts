import { FailureError } from '@shared/model/failure'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { FetchedPage, PageReply, SiteTemplate } from '../../extract/extraction'

/** Missing pages of a range are passed over, but only so many. */
const mostPages = 4

/** The pages that are compared to find what a site repeats. */
export interface TemplateSearch {
  readonly template: SiteTemplate | null
  /** Replies that were fetched for the comparison, by address: the crawl takes them instead of fetching again. */
  readonly replies: ReadonlyMap<string, PromiseSettledResult<PageReply>>
}

/** How the pages of a comparison are fetched and kept. */
export interface TemplatePorts {
  readonly range: PageRange
  readonly fetchPage: (address: string) => Promise<PageReply>
  readonly compare: (a: FetchedPage, b: FetchedPage) => Promise<SiteTemplate>
}

/** Position of the first page beside which the first of an open range is compared, where that one exists. */
const farInOpen = 2

/**
 * Positions of the pages that are compared, in the order in which they are tried: the first and one far from it. Sites
 * preload the pictures of neighbours, and galleries over several pages repeat some of theirs.
 */
function positionsOf(count: number | null): readonly number[] {
  const far = count === null ? farInOpen : Math.max(Math.min(farInOpen, count - 1), Math.floor(count / 2))
  const all = [0, far, 1, 2, 3].filter((position) => count === null || position < count)
  return [...new Set(all)].slice(0, mostPages)
}

/**
 * Fetches two pages of the range that exist, far from one another, and finds what they share.
 *
 * A range of one page has nothing to compare. A comparison that fails is none: the automatic recipe then judges each
 * page alone. Aborts pass through.
 */
export async function findSiteTemplate({
  range,
  fetchPage,
  compare,
}: TemplatePorts): Promise<TemplateSearch> {
  const replies = new Map<string, PromiseSettledResult<PageReply>>()
  const pages: { readonly position: number; readonly page: FetchedPage }[] = []
  const positions = [...positionsOf(range.count)]
  while (positions.length > 0 && pages.length < 2) {
    const tried = positions.splice(0, 2 - pages.length)
    const settled = await Promise.allSettled(tried.map((position) => fetchPage(addressAt(range, position))))
    for (const [step, result] of settled.entries()) {
      if (result.status === 'rejected' && !(result.reason instanceof FailureError)) throw result.reason
      const position = tried[step] ?? 0
      replies.set(addressAt(range, position), result)
      if (result.status === 'fulfilled' && result.value.kind === 'page')
        pages.push({ position, page: result.value.page })
    }
  }
  const [a, b] = pages.sort((one, other) => one.position - other.position)
  if (!a || !b) return { template: null, replies }
  try {
    return { template: await compare(a.page, b.page), replies }
  } catch (error) {
    if (error instanceof FailureError) return { template: null, replies }
    throw error
  }
}
