import { FailureError, isLocal } from '@shared/model/failure'
import { hostAndPort } from '../../address/private-address'
import type { CrawledPage } from '../../extract/records/crawled-page'
import type { SortedLinks } from '../../extract/records/page-links'
import type { EndedPage, FoundAddress, PageEnd, TakenPage } from '../database/record-store'
import { isSkippedByPattern } from '../frontier/match-rules'
import { fetchedAddress, pageIdentity } from '../frontier/page-identity'
import type { PageReader, RecordImages } from './crawl-ports'
import { type CrawlReply, fetchCrawlPage } from './fetch-crawl-page'

/** A page that has ended, with what does not go into its store. */
export interface ReadCrawlPage {
  /** What was asked for. */
  readonly address: string
  readonly identity: string
  readonly ended: EndedPage
  /** What was understood; null for a list of a site, and for what was not read. */
  readonly page: CrawledPage | null
  /** Its links, or what a list of the site has, by the rules; null: it was not read. */
  readonly links: SortedLinks | null
  /** Null: none, or none are wanted. */
  readonly images: RecordImages | null
}

/** A redirect that is not followed. */
class RefusedRedirect extends Error {
  readonly end: PageEnd

  constructor(kind: 'outside' | 'robots' | 'known', address: string) {
    super(`not followed: ${address}`)
    this.name = 'RefusedRedirect'
    this.end = { kind }
  }
}

/** A sitemap or a feed. */
const isList = ({ use }: TakenPage) => use === 'sitemap' || use === 'feed'

/** Whether robots.txt allows an address; its host gets the pace that it asks for. */
async function isAllowed({ robots, client, signal }: PageReader, url: URL): Promise<boolean> {
  if (robots === null) return true
  const { allowed, delayMs } = await robots.check(url, signal)
  if (delayMs > 0) client.pace(hostAndPort(url), delayMs)
  return allowed
}

/** Whether a rule of `skip` fits; only the thread that can be ended runs an expression, and only where there is one. */
async function isSkipped({ reading, extractor, signal }: PageReader, address: string): Promise<boolean> {
  if (isSkippedByPattern(reading.rules, address)) return true
  if (reading.rules.skip.every(({ expression }) => expression === null)) return false
  const { kind } = await extractor.judgeAddress(address, reading, signal)
  return kind === 'skip'
}

/**
 * Where a link leads counts as where it was found: out of scope and skipped addresses are not asked, nor what was read
 * already or robots.txt forbids. A start address may lead to another host, for users type one that has moved, and so may
 * a sitemap.
 */
function createRedirectGuard(reader: PageReader, page: TakenPage): (url: URL) => Promise<void> {
  const { scope, reading } = reader
  const mayMove = isList(page) || reader.starts.has(page.identity)
  return async (url) => {
    const address = fetchedAddress(url.href, reading.rules.identity)
    if (address === null) throw new RefusedRedirect('outside', url.href)
    const isOutside = !mayMove && !scope.includes(address, page.address)
    if (isOutside || (await isSkipped(reader, address))) throw new RefusedRedirect('outside', address)
    const identity = pageIdentity(address, reading.rules.identity)
    // A page may send to itself, to see whether cookies are kept.
    if (identity !== null && identity !== page.identity && (await reader.isRead(identity)))
      throw new RefusedRedirect('known', address)
    if (!(await isAllowed(reader, url))) throw new RefusedRedirect('robots', address)
  }
}

async function fetchTaken(reader: PageReader, page: TakenPage): Promise<CrawlReply | PageEnd> {
  if (!(await isAllowed(reader, new URL(page.address)))) return { kind: 'robots' }
  const { address } = page
  const wants = isList(page) ? 'list' : 'page'
  // A list is read also where it has not changed: it says which of the known pages need not be asked.
  const { etag, lastModified } = isList(page) ? { etag: null, lastModified: null } : page
  const beforeRedirect = createRedirectGuard(reader, page)
  const request = { ...reader.request(address), address, etag, lastModified, wants, beforeRedirect } as const
  return await fetchCrawlPage(reader.client, request, reader.signal)
}

