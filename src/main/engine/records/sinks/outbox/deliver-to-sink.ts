import type { CrawlRecord, SinkStatus } from '@shared/model/crawl/crawl-record'
import { FailureError } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import type { RecordStore } from '../../database/record-store'
import type { Sink, SinkTable } from '../sink'
import { createPause } from './pause'
import { sendBatch, sinkFailureOf } from './send-batch'

/** Records of one batch. */
export const batchRecords = 500
/** The pause after a failure, in milliseconds: it doubles up to the longest with each one that follows. */
export const firstPauseMs = 1000
export const longestPauseMs = 300_000
/** Records that a sink may refuse before it counts as broken. */
const mostRefused = 100

/** A sink does not take records: when it is tried next. */
export interface SinkPause {
  /** Without a password. */
  readonly sink: string
  readonly problem: string
  readonly triesAt: EpochMs
}

/** What the delivery to one sink works with. */
export interface SinkWork {
  /** How the outbox knows the sink: its address without a password. */
  readonly name: string
  readonly sink: Sink
  readonly table: SinkTable
  readonly store: Pick<RecordStore, 'outbox' | 'delivered' | 'waiting' | 'sendAgain'>
  /** It has failed and is tried again later, while the run lasts. */
  readonly onPause: (pause: SinkPause) => void
  readonly now: () => EpochMs
  /** 0 ≤ x < 1; pauses of several sinks on one server spread. */
  readonly random: () => number
  readonly firstPauseMs?: number
}

/** The delivery of one crawl's records to one sink. */
export interface SinkDelivery {
  readonly name: string
  /** Records may wait: looks into the outbox, but ends no pause after a failure. */
  notify(): void
  /** Ends the pause after a failure. */
  retry(): void
  status(waiting: number): SinkStatus
  /** Resolves once nothing waits, or once the sink has failed in a try that began after this call. */
  settled(): Promise<void>
  /** Runs until the signal aborts; rejects with what is a bug. Closes the sink. */
  run(signal: AbortSignal): Promise<void>
}

type Phase = 'working' | 'idle' | 'paused'

