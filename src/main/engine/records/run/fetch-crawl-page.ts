import { FailureError, failure, statusFailure } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import type { Referer } from '../../address/referrer-policy'
import { fetchedPage } from '../../crawl/fetch-page'
import type { FetchedPage } from '../../extract/extraction'
import type { Reply } from '../../network/http/http'
import { parseHttpDate } from '../../network/http-date'
import type { TaskClient } from '../../network/network'
import { readBody } from '../../network/read-body'
import type { Attempted } from '../../network/retry'
import { type RobotsReply, robotsBytes } from '../politeness/robots'

/** One page as it is asked for. */
export interface CrawlRequest {
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  readonly referer?: Referer | undefined
  /** Of the reply that was read last: the site may answer that nothing has changed (RFC 9110 §13.1). */
  readonly etag: string | null
  readonly lastModified: string | null
  /** What it is fetched for: a page, or what programs read. */
  readonly wants: 'page' | 'list'
  /** Waited for before a redirect is followed; throws to refuse it. */
  readonly beforeRedirect: (url: URL) => Promise<void>
}

/** What came. */
export type CrawlReply =
  /** 304: nothing has changed. */
  | { readonly kind: 'unchanged'; readonly servedAt: EpochMs | null }
  | {
      readonly kind: 'page'
      readonly page: FetchedPage
      readonly etag: string | null
      readonly lastModified: string | null
      /** The `Date` of the answer; null: none, or none that can be read. */
      readonly servedAt: EpochMs | null
      /** The `X-Robots-Tag` fields. */
      readonly robotsTag: string | null
    }

/** Media types of what can be read as a page; nothing named may be one. */
const readable = /^\s*(?:$|text\/|application\/(?:xhtml\+xml|xml|rss\+xml|atom\+xml|octet-stream))/i

/** Markup and text hold no NUL in their first bytes, but for UTF-16 and UTF-32 with their marks. */
function isBinary(bytes: Uint8Array): boolean {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !isWide && bytes.subarray(0, 1024).includes(0)
}

function conditions({ etag, lastModified }: CrawlRequest): Record<string, string> {
  return {
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(lastModified === null ? {} : { 'if-modified-since': lastModified }),
  }
}

function servedAtOf(reply: Reply): EpochMs | null {
  const date = reply.header('date')
  // A year of two digits, which would be guessed, is taken for a past one: then the page is asked again.
  return date === null ? null : parseHttpDate(date, 0)
}

async function pageOf(
  client: TaskClient,
  reply: Reply,
  wants: CrawlRequest['wants'],
  signal: AbortSignal,
): Promise<CrawlReply> {
  const contentType = reply.header('content-type')
  if (wants === 'page' && !readable.test(contentType ?? '')) {
    reply.discard()
    throw new FailureError(failure('not-a-page', `${contentType} from ${reply.address}`))
  }
  const bytes = await readBody(client, reply, Infinity, signal)
  if (bytes.length === 0) throw new FailureError(failure('empty', `nothing from ${reply.address}`))
  if (wants === 'page' && isBinary(bytes))
    throw new FailureError(failure('not-a-page', `bytes that are no text from ${reply.address}`))
  return {
    kind: 'page',
    page: fetchedPage(reply, bytes),
    etag: reply.header('etag'),
    lastModified: reply.header('last-modified'),
    servedAt: servedAtOf(reply),
    robotsTag: reply.header('x-robots-tag'),
  }
}

/**
 * Fetches a page of a crawl whole, under the limits and retries of the task.
 *
 * Throws FailureError after the retries, among them `not-a-page` for what is no text, `too-large`, `empty`; what
 * `beforeRedirect` throws; or the signal's reason.
 */
export function fetchCrawlPage(
  client: TaskClient,
  request: CrawlRequest,
  signal: AbortSignal,
): Promise<CrawlReply> {
  const { address, referer, beforeRedirect, wants } = request
  const headers = { ...request.headers, ...conditions(request) }
  const attempt = async (): Promise<Attempted<CrawlReply>> => {
    const asked = { address, referer, headers, wants: 'page', beforeRedirect } as const
    const reply = await client.request(asked, signal)
    if (reply.status === 304) {
      reply.discard()
      // It was not asked whether it had changed: a cache on the way is broken.
      if (request.etag === null && request.lastModified === null)
        throw new FailureError(statusFailure(304, `304 from ${reply.address}, which was not asked for`))
      return { kind: 'value', value: { kind: 'unchanged', servedAt: servedAtOf(reply) } }
    }
    const backoff = client.judge(reply)
    return backoff ?? { kind: 'value', value: await pageOf(client, reply, wants, signal) }
  }
  return client.retry(address, attempt, signal)
}

/** Statuses that say "no such file" (RFC 9309 §2.3.1.3); 429 is none of them: the site is busy. */
function isAbsent(status: number): boolean {
  return status >= 400 && status < 500 && status !== 429
}

/** Fetches a robots.txt. Throws the FailureError of one that could not be read. */
export function fetchRobots(
  client: TaskClient,
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<RobotsReply> {
  const attempt = async (): Promise<Attempted<RobotsReply>> => {
    const reply = await client.request({ address, headers, wants: 'page' }, signal)
    if (isAbsent(reply.status)) {
      reply.discard()
      return { kind: 'value', value: { kind: 'none' } }
    }
    const backoff = client.judge(reply)
    if (backoff !== null) return backoff
    const bytes = await readBody(client, reply, robotsBytes, signal)
    const text = Buffer.from(bytes.subarray(0, robotsBytes)).toString('utf8')
    // A page instead of a file: a site that answers everything with its front page has no robots.txt.
    return {
      kind: 'value',
      value: /^\s*<(?:!doctype|html)/i.test(text) ? { kind: 'none' } : { kind: 'text', text },
    }
  }
  return client.retry(address, attempt, signal)
}
