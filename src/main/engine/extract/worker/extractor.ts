import { FailureError } from '@shared/model/failure'
import type { Recipe } from '@shared/model/recipe'
import { type ChildController, childController, untilAborted } from '../../async/cancellation'
import { createSemaphore } from '../../async/semaphore'
import { concatBytes } from '../../async/time-slice'
import type { Log, StartWorker } from '../../ports/ports'
import type { AddressVerdict } from '../../records/frontier/match-rules'
import type { ExtractContext, Extraction, FetchedPage, SiteTemplate } from '../extraction'
import type { CrawledPage, CrawlReading, PageAsked } from '../records/crawled-page'
import type { ListedPages } from '../records/listed-pages'
import type { InlinePicture } from '../versions/inline-picture'
import { sizeOf, startThread, type Thread, type ThreadOptions } from './extract-thread'
import type { ExtractReply, ExtractRequest } from './extract-worker'
import { unpackExtraction } from './packed-extraction'

/** The worker file and its limits. */
export interface ExtractorOptions {
  readonly startWorker: StartWorker
  /** Built file of `extract-worker.ts`. */
  readonly workerFile: string
  /**
   * Longest time for one page, in milliseconds, not counting the start of the worker; a tenth more for each MiB of the page,
   * and up to four times as long on a machine that is busy with other things.
   */
  readonly timeLimitMs?: number
  /** Heap of the worker. */
  readonly memoryMiB?: number
  /** Clock of durations, in milliseconds. */
  readonly monotonic: () => number
  /** Processor time that the whole program has used, in milliseconds: it distinguishes a busy machine from a heavy page. */
  readonly processorMs: () => number
  readonly log: Log
}

/**
 * Reads pages in a worker thread, one at a time and in order.
 *
 * A page or a recipe that takes too long or too much memory costs its own job: the worker is ended, the job rejects
 * with FailureError `too-large`, or `recipe-too-slow` if a rule of the recipe ran; the next job gets a new
 * worker. The caller's bytes are copied when its job begins and stay the caller's.
 * An aborted job rejects with the signal's reason at once.
 */
export interface Extractor {
  /** Rejects with FailureError `too-large`, `recipe-too-slow`, or `invalid-input` for a selector or expression of the recipe. */
  extract(
    page: FetchedPage,
    recipe: Recipe,
    context: ExtractContext,
    signal: AbortSignal,
  ): Promise<Extraction>
  /** A page is on its way: the thread starts meanwhile. */
  warm(): void
  /** What two or three pages of one range share. */
  compare(pages: readonly FetchedPage[], fallbackEncoding: string, signal: AbortSignal): Promise<SiteTemplate>
  /**
   * The pictures inside a page that have these hashes (see `readInlineAddress`), each once; those that the page does not
   * hold are absent.
   */
  inline(page: FetchedPage, hashes: readonly string[], signal: AbortSignal): Promise<readonly InlinePicture[]>
  /** Reads a page of a crawl; rejects as `extract` does. */
  crawl(page: FetchedPage, asked: PageAsked, reading: CrawlReading, signal: AbortSignal): Promise<CrawledPage>
  /** What the rules of a crawl say about an address: their expressions run in the thread. Rejects as `extract` does. */
  judgeAddress(address: string, reading: CrawlReading, signal: AbortSignal): Promise<AddressVerdict>
  /** Reads a sitemap or a feed; rejects as `extract` does, and with `decode` for what is neither. */
  listed(page: FetchedPage, reading: CrawlReading, signal: AbortSignal): Promise<ListedPages>
  /** Ends the worker; jobs that wait or run reject with the reason `quit`. */
  close(): Promise<void>
}

/** Pages up to so many bytes are read in a thread with a small heap, which V8 then keeps small; 100,000 pictures are 3 MB. */
const smallPageBytes = 1.5 * 1024 ** 2
const smallMemoryMiB = 160

/** After a page of so many bytes the thread ends: a heap that has grown for it would stay grown. */
const heavyPageBytes = 1024 ** 2

/** A page whose bytes fill a buffer of their own: that one can move to the worker; the caller's may be pooled. */
async function ownBytes(page: FetchedPage, signal: AbortSignal): Promise<FetchedPage> {
  return { ...page, bytes: await concatBytes([page.bytes], page.bytes.length, signal) }
}

