import { z } from 'zod'
import type { CrawlPlan, RecordField } from '../model/crawl/crawl-plan'
import type { CrawlPreview } from '../model/crawl/crawl-preview'
import type { CrawlCounts, CrawlRecord, RecordFields } from '../model/crawl/crawl-record'
import { fileFormats } from '../model/crawl/sink-address'
import { DownloadRequest } from '../model/download-request'
import { TaskId } from '../model/units'
import { both, command, onlyTerminal, reply } from './command'

/** Longest list of records in one answer. */
export const mostListed = 1000

/** Which records, and in which order. */
const RecordChoice = z.object({
  taskId: TaskId,
  /** A field, or a column that every table has; null: in the order in which they were found. */
  sort: z.string().max(100).nullable().default(null),
  descending: z.boolean().default(false),
  /** Text, or an expression such as `reads > 100`; empty: all. */
  filter: z.string().max(1000).default(''),
  /** Since the last run began. */
  change: z.enum(['all', 'new', 'changed', 'gone']).default('all'),
})

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
  /**
   * Writes records into a file of this kind, all of them in the order of their keys unless something is chosen, and replies
   * with their number. The file gets its name when it is whole; one that was there is replaced then. `file` is absolute.
   */
  exportRecords: command({
    input: RecordChoice.extend({
      format: z.enum([...fileFormats, 'sqlite']),
      file: z.string().min(1).max(4096),
    }),
    reply: reply<number>(),
    durable: false,
    callers: onlyTerminal,
  }),
  /** Fields of records before their change in the last run, by key; a record that did not change is absent. */
  previousRecords: command({
    input: z.object({ taskId: TaskId, keys: z.array(z.string().max(100)).max(mostListed) }),
    reply: reply<Readonly<Record<string, RecordFields>>>(),
    durable: false,
    callers: both,
  }),
  /** Keeps the password of a sink, by the text of its address without it. */
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
    callers: onlyTerminal,
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
    callers: onlyTerminal,
  }),
  /** Deletes the file of records of a task that has ended, or was removed from the list; `invalid-input`: there is none. */
  deleteRecords: command({ input: TaskId, reply: reply<void>(), durable: false, callers: onlyTerminal }),
}
