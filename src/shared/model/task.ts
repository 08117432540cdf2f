import { z } from 'zod'
import { CrawlCounts } from './crawl/crawl-record'
import type { DownloadRequest } from './download-request'
import { Shortfalls } from './page-kind-schema'
import { isEnded, type TaskState } from './task-state'
import type { EpochMs, ImageId, TaskId } from './units'

/**
 * Counts of a task. `found = saved + skipped + failed + still waiting`.
 *
 * `pagesKnown` is the number of pages of the range and of every page discovered since; null while the range is open.
 * `pagesFailed` counts pages that are missing or could not be read. `bytes` are those of saved images.
 */
export const TaskCounts = z
  .object({
    pagesKnown: z.number().nullable(),
    pagesRead: z.number(),
    pagesFailed: z.number(),
    galleries: z.number(),
    galleriesDone: z.number(),
    found: z.number(),
    saved: z.number(),
    skipped: z.number(),
    failed: z.number(),
    bytes: z.number(),
    /** What keeps the result from being everything that was asked for; absent: nothing. */
    shortfalls: Shortfalls.optional(),
    /** Of a crawl: then the pages are those of its present or last run. */
    crawl: CrawlCounts.optional(),
  })
  .readonly()
export type TaskCounts = z.infer<typeof TaskCounts>

/** The counts of a task that has not started. */
export const emptyCounts: TaskCounts = {
  pagesKnown: null,
  pagesRead: 0,
  pagesFailed: 0,
  galleries: 0,
  galleriesDone: 0,
  found: 0,
  saved: 0,
  skipped: 0,
  failed: 0,
  bytes: 0,
}

/** The counts of a task with those of its crawl, from which its pages follow. */
export function withCrawlCounts(counts: TaskCounts, crawl: CrawlCounts): TaskCounts {
  const { found, read, failed, robots, elsewhere } = crawl
  return { ...counts, pagesKnown: found, pagesRead: read + robots + elsewhere, pagesFailed: failed, crawl }
}

/** A host that asked all requests to wait. */
export interface HostWait {
  readonly host: string
  readonly until: EpochMs
}

/** Why a site is asked so many requests at once. */
const concurrencyCauses = [
  'growing', // more is being tried
  'allowed', // the user or the recipe allows no more
  'no-gain', // more brought nothing
  'refused', // the site complained about more
] as const
/** What decides how many requests a host gets at once. */
export type ConcurrencyCause = (typeof concurrencyCauses)[number]

/** How many requests at once the host gets that a task asks most. */
export interface HostConcurrency {
  readonly host: string
  readonly atOnce: number
  readonly cause: ConcurrencyCause
}

/** What moves many times a second while a task runs; nothing of it is needed after a restart, except the counts. */
export interface Progress {
  readonly counts: TaskCounts
  /** Bytes per second over the last seconds, pages and images. */
  readonly bytesPerSecond: number
  /** Connections in use by this task now. */
  readonly connections: number
  readonly waiting: HostWait | null
  /** null while no host is asked. */
  readonly concurrency: HostConcurrency | null
}

/** What a user asked for: one address with its pages, one folder, one row, one state. */
export interface Task {
  readonly id: TaskId
  readonly request: DownloadRequest
  readonly state: TaskState
  readonly addedAt: EpochMs
  /** Title of its first gallery; null while it has none. */
  readonly title: string | null
  /** Title of its last gallery; null while it has fewer than two. */
  readonly lastTitle: string | null
  /** First saved image, for the row's cover. */
  readonly cover: ImageId | null
  readonly progress: Progress
}

/** What a row shows of what a task has saved. */
export type TaskFace = Pick<Task, 'title' | 'lastTitle' | 'cover'>

/** Pictures that stand for an ended task: covers of its galleries, or of a single one its first images. */
export interface TaskCovers {
  readonly id: TaskId
  readonly covers: readonly ImageId[]
}

/** The progress of a task that does not run. */
export const idleProgress: Progress = {
  counts: emptyCounts,
  bytesPerSecond: 0,
  connections: 0,
  waiting: null,
  concurrency: null,
}

/** Whether everything that was asked for is there, as far as the pages say: no problem and no shortfall. */
export function isWhole(counts: TaskCounts): boolean {
  return problemCount(counts) === 0 && Object.keys(counts.shortfalls ?? {}).length === 0
}

/** Whether a limit that *continue* lifts keeps something of a task that rests; one of the images of a gallery stays. */
export function isHeldBack({ state, progress, request }: Task): boolean {
  const rests = state.kind === 'paused' || isEnded(state.kind)
  return rests && (progress.counts.shortfalls?.limited ?? 0) > 0 && request.options.mostImages === undefined
}

/** Things that went wrong in a task and that a user may look at. */
export function problemCount(counts: TaskCounts): number {
  return counts.failed + counts.pagesFailed
}

/** Images that are there: saved by the task, or already downloaded. What failed, or waits, is not among them. */
export function doneImages({ saved, skipped }: TaskCounts): number {
  return saved + skipped
}

/**
 * Share of the work that is done, 0 to 1, or null while nothing is known.
 *
 * Images that are there of found ones (without those that the user or a filter skipped), scaled by pages read of known,
 * so that a bar does not stand at 100 % while pages are still to come. Failures are no part of it: 4 of 12 is a third,
 * also when the other 8 have failed. Never falls because a page turned out to be missing.
 */
export function doneShare(counts: TaskCounts): number | null {
  const { found, pagesKnown } = counts
  if (counts.crawl !== undefined && found === 0) return pagesKnown === 0 ? null : pagesShare(counts)
  if (found === 0) return pagesKnown !== null && pagesKnown > 0 ? 0 : null
  return (doneImages(counts) / found) * pagesShare(counts)
}

/** Share of the images that were already downloaded, 0 to 1: a part of `doneShare`. */
export function hadShare(counts: TaskCounts): number {
  return counts.found === 0 ? 0 : (counts.skipped / counts.found) * pagesShare(counts)
}

/** Share of the images and pages that failed, 0 to 1, on the scale of `doneShare`. */
export function failedShare(counts: TaskCounts): number {
  const images = counts.found === 0 ? 0 : (counts.failed / counts.found) * pagesShare(counts)
  const { pagesFailed, pagesKnown } = counts
  return images + (pagesKnown === null || pagesKnown === 0 ? 0 : Math.min(1, pagesFailed / pagesKnown))
}

function pagesShare({ pagesKnown, pagesRead }: TaskCounts): number {
  return pagesKnown === null || pagesKnown === 0 ? 1 : Math.min(1, pagesRead / pagesKnown)
}

/** Fewer saved images than this say little of the size and speed of the others. */
const fewSaved = 3

/**
 * Estimated seconds until the task is done, or null when nothing can be said.
 *
 * Takes the mean size of the images saved so far for those still to come, also for those of pages not yet read.
 */
export function secondsLeft(progress: Progress): number | null {
  const { counts, bytesPerSecond } = progress
  if (counts.saved === 0 || bytesPerSecond <= 0 || counts.pagesKnown === null) return null
  if (counts.saved < Math.min(fewSaved, counts.found)) return null
  const pagesEnded = Math.max(1, counts.pagesRead + counts.pagesFailed)
  const expected = Math.max(counts.found, (counts.found / pagesEnded) * counts.pagesKnown)
  const waiting = Math.max(0, expected - counts.saved - counts.skipped - counts.failed)
  return (waiting * (counts.bytes / counts.saved)) / bytesPerSecond
}