/** Nothing is sent before `run`. */
export function createSinkDelivery(work: SinkWork): SinkDelivery {
  const { name, sink, table, store } = work
  const pause = createPause()
  const refused = new Map<string, number>()
  /** Each with the number of the first step after whose end it may resolve. */
  const waiters = new Map<() => void, number>()
  /** Of the step that began last. */
  let step = 0
  /** Records that one step sends at most. */
  const most = batchRecords * sink.lanes
  /** Those of the next step, while they are read; null: nothing is known of them. */
  let ahead: Promise<readonly CrawlRecord[]> | null = null
  /** Whether something may have come into the outbox since it was read. */
  let isNoticed = false
  const state = {
    phase: 'working' as Phase,
    problem: null as string | null,
    refusal: null as string | null,
    sent: 0,
    pauseMs: work.firstPauseMs ?? firstPauseMs,
    isPrepared: false,
    triesAt: null as EpochMs | null,
  }

  function settle(ended: number): void {
    for (const [resolve, from] of waiters) {
      if (from > ended) continue
      waiters.delete(resolve)
      resolve()
    }
  }

  /** Connects; makes the table or its new columns, whose statements were shown when the sink was named. */
  async function prepare(signal: AbortSignal): Promise<void> {
    const preparation = await sink.prepare(table, signal)
    if (preparation.kind === 'asks') {
      // Before the table is there: a kill in between would leave an empty one that counts as complete.
      if (preparation.isNew) await store.sendAgain(name)
      await sink.make(table, signal)
    }
    state.isPrepared = true
  }

  /** As much as the sink takes side by side, behind so many that are under way. */
  async function read(skip: number): Promise<readonly CrawlRecord[]> {
    const but = [...refused].map(([key, revision]) => ({ key, revision }))
    return await store.outbox(name, most, but, skip)
  }

  /** What is sent now. The next ones are read meanwhile, so that neither the sink nor the store waits for the other. */
  async function next(): Promise<readonly CrawlRecord[]> {
    const early = (await ahead) ?? []
    // What came into the outbox since is not in there.
    const records = early.length > 0 ? early : await read(0)
    ahead = records.length < most ? null : read(records.length)
    // Where sending fails too, that is what is reported.
    ahead?.catch(() => undefined)
    return records
  }

  async function send(records: readonly CrawlRecord[], signal: AbortSignal): Promise<void> {
    const batches: (readonly CrawlRecord[])[] = []
    for (let at = 0; at < records.length; at += batchRecords)
      batches.push(records.slice(at, at + batchRecords))
    const ends = await Promise.allSettled(batches.map((batch) => sendOne(batch, signal)))
    // Only now: a batch that is still under way must not meet the next try.
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }

  async function sendOne(records: readonly CrawlRecord[], signal: AbortSignal): Promise<void> {
    await sendBatch(records, (part) => sink.write(table, part, signal), {
      async written(part) {
        await store.delivered(name, part)
        for (const { key } of part) refused.delete(key)
        Object.assign(state, { pauseMs: work.firstPauseMs ?? firstPauseMs, problem: null })
        state.sent += part.length
      },
      refused({ record, failure }) {
        refused.set(record.key, record.revision)
        state.refusal = `the record of ${record.address} is refused: ${failure.detail}`
        if (refused.size > mostRefused) throw new FailureError({ ...failure, trouble: 'table' })
      },
    })
  }

  /** One step; says how long to wait afterwards: null until something waits, 0 not at all. */
  async function advance(signal: AbortSignal): Promise<number | null> {
    if (!state.isPrepared) await prepare(signal)
    isNoticed = false
    const records = await next()
    if (records.length > 0) await send(records, signal)
    if (records.length > 0 || isNoticed) return 0
    Object.assign(state, { phase: 'idle', problem: null })
    return null
  }

  /** How long to wait after an error; rethrows what is a bug. */
  function failed(error: unknown): number {
    ahead = null
    const failure = sinkFailureOf(error)
    const isOurs = failure === null && error instanceof FailureError && error.failure.kind !== 'unexpected'
    if (failure === null && !isOurs) throw error
    if (failure?.trouble === 'table') refused.clear()
    const pauseMs = state.pauseMs * (0.75 + 0.5 * work.random())
    const detail = failure?.detail ?? (error instanceof FailureError ? error.failure.detail : '')
    const triesAt = work.now() + pauseMs
    Object.assign(state, {
      phase: 'paused',
      problem: detail,
      // Also after a lost connection: what is there now may be another table.
      isPrepared: false,
      triesAt,
      pauseMs: Math.min(state.pauseMs * 2, longestPauseMs),
    })
    // Who waits for the end of the run learns what was not sent; nothing is tried afterwards.
    if (waiters.size === 0) work.onPause({ sink: sink.label, problem: detail, triesAt })
    return pauseMs
  }

  async function run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        step += 1
        let waitMs: number | null
        try {
          waitMs = await advance(signal)
        } catch (error) {
          if (signal.aborted) break
          waitMs = failed(error)
        }
        if (waitMs === 0) continue
        settle(step)
        await pause.wait(waitMs, signal)
        state.phase = 'working'
      }
    } finally {
      settle(Infinity)
      await sink.close()
    }
  }

  return {
    name,
    notify() {
      isNoticed = true
      if (state.phase === 'idle') pause.end()
    },
    retry() {
      refused.clear()
      Object.assign(state, { pauseMs: work.firstPauseMs ?? firstPauseMs, refusal: null })
      pause.end()
    },
    status: (waiting) => ({
      sink: sink.label,
      waiting,
      sent: state.sent,
      problem: state.problem ?? state.refusal,
      triesAt: state.phase === 'paused' ? state.triesAt : null,
    }),
    settled() {
      const done = new Promise<void>((resolve) => waiters.set(resolve, step + 1))
      isNoticed = true
      pause.end()
      return done
    },
    run,
  }
}
