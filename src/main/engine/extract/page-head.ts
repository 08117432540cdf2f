import {
  namedPolicy,
  parseMetaPolicy,
  parseReferrerPolicy,
  type ReferrerPolicy,
} from '../address/referrer-policy'
import { type Element, isLive } from './html/dom'
import type { PageDocument } from './html/page-document'
import { enclosingLink } from './versions/offers/element-links'

/** The referrer policy for what an element shows; null where neither it nor its page names one. */
export type PolicyOf = (element: Element, source: string) => ReferrerPolicy | null

/** The policy of a link: `rel=noreferrer` counts before its attribute (WHATWG HTML §4.6.4). */
function policyOfLink(link: Element): ReferrerPolicy | null {
  const types = (link.attribs['rel'] ?? '').toLowerCase().split(/[\t\n\f\r ]+/)
  return types.includes('noreferrer') ? 'no-referrer' : namedPolicy(link.attribs['referrerpolicy'])
}

/**
 * Reads the policies of a page: that of an element, else that of the last `<meta name=referrer>` that names one, else
 * that of the reply's header.
 *
 * `source` is where the address of the picture was found: what stands in a link is fetched as the link says.
 */
export function createPolicies(page: PageDocument): PolicyOf {
  const metas = page
    .select('meta[name="referrer" i][content]', 'referrer')
    .filter(isLive)
    .map((meta) => parseMetaPolicy(meta.attribs['content'] ?? ''))
  const ofPage = metas.findLast((policy) => policy !== null) ?? parseReferrerPolicy(page.referrerPolicy)
  return (element, source) => {
    const link = element.name === 'a' ? element : source === 'link' ? enclosingLink(element) : null
    const own = link ? policyOfLink(link) : namedPolicy(element.attribs['referrerpolicy'])
    return own ?? ofPage
  }
}

/** Longest wait, in seconds, of a refresh that means "the page is over there" and not "look again later". */
const immediateSeconds = 10

/** A time, and behind it an address with or without `url=` (WHATWG HTML, shared declarative refresh steps). */
const form = /^\s*(?:(\d+)|(?=\.))[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(.*)$/is

/** The address in the `content` of an immediate refresh; null if there is none. */
function referenceIn(content: string): string | null {
  const [, seconds = '0', rest = ''] = form.exec(content) ?? []
  if (rest === '' || Number(seconds) > immediateSeconds) return null
  const quote = rest.charAt(0)
  if (quote !== '"' && quote !== "'") return rest
  const end = rest.indexOf(quote, 1)
  return rest.slice(1, end < 0 ? rest.length : end)
}

/**
 * Where an immediate `Refresh` field or `<meta http-equiv=refresh>` leads; null if none of them leads to another page.
 */
export function refreshTarget(page: PageDocument): string | null {
  const metas = page.select('meta[http-equiv="refresh" i]', 'refresh').filter(isLive)
  for (const content of [page.refresh ?? '', ...metas.map((meta) => meta.attribs['content'] ?? '')]) {
    const reference = referenceIn(content.slice(0, 70_000))
    const target = reference === null || reference === '' ? null : page.resolve(reference)
    if (target) return target === page.address ? null : target
  }
  return null
}
