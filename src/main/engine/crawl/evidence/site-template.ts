import { FailureError } from '@shared/model/failure'
import { addressAt, type PageRange } from '@shared/page-range/page-range'
import type { FetchedPage, PageReply, SiteTemplate } from '../../extract/extraction'

/** Missing pages at the start of a range are passed over, but only so many. */
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

/**
 * Fetches the first two pages of the range that exist and finds what they share.
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
  const pages: FetchedPage[] = []
  const last = Math.min(range.count ?? mostPages, mostPages)
  for (let index = 0; index < last && pages.length < 2; ) {
    const wanted = Math.min(2 - pages.length, last - index)
    const addresses = Array.from({ length: wanted }, (_, step) => addressAt(range, index + step))
    index += wanted
    const settled = await Promise.allSettled(addresses.map(fetchPage))
    for (const [step, result] of settled.entries()) {
      if (result.status === 'rejected' && !(result.reason instanceof FailureError)) throw result.reason
      replies.set(addresses[step] as string, result)
      if (result.status === 'fulfilled' && result.value.kind === 'page') pages.push(result.value.page)
    }
  }
  const [a, b] = pages
  if (!a || !b) return { template: null, replies }
  try {
    return { template: await compare(a, b), replies }
  } catch (error) {
    if (error instanceof FailureError) return { template: null, replies }
    throw error
  }
}
