import type { PageIdentity } from './extraction'
import type { PageDocument } from './html/page-document'
import { isInSeries } from './next/series-bar'
import { rawTitlesOf } from './titles/title-texts'

/** The absolute address in an attribute of the first element that has one; null if it is none. */
function addressIn(page: PageDocument, selector: string, attribute: string): string | null {
  const reference = page.first(selector)?.attribs[attribute]?.trim() ?? ''
  return reference === '' ? null : page.resolve(reference)
}

/** What a page says it is: `rel=canonical` (RFC 6596), `og:url`, the heading that is its own, its title, and its place in a series. */
export function identityOf(page: PageDocument): PageIdentity {
  const { headings, title } = rawTitlesOf(page)
  return {
    canonical: addressIn(page, 'link[rel~="canonical" i][href]', 'href'),
    ogUrl: addressIn(page, 'meta[property="og:url" i][content], meta[name="og:url" i][content]', 'content'),
    // of several none is that of the page
    heading: headings.length === 1 ? (headings[0] ?? '') : '',
    documentTitle: title,
    inSeries: isInSeries(page),
  }
}
