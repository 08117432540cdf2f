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

/**
 * Fetches two pages of the range that exist, far from one another, or all three of a short one, and finds what they share:
 * sites preload the pictures of neighbours, and galleries over several pages repeat some of theirs.
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
  const { wanted, positions: planned } = planOf(range.count)
  const positions = [...planned]
  while (positions.length > 0 && pages.length < wanted) {
    const tried = positions.splice(0, wanted - pages.length)
    const settled = await Promise.allSettled(tried.map((position) => fetchPage(addressAt(range, position))))
    for (const [step, result] of settled.entries()) {
      if (result.status === 'rejected' && !(result.reason instanceof FailureError)) throw result.reason
      const position = tried[step] ?? 0
      replies.set(addressAt(range, position), result)
      if (result.status === 'fulfilled' && result.value.kind === 'page')
        pages.push({ position, page: result.value.page })
    }
  }
  if (pages.length < 2) return { template: null, replies }
  const inOrder = pages.sort((one, other) => one.position - other.position).map(({ page }) => page)
  try {
    return { template: await compare(inOrder), replies }
  } catch (error) {
    if (error instanceof FailureError) return { template: null, replies }
    throw error
  }
}
