import type { PageUse } from '@shared/model/crawl/crawl-plan'
import type { AddressVerdict } from '../../records/frontier/match-rules'
import { fetchedAddress, type IdentityRules, pageIdentity } from '../../records/frontier/page-identity'
import { isLive } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { refreshTarget } from '../page-head'

/** A link that the rules follow. */
export interface FoundLink {
  readonly address: string
  readonly identity: string
  readonly use: PageUse
  /** Index of the rule that follows it. */
  readonly rule: number
}

/** Links that are not followed. */
export interface PassedLinks {
  readonly count: number
  /** The first five. */
  readonly examples: readonly string[]
}

/** The addresses of a list, each page once, by what the rules say about them. */
export interface SortedLinks {
  readonly followed: readonly FoundLink[]
  /** By a rule of `skip`. */
  readonly skipped: PassedLinks
  /** No rule fits. */
  readonly others: PassedLinks
}

const mostExamples = 5

/** Most links of one page that are followed. */
export const mostLinks = 100_000

/** Sorts addresses by the rules; `self` are identities of the page itself, which leads nowhere. */
export function sortLinks(
  addresses: Iterable<string>,
  identity: IdentityRules,
  verdict: (address: string) => AddressVerdict,
  self: readonly string[],
): SortedLinks {
  const seen = new Set(self)
  const followed: FoundLink[] = []
  const passed = {
    skip: { count: 0, examples: [] as string[] },
    none: { count: 0, examples: [] as string[] },
  }
  for (const found of addresses) {
    const address = fetchedAddress(found, identity)
    const name = address === null ? null : pageIdentity(address, identity)
    if (address === null || name === null || seen.has(name)) continue
    seen.add(name)
    const said = verdict(address)
    if (said.kind === 'follow') {
      if (followed.length < mostLinks)
        followed.push({ address, identity: name, use: said.use, rule: said.rule })
      continue
    }
    const list = passed[said.kind]
    list.count += 1
    if (list.examples.length < mostExamples) list.examples.push(address)
  }
  return { followed, skipped: passed.skip, others: passed.none }
}

/** Elements that lead to other pages: links, areas of maps, and `rel=next` in the head. */
const leading = 'a[href], area[href], link[rel~="next" i][href], link[rel~="prev" i][href]'

/**
 * Absolute http(s) addresses that a page links to, in its order, and where an immediate refresh leads.
 *
 * `rel=nofollow` on a link does not hold a crawler back: it says that the author does not vouch for the target (WHATWG HTML
 * §4.6.6.13). What holds it back is robots.txt and the robots meta of the page, see `forbidsFollowing`.
 */
export function* linksOf(page: PageDocument): Iterable<string> {
  for (const element of page.select(leading, 'links')) {
    if (!isLive(element)) continue
    const target = page.resolve((element.attribs['href'] ?? '').trim())
    if (target !== null) yield target
  }
  const moved = refreshTarget(page)
  if (moved !== null) yield moved
}

/** Whether `<meta name=robots>` or an `X-Robots-Tag` for all forbids to follow the links of the page (`nofollow`, `none`). */
export function forbidsFollowing(page: PageDocument, robotsTag: string | null): boolean {
  const metas = page.select('meta[name="robots" i][content], meta[name="galleon" i][content]', 'robots')
  const texts = metas.filter(isLive).map((meta) => meta.attribs['content'] ?? '')
  // `googlebot: nofollow` speaks to another program.
  const fields = (robotsTag ?? '')
    .split(',')
    .filter((part) => !/^\s*[\w-]+\s*:/.test(part) || /^\s*galleon\s*:/i.test(part))
  return [...texts, ...fields].some((text) =>
    text.split(/[,\s:]+/).some((word) => /^(?:nofollow|none)$/i.test(word)),
  )
}
