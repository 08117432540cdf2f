import { z } from 'zod'
import type { CrawlActivity } from '../model/crawl/crawl-activity'
import type { CrawlPlan, RecordField } from '../model/crawl/crawl-plan'
import type { CrawlPreview } from '../model/crawl/crawl-preview'
import type { CrawlCounts, CrawlRecord, RecordFields } from '../model/crawl/crawl-record'
import { type ExportProgress, RecordChoice, RecordExport } from '../model/crawl/record-export'
import { DownloadRequest } from '../model/download-request'
import { type GalleryId, TaskId } from '../model/units'
import { both, command, onlyTerminal, reply } from './command'

/** Longest list of records in one answer. */
export const mostListed = 1000

const RecordListQuery = RecordChoice.extend({
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(0).max(mostListed).default(100),
})
/** See `RecordQuery` of the store. */
export type RecordListQuery = z.infer<typeof RecordListQuery>

/** A field of the records of a task. */
export interface RecordColumn extends Pick<RecordField, 'type' | 'list'> {
  readonly name: string
  /** Share of records that have it: 0 to 1. */
  readonly filled: number
}

/** What the records of a task are. */
export interface RecordOverview {
  /** In the order of the plan. */
  readonly columns: readonly RecordColumn[]
  readonly counts: CrawlCounts
}

/** Commands about the records of tasks that crawl. They fail with `invalid-input` for a task that does not. */
export const recordCommands = {
  listRecords: command({
    input: RecordListQuery,
    reply: reply<{ readonly rows: readonly CrawlRecord[]; readonly total: number }>(),
    durable: false,
    callers: both,
  }),
  describeRecords: command({ input: TaskId, reply: reply<RecordOverview>(), durable: false, callers: both }),
  /** All records in the order of their keys, those behind `after`; the last one has no next. */
  recordsAfter: command({
    input: z.object({
      taskId: TaskId,
      after: z.string().max(100).nullable(),
      limit: z.number().int().min(1).max(mostListed).default(500),
    }),
    reply: reply<readonly CrawlRecord[]>(),
    durable: false,
    callers: both,
  }),
  /** Writes records into a file or a data set, and replies when it is whole. The window has a job for it. */
  exportRecords: command({
    input: RecordExport,
    reply: reply<ExportProgress>(),
    durable: false,
    callers: onlyTerminal,
  }),
  /** What a crawl does now: its hosts with their pace, and its sinks. */
  crawlActivity: command({ input: TaskId, reply: reply<CrawlActivity>(), durable: false, callers: both }),
  /** Tries a sink of a crawl that runs again now; `address` as its request names it. */
  retrySink: command({
    input: z.object({ taskId: TaskId, address: z.string().max(2000) }),
    reply: reply<void>(),
    durable: false,
    callers: both,
  }),
  /** The gallery with the pictures of a record, by the address of its page; null: it has none. */
  galleryOfRecord: command({
    input: z.object({ taskId: TaskId, address: z.url({ protocol: /^https?$/ }).max(8192) }),
    reply: reply<GalleryId | null>(),
    durable: false,
    callers: both,
  }),
  /** Fields of records before their change in the last run, by key; a record that did not change is absent. */
  previousRecords: command({
    input: z.object({ taskId: TaskId, keys: z.array(z.string().max(100)).max(mostListed) }),
    reply: reply<Readonly<Record<string, RecordFields>>>(),
    durable: false,
    callers: both,
  }),
  /**
   * Keeps the password of a sink, by the text of its address without it. The window gives it with the address, see
   * `nameServerSink`.
   */
  keepSinkPassword: command({
    input: z.object({ sink: z.string().min(1).max(2000), password: z.string().max(1000) }),
    reply: reply<void>(),
    durable: false,
    callers: onlyTerminal,
  }),
  /** Connects to the server of a sink; the statements that would make its table, or add columns to it. */
  prepareSink: command({
    input: z.object({ request: DownloadRequest, sink: z.string().min(1).max(2000) }),
    reply: reply<readonly string[]>(),
    durable: false,
    callers: both,
  }),
  /** The part `crawl` of a recipe; null: it has none. Fails with `invalid-input` for an unknown one. */
  planOfRecipe: command({
    input: z.string().min(1).max(100),
    reply: reply<CrawlPlan | null>(),
    durable: false,
    callers: both,
  }),
  /** Reads the start of a crawl and some of its pages, and stores nothing. A preview that still works is replaced. */
  previewCrawl: command({
    input: DownloadRequest,
    reply: reply<CrawlPreview>(),
    durable: false,
    callers: both,
  }),
  /** Ends the preview that works; without one nothing happens. */
  cancelCrawlPreview: command({ input: z.undefined(), reply: reply<void>(), durable: false, callers: both }),
  /** Deletes the file of records of a task that has ended, or was removed from the list; `invalid-input`: there is none. */
  deleteRecords: command({ input: TaskId, reply: reply<void>(), durable: false, callers: both }),
}
