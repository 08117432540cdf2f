import type { Batch } from '@shared/contract/deltas'
import type { Snapshot } from '@shared/contract/snapshot'
import type { Task, TaskCounts } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { create } from 'zustand'

/** What was true of a crawl at a moment: `at` in milliseconds of the window's clock. */
export interface CrawlSample {
  readonly at: number
  readonly read: number
  readonly queued: number
}

/** Least time between two samples of a crawl, in milliseconds. */
const everyMs = 1000
/** Samples that are kept of a crawl; of more each second one goes, so that an hour and a day are as long. */
const mostSamples = 600

/** The last hours of the crawls that run, each from its first sample on. */
export const useCrawlSamples = create<ReadonlyMap<TaskId, readonly CrawlSample[]>>(() => new Map())

/** The samples with one more, if it is time for one; the same ones if not. */
export function withSample(samples: readonly CrawlSample[], next: CrawlSample): readonly CrawlSample[] {
  const last = samples.at(-1)
  if (last !== undefined && next.at - last.at < everyMs) return samples
  // Another run counts from its beginning.
  if (last !== undefined && next.read < last.read) return [next]
  const all = [...samples, next]
  return all.length <= mostSamples ? all : all.filter((_, at) => at % 2 === 0 || at === all.length - 1)
}

/** Pages that were read in a second, over the last ten seconds; null: too little is known. */
export function pagesPerSecond(samples: readonly CrawlSample[], now: number): number | null {
  const recent = samples.filter(({ at }) => now - at <= 10_000)
  const [first] = recent
  const last = recent.at(-1)
  if (first === undefined || last === undefined || last.at - first.at < everyMs) return null
  return (last.read - first.read) / ((last.at - first.at) / 1000)
}

function add(id: TaskId, { crawl }: TaskCounts): void {
  if (crawl === undefined) return
  const now = useCrawlSamples.getState()
  const before = now.get(id) ?? []
  const { read, queued } = crawl
  const after = withSample(before, { at: performance.now(), read, queued })
  if (after !== before) useCrawlSamples.setState(new Map(now).set(id, after), true)
}

const isRunning = ({ state }: Task): boolean => state.kind === 'running'

/** Begins with the crawls that run. */
export function beginCrawlSamples({ tasks }: Snapshot): void {
  for (const task of tasks) if (isRunning(task)) add(task.id, task.progress.counts)
}

/** Takes the counts of a batch. */
export function applyCrawlSamples(batch: Batch): void {
  for (const delta of batch.deltas) {
    if (delta.kind === 'progress') add(delta.id, delta.progress.counts)
    else if (delta.kind === 'changed' && isRunning(delta.task)) add(delta.task.id, delta.task.progress.counts)
  }
}
