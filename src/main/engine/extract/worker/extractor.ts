import { FailureError } from '@shared/model/failure'
import type { Recipe } from '@shared/model/recipe'
import { concatBytes } from '../../async/time-slice'
import type { Log } from '../../ports/ports'
import type { ExtractContext, Extraction, SiteTemplate } from '../extraction'
import type { FetchedPage } from '../fetched-page'
import { bytesOf, startThread, type Thread } from './extract-thread'
import type { ExtractAnswer, ExtractJob } from './extract-worker'
import { unpackExtraction } from './packed-extraction'

/** The worker file and its limits. */
export interface ExtractorOptions {
  /** Built file of `extract-worker.ts`. */
  readonly workerFile: string
  /** Longest time for one page, in milliseconds, not counting the start of the worker; up to four times as long on a machine that is busy with other things. */
  readonly timeLimitMs?: number
  /** Heap of the worker. */
  readonly memoryMiB?: number
  /** Clock of durations, in milliseconds. */
  readonly monotonic: () => number
  /** Processor time that the whole program has used, in milliseconds: it tells a busy machine from a heavy page. */
  readonly processorMs: () => number
  readonly log: Log
}

/**
 * Reads pages in a worker thread, one at a time and in order.
 *
 * A page or a recipe that takes too long or too much memory costs its own job: the worker is ended, the job rejects
 * with FailureError `too-large`, or `recipe-too-slow` if a rule of the recipe ran; the next job gets a new worker. The caller's bytes are copied when its job begins and stay his.
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
  /** What two pages of one range share. */
  compare(
    a: FetchedPage,
    b: FetchedPage,
    fallbackEncoding: string,
    signal: AbortSignal,
  ): Promise<SiteTemplate>
  /** Ends the worker; jobs that wait or run reject with the reason `quit`. */
  close(): Promise<void>
}

/** One that waits holds no bytes of its own; how many wait is bounded by the pages that the tasks read at once. */
interface WaitingJob {
  /** Makes the job with bytes of its own, which move to the worker; rejects with the signal's reason. */
  readonly make: () => Promise<ExtractJob>
  readonly signal: AbortSignal
  readonly resolve: (answer: ExtractAnswer) => void
  readonly reject: (reason: unknown) => void
}

/** Pages up to so many bytes are read in a thread with a small heap, which V8 then keeps small. */
const smallPageBytes = 4 * 1024 ** 2
const smallMemoryMiB = 160

/** After a page of so many bytes the thread ends: a heap that has grown for it would stay grown. */
const heavyPageBytes = 1024 ** 2

function sizeOf(job: ExtractJob): number {
  return bytesOf(job).reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** A page whose bytes fill a buffer of their own: that one can move to the worker; the caller's may be pooled. */
async function ownBytes(page: FetchedPage, signal: AbortSignal): Promise<FetchedPage> {
  return { ...page, bytes: await concatBytes([page.bytes], page.bytes.length, signal) }
}

/** Starts no thread before it is warmed or has a job; an idle one does not keep the program alive. */
export function createExtractor(given: ExtractorOptions): Extractor {
  const options = { timeLimitMs: 10_000, memoryMiB: 512, ...given }
  const small = Math.min(smallMemoryMiB, options.memoryMiB)
  const waiting: WaitingJob[] = []
  let thread: Thread | null = null
  let running: WaitingJob | null = null
  let closed = false

  /** The answer of a thread with this much memory; the present one serves if it has that much. */
  const performIn = async (memoryMiB: number, job: ExtractJob): Promise<ExtractAnswer> => {
    if (thread && thread.memoryMiB < memoryMiB) await thread.end()
    if (closed) throw 'quit'
    const present = started(memoryMiB)
    const bytes = sizeOf(job)
    const answer = await present.perform(job)
    // Before the answer is unpacked: the two heaps never stand side by side at their largest.
    if (bytes >= heavyPageBytes) await present.end()
    return answer
  }

  /** The present thread; a new one with this much memory if there is none. */
  const started = (memoryMiB: number): Thread => {
    if (!thread || thread.ended) thread = startThread({ ...options, memoryMiB })
    return thread
  }

  const perform = async (make: () => Promise<ExtractJob>): Promise<ExtractAnswer> => {
    const job = await make()
    try {
      return await performIn(sizeOf(job) <= smallPageBytes ? small : options.memoryMiB, job)
    } catch (reason) {
      // Dense pages need more than their size tells.
      if (thread?.outgrown && thread.memoryMiB < options.memoryMiB)
        return performIn(options.memoryMiB, await make())
      throw reason
    }
  }

  const performNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      running = next
      try {
        next.resolve(await perform(next.make))
      } catch (reason) {
        next.reject(reason)
      }
      running = null
    }
  }

  const submit = (make: () => Promise<ExtractJob>, signal: AbortSignal): Promise<ExtractAnswer> =>
    new Promise<ExtractAnswer>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      if (closed) return reject('quit')
      const abort = () => {
        const at = waiting.indexOf(entry)
        if (at >= 0) waiting.splice(at, 1)
        // a job that runs already goes on to its end or limit: its answer is dropped
        reject(signal.reason)
      }
      const forget = () => signal.removeEventListener('abort', abort)
      const entry: WaitingJob = {
        make,
        signal,
        resolve: (answer) => {
          forget()
          resolve(answer)
        },
        reject: (reason) => {
          forget()
          reject(reason)
        },
      }
      signal.addEventListener('abort', abort, { once: true })
      waiting.push(entry)
      if (!running) void performNext()
    })

  const answerTo = async <K extends 'extracted' | 'compared'>(
    make: () => Promise<ExtractJob>,
    kind: K,
    signal: AbortSignal,
  ) => {
    const answer = await submit(make, signal)
    if (answer.kind === kind) return answer as Extract<ExtractAnswer, { kind: K }>
    if (answer.kind === 'failed') throw new FailureError(answer.failure)
    throw new Error(answer.kind === 'broken' ? answer.stack : `the worker answered ${answer.kind}`)
  }

  return {
    async extract(page, recipe, context, signal) {
      const make = async (): Promise<ExtractJob> => {
        return { kind: 'extract', page: await ownBytes(page, signal), recipe, context }
      }
      return unpackExtraction((await answerTo(make, 'extracted', signal)).extraction, signal)
    },
    warm() {
      if (!closed) started(small)
    },
    async compare(a, b, fallbackEncoding, signal) {
      const make = async (): Promise<ExtractJob> => {
        return {
          kind: 'compare',
          a: await ownBytes(a, signal),
          b: await ownBytes(b, signal),
          fallbackEncoding,
        }
      }
      return (await answerTo(make, 'compared', signal)).template
    },
    async close() {
      closed = true
      for (const entry of waiting.splice(0)) entry.reject('quit')
      running?.reject('quit')
      await thread?.end()
    },
  }
}
