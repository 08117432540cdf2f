/** The thread that reads pages: its time and memory are bounded from outside, so that no page can hold the engine. */
import { parentPort } from 'node:worker_threads'
import { type Failure, FailureError, failure } from '@shared/model/failure'
import type { Recipe } from '@shared/model/recipe'
import type { AddressVerdict } from '../../records/frontier/match-rules'
import { extract } from '../extract'
import type { ExtractContext, FetchedPage, SiteTemplate } from '../extraction'
import { diffPages } from '../judge/diff-pages'
import {
  type CrawledPage,
  type CrawlReading,
  judgeAddress,
  type PageAsked,
  readCrawledPage,
} from '../records/crawled-page'
import type { ListedPages } from '../records/listed-pages'
import { type InlinePicture, inlinePicturesOf } from '../versions/inline-picture'
import { buffersOf, type PackedExtraction, packExtraction } from './packed-extraction'
import { beginJob } from './running-rule'

/** What the worker is asked for; one at a time. */
export type ExtractRequest =
  | {
      readonly kind: 'extract'
      readonly page: FetchedPage
      readonly recipe: Recipe
      readonly context: ExtractContext
    }
  | {
      readonly kind: 'compare'
      /** Two or three of one range. */
      readonly pages: readonly FetchedPage[]
      readonly fallbackEncoding: string
    }
  | {
      readonly kind: 'inline'
      readonly page: FetchedPage
      /** SHA-256 of the pictures inside the page that are wanted. */
      readonly hashes: readonly string[]
    }
  | {
      readonly kind: 'crawl'
      readonly page: FetchedPage
      readonly asked: PageAsked
      readonly reading: CrawlReading
    }
  | {
      readonly kind: 'listed'
      /** A sitemap or a feed. */
      readonly page: FetchedPage
      readonly reading: CrawlReading
    }
  | {
      readonly kind: 'judge-address'
      readonly address: string
      readonly reading: CrawlReading
    }

/** A job on its way to the worker. */
export interface ExtractMessage {
  readonly job: ExtractRequest
  /** Where the worker notes which rule runs; shared with the thread that waits. */
  readonly rules: Int32Array<SharedArrayBuffer>
}

/** What it says: `ready` once when it has loaded, then one answer a job. */
export type ExtractReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'extracted'; readonly extraction: PackedExtraction }
  | { readonly kind: 'compared'; readonly template: SiteTemplate }
  | { readonly kind: 'crawled'; readonly page: CrawledPage }
  | { readonly kind: 'listed'; readonly list: ListedPages }
  | { readonly kind: 'address-judged'; readonly verdict: AddressVerdict }
  | { readonly kind: 'inline'; readonly pictures: readonly InlinePicture[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** A defect; the stack says where. */
  | { readonly kind: 'broken'; readonly stack: string }

async function perform(job: ExtractRequest): Promise<ExtractReply> {
  try {
    switch (job.kind) {
      case 'extract':
        return { kind: 'extracted', extraction: packExtraction(extract(job.page, job.recipe, job.context)) }
      case 'compare':
        return { kind: 'compared', template: diffPages(job.pages, job.fallbackEncoding) }
      case 'inline':
        return { kind: 'inline', pictures: inlinePicturesOf(job.page, new Set(job.hashes)) }
      case 'crawl':
        return { kind: 'crawled', page: readCrawledPage(job.page, job.asked, job.reading) }
      case 'judge-address':
        return { kind: 'address-judged', verdict: judgeAddress(job.address, job.reading) }
      case 'listed': {
        // The parsers of lists are loaded where one is read: no other page waits for them.
        const { readListedPages } = await import('../records/listed-pages')
        return { kind: 'listed', list: readListedPages(job.page, job.reading) }
      }
    }
  } catch (error) {
    if (error instanceof FailureError) return { kind: 'failed', failure: error.failure }
    // A stack or a string beyond the engine's bounds: what a page is made of, no defect of ours
    if (error instanceof RangeError) return { kind: 'failed', failure: failure('too-large', error.message) }
    // An expression that was fine to read and is too large to run
    if (error instanceof SyntaxError)
      return { kind: 'failed', failure: failure('invalid-input', error.message) }
    return { kind: 'broken', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** The buffers of an answer, which move to the engine with it. */
function buffersIn(answer: ExtractReply): ArrayBuffer[] {
  if (answer.kind === 'extracted') return buffersOf(answer.extraction)
  return answer.kind === 'inline' ? answer.pictures.map(({ bytes }) => bytes.buffer) : []
}

const send = (answer: ExtractReply) => parentPort?.postMessage(answer, buffersIn(answer))
parentPort?.on('message', ({ job, rules }: ExtractMessage) => {
  beginJob(rules, () => performance.now())
  void perform(job).then(send)
})
send({ kind: 'ready' })
