import { FailureError, failure } from '@shared/model/failure'
import type { Referer } from '../address/referrer-policy'
import { concatBytes } from '../async/time-slice'
import type { FetchedPage, PageReply } from '../extract/extraction'
import {
  headBytes,
  imageType,
  isDecided,
  longestHeadBytes,
  looksLikeText,
  mayBecomeImage,
} from '../image/sniff'
import type { CookieJar } from '../network/cookies/cookie-store'
import type { Reply } from '../network/http/http'
import type { TaskClient } from '../network/network'
import type { Attempted } from '../network/retry'
import type { FetchedReply, PageMemory } from './page-memory'

/** One page as it is asked for. */
export interface PageRequest {
  readonly address: string
  readonly referer?: Referer | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Asks the site although the page was fetched before; false by default. */
  readonly fresh?: boolean
}

/** Where pages come from: the site, or the pages of the last minutes. */
interface PageFetcher {
  readonly client: TaskClient
  readonly pageMemory: PageMemory
}

/** Media types of markup: the body is text even if its first bytes look like an image. */
const markup = /^\s*(text\/|application\/(xhtml\+xml|xml))/i

/** Media types of pages: one that begins with a drawing stays a page. */
const hypertext = /^\s*(text\/html|application\/xhtml\+xml)/i

/**
 * Fetches a page whole, or reports that the address answers with an image, whose body is then not read.
 *
 * Throws FailureError after the retries, among them too-large beyond the limit of a page, empty, and not-an-image for
 * what is neither a page nor an image; or the signal's reason.
 */
export function fetchPage(
  { client, pageMemory }: PageFetcher,
  { fresh = false, ...request }: PageRequest,
  signal: AbortSignal,
): Promise<PageReply> {
  const { address, headers = {} } = request
  const page = {
    request: client.requestKey(request),
    jar: client.cookies,
    cookie: () => (URL.canParse(address) ? client.cookies.header(new URL(address), cookieOf(headers)) : null),
    fresh,
    fetch: (jar: CookieJar) => fetchFromSite(client, request, jar, signal),
  }
  // Its images may need the cookies that it set: they are saved before the page is reported.
  return pageMemory.read(page, signal).finally(client.cookies.flush)
}

function cookieOf(headers: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'cookie')?.[1]
}

function fetchFromSite(
  client: TaskClient,
  request: PageRequest,
  jar: CookieJar,
  signal: AbortSignal,
): Promise<FetchedReply> {
  const attempt = async (): Promise<Attempted<FetchedReply>> => {
    const reply = await client.request({ ...request, wants: 'page' }, signal, jar)
    const noStore = /\bno-store\b/i.test(reply.header('cache-control') ?? '')
    const backoff = client.judge(reply)
    return backoff ?? { kind: 'value', value: { reply: await readPage(client, reply, signal), noStore } }
  }
  return client.retry(request.address, attempt, signal)
}

async function readPage(client: TaskClient, reply: Reply, signal: AbortSignal): Promise<PageReply> {
  const { address } = reply
  const contentType = reply.header('content-type')
  const chunks: Uint8Array[] = []
  let bytes = 0
  let known = false
  for await (const chunk of reply.body) {
    await client.pass(chunk.length, signal)
    chunks.push(chunk)
    bytes += chunk.length
    if (known || bytes < headBytes) continue
    const head = Buffer.concat(chunks, Math.min(bytes, longestHeadBytes))
    if (!isDecided(head)) continue
    known = true
    if (beginsImage(head, contentType)) return { kind: 'image', address }
  }
  if (bytes === 0) throw new FailureError(failure('empty', `nothing from ${address}`))
  const whole = await concatBytes(chunks, bytes, signal)
  if (reply.endsByClosing && !known && isCutImage(whole, contentType)) {
    throw new FailureError(failure('truncated', `an image of ${bytes} bytes`))
  }
  if (!known && beginsImage(whole, contentType)) return { kind: 'image', address }
  return { kind: 'page', page: fetchedPage(reply, whole) }
}

/** A page with what the head of its reply says of it. */
export function fetchedPage(reply: Reply, bytes: Uint8Array): FetchedPage {
  const refresh = reply.header('refresh')
  const referrerPolicy = reply.header('referrer-policy')
  return {
    address: reply.address,
    bytes,
    contentType: reply.header('content-type'),
    ...(referrerPolicy === null ? {} : { referrerPolicy }),
    ...(refresh === null ? {} : { refresh: Buffer.from(refresh, 'latin1').toString('utf8') }),
  }
}

/** Throws not-an-image for what is neither. */
function beginsImage(head: Uint8Array, contentType: string | null): boolean {
  const type = imageType(head)
  if (type !== null) return type.extension !== 'svg' || !hypertext.test(contentType ?? '')
  if (markup.test(contentType ?? '') || looksLikeText(head.subarray(0, headBytes))) return false
  throw new FailureError(failure('not-an-image', `neither page nor image: ${contentType ?? 'no type'}`))
}

/** Whether the connection ended before the first bytes showed the type of the image: another try may bring it. */
function isCutImage(head: Uint8Array, contentType: string | null): boolean {
  return imageType(head) === null && mayBecomeImage(head) && !markup.test(contentType ?? '')
}
