import { type CrawlRules, createVerdicts } from '../../records/frontier/match-rules'
import { fetchedAddress, pageIdentity } from '../../records/frontier/page-identity'
import { readPageList } from '../../records/politeness/page-list'
import type { FetchedPage } from '../extraction'
import { createResolver } from '../html/resolve-address'
import { beginRules, runRule } from '../worker/running-rule'
import { type FoundLink, type SortedLinks, sortLinks } from './page-links'
import { type CrawlReading, rulesOfReading } from './rules-of-reading'

/** A page that a sitemap or a feed lists. */
export interface ListedLink extends FoundLink {
  /** Epoch milliseconds; null: the list does not say. */
  readonly modifiedAt: number | null
}

/** What a sitemap or a feed lists. */
export interface ListedPages extends Omit<SortedLinks, 'followed'> {
  readonly followed: readonly ListedLink[]
  /** Further sitemaps, of an index. */
  readonly lists: readonly ListedLink[]
}

const none = { count: 0, examples: [] }

/** Without any rule every listed page is a record: the list was chosen for that. */
function rulesFor(rules: CrawlRules): CrawlRules {
  if (rules.follow.length > 0) return rules
  const all = { place: '', text: '', patterns: ['<all_urls>'], expression: null, use: 'record' } as const
  return { ...rules, follow: [all] }
}

/** Reads a sitemap or a feed, and sorts its pages by the rules. Throws as `readPageList` does. */
export function readListedPages(page: FetchedPage, reading: CrawlReading): ListedPages {
  beginRules(rulesOfReading(reading))
  const { kind, entries } = readPageList(page.bytes)
  const { resolve } = createResolver(page.address, 'utf-8')
  const rules = rulesFor(reading.rules)
  const times = new Map<string, number | null>()
  const addresses = entries.flatMap(({ address, modifiedAt }) => {
    const target = resolve(address)
    const plain = target === null ? null : fetchedAddress(target, rules.identity)
    if (plain !== null) times.set(plain, modifiedAt)
    return plain ?? []
  })
  const timed = (link: FoundLink): ListedLink => ({ ...link, modifiedAt: times.get(link.address) ?? null })
  if (kind === 'index') {
    const lists = [...new Set(addresses)].flatMap((address) => {
      const identity = pageIdentity(address, rules.identity)
      return identity === null ? [] : [timed({ address, identity, use: 'list', rule: -1 })]
    })
    return { followed: [], skipped: none, others: none, lists }
  }
  const sorted = sortLinks(addresses, rules.identity, createVerdicts(rules, runRule), [])
  return { ...sorted, followed: sorted.followed.map(timed), lists: [] }
}