/** One thread at a time, with as much memory as the job needs. */
function createFittingThread(limits: ThreadOptions) {
  const small = Math.min(smallMemoryMiB, limits.memoryMiB)
  let thread: Thread | null = null
  let closed = false

  /** The present thread; a new one with this much memory if there is none. */
  const started = (memoryMiB: number): Thread => {
    if (!thread || thread.ended) thread = startThread({ ...limits, memoryMiB })
    return thread
  }

  /** The answer of a thread with this much memory; the present one serves if it has that much. */
  const performIn = async (memoryMiB: number, job: ExtractRequest): Promise<ExtractReply> => {
    if (thread && thread.memoryMiB < memoryMiB) await thread.end()
    if (closed) throw 'quit'
    const present = started(memoryMiB)
    const bytes = sizeOf(job)
    const answer = await present.perform(job)
    // Before the answer is unpacked: the two heaps never stand side by side at their largest.
    if (bytes >= heavyPageBytes) await present.end()
    return answer
  }

  return {
    warm: () => {
      if (!closed) started(small)
    },
    /** `make` makes the job with bytes of its own, which move to the worker. */
    perform: async (make: () => Promise<ExtractRequest>): Promise<ExtractReply> => {
      const job = await make()
      try {
        return await performIn(sizeOf(job) <= smallPageBytes ? small : limits.memoryMiB, job)
      } catch (reason) {
        // Dense pages need more than their size says.
        if (thread?.outgrown && thread.memoryMiB < limits.memoryMiB)
          return performIn(limits.memoryMiB, await make())
        throw reason
      }
    },
    end: async () => {
      closed = true
      await thread?.end()
    },
  }
}

/** Starts no thread before it is warmed or has a job; an idle one does not keep the program alive. */
export function createExtractor(options: ExtractorOptions): Extractor {
  const thread = createFittingThread({ timeLimitMs: 10_000, memoryMiB: 512, ...options })
  const turn = createSemaphore(1)
  /** One that waits holds no bytes of its own; how many wait is bounded by the pages that the tasks read at once. */
  const open = new Set<ChildController>()
  let closed = false

  async function answerTo<
    K extends 'extracted' | 'compared' | 'inline' | 'crawled' | 'listed' | 'address-judged',
  >(
    make: () => Promise<ExtractRequest>,
    kind: K,
    signal: AbortSignal,
  ): Promise<Extract<ExtractReply, { kind: K }>> {
    signal.throwIfAborted()
    if (closed) throw 'quit'
    using job = childController(signal)
    open.add(job)
    try {
      const permit = await turn.acquire(job.signal)
      // A job that runs already continues to its end or limit, aborted or not: its answer is dropped.
      const answer = thread.perform(make).finally(() => permit[Symbol.dispose]())
      return expectKind(await untilAborted(answer, job.signal), kind)
    } finally {
      open.delete(job)
    }
  }

  return {
    async extract(page, recipe, context, signal) {
      const make = async (): Promise<ExtractRequest> => {
        return { kind: 'extract', page: await ownBytes(page, signal), recipe, context }
      }
      return unpackExtraction((await answerTo(make, 'extracted', signal)).extraction, signal)
    },
    warm: thread.warm,
    async compare(pages, fallbackEncoding, signal) {
      const make = async (): Promise<ExtractRequest> => {
        const own = await Promise.all(pages.map((page) => ownBytes(page, signal)))
        return { kind: 'compare', pages: own, fallbackEncoding }
      }
      return (await answerTo(make, 'compared', signal)).template
    },
    async inline(page, hashes, signal) {
      const make = async (): Promise<ExtractRequest> => {
        return { kind: 'inline', page: await ownBytes(page, signal), hashes }
      }
      return (await answerTo(make, 'inline', signal)).pictures
    },
    async crawl(page, asked, reading, signal) {
      const make = async (): Promise<ExtractRequest> => {
        return { kind: 'crawl', page: await ownBytes(page, signal), asked, reading }
      }
      return (await answerTo(make, 'crawled', signal)).page
    },
    async judgeAddress(address, reading, signal) {
      const make = async (): Promise<ExtractRequest> => ({ kind: 'judge-address', address, reading })
      return (await answerTo(make, 'address-judged', signal)).verdict
    },
    async listed(page, reading, signal) {
      const make = async (): Promise<ExtractRequest> => {
        return { kind: 'listed', page: await ownBytes(page, signal), reading }
      }
      return (await answerTo(make, 'listed', signal)).list
    },
    async close() {
      closed = true
      for (const job of open) job.abort('quit')
      await thread.end()
    },
  }
}

/** The answer, if it is of this kind. Throws the failure that it holds instead, or an Error for a defect. */
function expectKind<K extends ExtractReply['kind']>(
  answer: ExtractReply,
  kind: K,
): Extract<ExtractReply, { kind: K }> {
  if (isKind(answer, kind)) return answer
  if (answer.kind === 'failed') throw new FailureError(answer.failure)
  throw new Error(answer.kind === 'broken' ? answer.stack : `the worker answered ${answer.kind}`)
}

function isKind<K extends ExtractReply['kind']>(
  answer: ExtractReply,
  kind: K,
): answer is Extract<ExtractReply, { kind: K }> {
  return answer.kind === kind
}
