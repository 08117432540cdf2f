import type { PageUse } from '@shared/model/crawl/crawl-plan'
import { type AddressVerdict, createVerdicts } from '../../records/frontier/match-rules'
import { fetchedAddress, pageIdentity } from '../../records/frontier/page-identity'
import type { FetchedPage, FoundImage } from '../extraction'
import { openPage, type PageDocument } from '../html/page-document'
import { identityOf } from '../identity'
import { createPolicies } from '../page-head'
import { createRewriter } from '../recipes/rewrite'
import { collectImages, createSkippedList } from '../skipped'
import { titleOf } from '../titles/title'
import { findImageAddress } from '../versions/image-address'
import { beginRules, runRule } from '../worker/running-rule'
import { forbidsFollowing, linksOf, type SortedLinks, sortLinks } from './page-links'
import { type PageRecord, recordOfPage } from './record-of-page'
import { type CrawlReading, rulesOfReading } from './rules-of-reading'

export type { CrawlReading } from './rules-of-reading'

/** What is known of a page before it is read. */
export interface PageAsked {
  /** Of the address that was asked for. */
  readonly identity: string
  /** What it is read for when no rule fits. */
  readonly use: PageUse
  /** The user named it: it is read wherever it has moved. */
  readonly isStart: boolean
  readonly robotsTag: string | null
}

/** A page of a crawl that was read. */
export interface CrawledPage extends SortedLinks {
  /** Null: it was redirected to an address that no rule follows; nothing of it is taken. */
  readonly use: PageUse | null
  /** Where it is, after redirects and by its canonical link. */
  readonly address: string
  readonly identity: string
  /** Identity of the address that answered. */
  readonly answered: string
  /** It forbids to follow its links. */
  readonly nofollow: boolean
  readonly record: PageRecord | null
  /** Pictures of the record. */
  readonly images: readonly FoundImage[]
  readonly title: string
}

/** Most pictures of one record. */
const mostImages = 10_000

/** Where a picture's address is looked for, as in recipes. */
const imageAttributes = ['data-original', 'data-src', 'srcset', 'link', 'src'] as const

function imagesOf(selector: string | null, page: PageDocument): readonly FoundImage[] {
  if (selector === null) return []
  const skipped = createSkippedList()
  const policyOf = createPolicies(page)
  const found = page.select(selector, 'crawl.images').slice(0, mostImages)
  const addresses = found.flatMap((element) => {
    const image = findImageAddress(element, imageAttributes, page, skipped)
    return image ? [{ ...image, policy: policyOf(element, image.source) }] : []
  })
  return collectImages(addresses, createRewriter([], []), skipped)
}

/** What the rules say about an address that is not on a page: where a redirect leads. Throws as `readCrawledPage` does. */
export function judgeAddress(address: string, reading: CrawlReading): AddressVerdict {
  beginRules(rulesOfReading(reading))
  return createVerdicts(reading.rules, runRule)(address)
}

/** Same host and port. */
function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host
}

/** What its canonical link, else `og:url`, says; null for none, and for what no record of the crawl may be. */
function canonicalOf(page: PageDocument, isRecord: (address: string) => boolean): string | null {
  const { canonical, ogUrl } = identityOf(page)
  const named = canonical ?? ogUrl
  // Many sites name their front page on every page: a record is only where the rules follow records.
  return named !== null && isSameHost(named, page.address) && isRecord(named) ? named : null
}

/**
 * Reads a page of a crawl: its links by the rules, its record, its pictures. Pure; may take long for a hostile page or
 * plan, hence it runs in a worker.
 *
 * Throws FailureError: `too-large` for a page beyond all bounds, `invalid-input` for a selector or expression that is
 * none.
 */
export function readCrawledPage(page: FetchedPage, asked: PageAsked, reading: CrawlReading): CrawledPage {
  beginRules(rulesOfReading(reading))
  const document = openPage(page, reading.encoding, reading.fallbackEncoding)
  const { rules } = reading
  const verdict = createVerdicts(rules, runRule)
  const address = fetchedAddress(page.address, rules.identity) ?? page.address
  const answered = pageIdentity(page.address, rules.identity) ?? asked.identity
  const own = verdict(address)
  const isMoved = answered !== asked.identity
  const isLost = isMoved && (own.kind === 'skip' || !asked.isStart)
  const use = own.kind === 'follow' ? own.use : isLost ? null : asked.use
  const nofollow = reading.obeysRobots && forbidsFollowing(document, asked.robotsTag)
  const links = use === null || nofollow ? [] : linksOf(document)
  const sorted = sortLinks(links, rules.identity, verdict, [answered, asked.identity])
  const record = use === 'record' && reading.record !== null ? recordOfPage(reading.record, document) : null
  const isRecord = (one: string) => {
    const said = verdict(fetchedAddress(one, rules.identity) ?? one)
    return said.kind === 'follow' && said.use === 'record'
  }
  const named = record !== null && rules.canonical ? canonicalOf(document, isRecord) : null
  const at = (named === null ? null : fetchedAddress(named, rules.identity)) ?? address
  return {
    ...sorted,
    use,
    address: at,
    identity: pageIdentity(at, rules.identity) ?? answered,
    answered,
    nofollow,
    record,
    images: record === null ? [] : imagesOf(reading.images, document),
    title: titleOf(document, null),
  }
}
