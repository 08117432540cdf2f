import { type Failure, FailureError, failure } from '@shared/model/failure'
import type { Log, StartWorker } from '../../ports/ports'
import { rulesOfReading } from '../records/rules-of-reading'
import type { ExtractMessage, ExtractReply, ExtractRequest } from './extract-worker'
import { clearRules, createRuleMemory, type Rule, rulesOf, runningRule } from './running-rule'

/** Longest time from the start of a worker until it takes jobs: a busy machine loads slowly. */
const startLimitMs = 60_000

/**
 * A job has so many times its limit while the whole program got less than this share of one processor: a busy machine,
 * or one that was asleep, makes no page too large.
 */
const mostTimes = 4
const fullShare = 0.8

/** Share of the limit that a page has besides for each MiB: 100,000 linked pictures take more time than any ordinary page. */
const sharePerMiB = 0.1

/** Most of the young generation; the usual triple would be a tenth of what one task may take. */
const youngMiB = 8

/** A started worker and how to end it. */
export interface Thread {
  readonly memoryMiB: number
  /** Answers one job; rejects with FailureError `too-large` or `recipe-too-slow` when the thread had to be ended. */
  perform(job: ExtractRequest): Promise<ExtractReply>
  readonly ended: boolean
  /** It ended because its heap was too small. */
  readonly outgrown: boolean
  end(): Promise<void>
}

/** Limits of the thread: time in milliseconds, heap in MiB. */
export interface ThreadOptions {
  readonly startWorker: StartWorker
  readonly workerFile: string
  readonly timeLimitMs: number
  readonly memoryMiB: number
  /** Clock of durations, in milliseconds. */
  readonly monotonic: () => number
  /** Processor time that the whole program has used, in milliseconds. */
  readonly processorMs: () => number
  readonly log: Log
}

/** The buffers of a job's pages, which move to the worker with it. */
export function bytesOf(job: ExtractRequest): ArrayBuffer[] {
  if (job.kind === 'judge-address') return []
  const pages = job.kind === 'compare' ? job.pages : [job.page]
  return pages.map((page) => page.bytes.buffer as ArrayBuffer)
}