/** A page that brought nothing. */
function without({ id, address, identity }: TakenPage, end: PageEnd): ReadCrawlPage {
  return {
    address,
    identity,
    ended: { id, end, alsoKnownAs: [], found: [], record: null },
    page: null,
    links: null,
    images: null,
  }
}

/** How a page ends that could not be read. Throws what is no failure of the page. */
function endOfError(error: unknown, signal: AbortSignal): PageEnd {
  if (signal.aborted) throw signal.reason
  if (error instanceof RefusedRedirect) return error.end
  if (!(error instanceof FailureError) || isLocal(error.failure)) throw error
  const { failure } = error
  const isGone = failure.kind === 'not-found'
  return isGone ? { kind: 'gone', failure } : { kind: 'failed', failure }
}

type Found = CrawledPage['followed'][number] & { readonly modifiedAt?: number | null }

/** The links of a page that are in scope, as the store takes them. */
function foundOn(reader: PageReader, links: readonly Found[], from: string, depth: number): FoundAddress[] {
  return links.flatMap(({ address, identity, use, rule, modifiedAt = null }) => {
    if (!reader.scope.includes(address, from)) return []
    const at = modifiedAt === null ? {} : { modifiedAt }
    return {
      identity,
      address,
      host: new URL(address).host,
      depth,
      use,
      ...(rule < 0 ? {} : { rule }),
      ...at,
    }
  })
}

async function readList(reader: PageReader, taken: TakenPage, reply: Extract<CrawlReply, { kind: 'page' }>) {
  const { page, etag, lastModified, servedAt } = reply
  const listed = await reader.extractor.listed(page, reader.reading, reader.signal)
  const { followed, lists } = listed
  // A list stands for its pages: they are where the crawl begins. Lists of lists come behind them, and are counted.
  const pages = foundOn(reader, followed, page.address, 0)
  const further = foundOn(reader, lists, page.address, taken.depth + 1).map((one) => ({
    ...one,
    use: 'sitemap' as const,
  }))
  const end: PageEnd = { kind: 'read', etag, lastModified, servedAt }
  const found = [...further, ...pages]
  const ended = { id: taken.id, end, alsoKnownAs: [], found, record: null }
  return { address: taken.address, identity: taken.identity, ended, page: null, links: listed, images: null }
}

async function readPage(
  reader: PageReader,
  taken: TakenPage,
  { page, etag, lastModified, servedAt, robotsTag }: Extract<CrawlReply, { kind: 'page' }>,
): Promise<ReadCrawlPage> {
  const use = taken.use === 'record' ? 'record' : 'list'
  const { identity: askedFor } = taken
  const asked = { identity: askedFor, use, isStart: reader.starts.has(askedFor), robotsTag } as const
  const read = await reader.extractor.crawl(page, asked, reader.reading, reader.signal)
  const alsoKnownAs = [...new Set([read.answered, read.identity])].filter((one) => one !== taken.identity)
  if (read.use === null) return { ...without(taken, { kind: 'outside' }), page: read }
  const { record, identity, address } = read
  return {
    address: taken.address,
    identity: taken.identity,
    ended: {
      id: taken.id,
      end: { kind: 'read', etag, lastModified, servedAt },
      alsoKnownAs,
      found: foundOn(reader, read.followed, page.address, taken.depth + 1),
      record:
        record === null
          ? null
          : { key: record.key ?? identity, address, fields: record.fields, textHash: record.textHash },
    },
    page: read,
    links: read,
    images: read.images.length === 0 ? null : { page: address, title: read.title, images: read.images },
  }
}

/**
 * Asks for a page whose turn has come, and reads it.
 *
 * What goes wrong with the page is how it ends. Throws FailureError of this machine, what is a bug, or the signal's
 * reason.
 */
export async function readCrawlPage(reader: PageReader, taken: TakenPage): Promise<ReadCrawlPage> {
  try {
    const reply = await fetchTaken(reader, taken)
    if (reply.kind === 'page') {
      return await (isList(taken) ? readList(reader, taken, reply) : readPage(reader, taken, reply))
    }
    return without(taken, reply)
  } catch (error) {
    return without(taken, endOfError(error, reader.signal))
  }
}