/** Bytes of a job's pages. */
export function sizeOf(job: ExtractRequest): number {
  return bytesOf(job).reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/** Longest part of a rule that a failure quotes. */
const longestQuoted = 200

function tooMuchMemory(memoryMiB: number): Failure {
  return failure('too-large', `the page takes more than ${memoryMiB} MiB to read`)
}

function rulesOfJob(job: ExtractRequest): readonly Rule[] {
  if (job.kind === 'extract') return rulesOf(job.recipe)
  return 'reading' in job ? rulesOfReading(job.reading) : []
}

/** Why a job was given up: a rule of its recipe that runs, else the page. */
function tooLong(job: ExtractRequest, rules: Int32Array, elapsedMs: number, limitMs: number): Failure {
  const rule = runningRule(rules, rulesOfJob(job), elapsedMs)
  if (rule === null) return failure('too-large', `the page takes longer than ${limitMs} ms to read`)
  const { place, text } = rule
  const quoted = text.length > longestQuoted ? `${text.slice(0, longestQuoted)}…` : text
  const of = job.kind === 'extract' ? `recipe ${job.recipe.name}: ` : ''
  const detail = `${of}${place} takes longer than ${limitMs} ms: ${quoted}`
  return failure('recipe-too-slow', detail)
}

/** Who waits for the answer that the thread owes: at most one at a time. */
interface Waiter {
  readonly resolve: (answer: ExtractReply) => void
  readonly reject: (reason: unknown) => void
}

/** The answer that a thread owes. `take` gives the waiter away, so that only the first of message, error, end and time settles it. */
function createOwedAnswer() {
  let waiter: Waiter | null = null
  return {
    wait: () =>
      new Promise<ExtractReply>((resolve, reject) => {
        waiter = { resolve, reject }
      }),
    take: () => {
      const taken = waiter
      waiter = null
      return taken
    },
  }
}

/**
 * Calls `onExpired` with the time that has passed after `ms` milliseconds, later if a busy machine gave them to other
 * programs; returns what stops it.
 */
function watchTime(
  ms: number,
  { monotonic, processorMs }: Pick<ThreadOptions, 'monotonic' | 'processorMs'>,
  onExpired: (elapsedMs: number) => void,
): () => void {
  const before = processorMs()
  const began = monotonic()
  let times = 1
  const look = () => {
    const isStarved = processorMs() - before < ms * fullShare
    if (!isStarved || times >= mostTimes) return onExpired(monotonic() - began)
    times += 1
    timer = setTimeout(look, ms)
  }
  let timer = setTimeout(look, ms)
  return () => clearTimeout(timer)
}

function startBounded({ startWorker, workerFile, memoryMiB }: ThreadOptions) {
  return startWorker<ExtractReply>(workerFile, {
    resourceLimits: { maxOldGenerationSizeMb: memoryMiB, maxYoungGenerationSizeMb: youngMiB, stackSizeMb: 4 },
    // Neither the host's flags nor its secrets belong to a thread that reads pages of unknown sites.
    execArgv: [],
    env: {},
  })
}

/** Starts a worker that reads pages within a heap and a time. It does not keep the program alive. */
export function startThread(options: ThreadOptions): Thread {
  const { timeLimitMs, memoryMiB, log } = options
  const rules = createRuleMemory()
  const worker = startBounded(options)
  const owed = createOwedAnswer()
  let state: 'alive' | 'ending' | 'ended' = 'alive'
  let outgrown = false

  const end = async () => {
    state = 'ending'
    await worker.terminate()
  }
  /**
   * An idle thread does not keep the program alive; one that is ending does, because its end is awaited: an answer that
   * came in that instant would let the event loop run empty, and Node would exit with 13 and no message.
   */
  const letGo = () => {
    if (state !== 'ending') worker.unref()
  }
  const answerWithin = async (ms: number, reason: (elapsedMs: number) => Failure): Promise<ExtractReply> => {
    const stop = watchTime(ms, options, (elapsedMs) => {
      const waiter = owed.take()
      // The job settles once the thread is gone: two at a time would pass the bound of memory.
      void end().then(() => waiter?.reject(new FailureError(reason(elapsedMs))))
    })
    try {
      return await owed.wait()
    } finally {
      stop()
    }
  }

  worker.on('message', (answer: ExtractReply) => owed.take()?.resolve(answer))
  worker.on('error', (error: NodeJS.ErrnoException) => {
    if (state === 'alive') state = 'ended'
    log('warn', 'the worker that reads pages ended', { error })
    outgrown = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    owed.take()?.reject(outgrown ? new FailureError(tooMuchMemory(memoryMiB)) : error)
  })
  worker.on('exit', () => {
    if (state === 'alive') state = 'ended'
    owed.take()?.reject(new Error('the worker that reads pages ended'))
  })
  // After the listeners, which would undo it.
  letGo()
  const ready = answerWithin(startLimitMs, () =>
    failure('too-large', 'the worker that reads pages did not start'),
  )
  // The next job throws it; without a job there is none to throw it to.
  ready.catch(() => undefined)

  return {
    memoryMiB,
    get ended() {
      return state !== 'alive'
    },
    get outgrown() {
      return outgrown
    },
    end,
    async perform(job) {
      worker.ref()
      try {
        await ready
        clearRules(rules)
        // Before the bytes move to the worker.
        const limitMs = Math.round(timeLimitMs * (1 + (sizeOf(job) / 1024 ** 2) * sharePerMiB))
        worker.postMessage({ job, rules } satisfies ExtractMessage, bytesOf(job))
        return await answerWithin(limitMs, (elapsedMs) => tooLong(job, rules, elapsedMs, limitMs))
      } finally {
        letGo()
      }
    },
  }
}
