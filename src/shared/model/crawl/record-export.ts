import { z } from 'zod'
import type { Failure } from '../failure'
import { TaskId } from '../units'
import { fileFormats } from './sink-address'

/** Which records, and in which order. */
export const RecordChoice = z.object({
  taskId: TaskId,
  /** A field, or a column that every table has; null: in the order in which they were found. */
  sort: z.string().max(100).nullable().default(null),
  descending: z.boolean().default(false),
  /** Text, or an expression such as `reads > 100`; empty: all. */
  filter: z.string().max(1000).default(''),
  /** Since the last run began. */
  change: z.enum(['all', 'new', 'changed', 'gone']).default('all'),
})
/** See `RecordQuery` of the store. */
export type RecordChoice = z.infer<typeof RecordChoice>

/** Kinds of files that records are written into. */
export const exportFormats = [...fileFormats, 'sqlite'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What records are written into: a file, or a new folder with their pictures, in this one. Paths are absolute. */
const ExportTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('file'),
    format: z.enum(exportFormats),
    file: z.string().min(1).max(4096),
  }),
  z.object({
    kind: z.literal('data-set'),
    folder: z.string().min(1).max(4096),
    metadata: z.enum(['jsonl', 'parquet']).default('jsonl'),
  }),
])
export type ExportTarget = z.infer<typeof ExportTarget>

/**
 * Records that are exported: all of them in the order of their keys unless something is chosen. What is written gets its
 * name when it is whole; a file that was there is replaced then.
 */
export const RecordExport = RecordChoice.extend({ target: ExportTarget })
export type RecordExport = z.infer<typeof RecordExport>

/** How far an export is. */
export interface ExportProgress {
  readonly taskId: TaskId
  readonly format: ExportFormat | 'data-set'
  /** Absolute path of the file, or of the folder of a data set. */
  readonly path: string
  readonly records: number
  /** Records that were there when it began; more are written while the crawl runs. */
  readonly total: number
  /** Pictures of a data set. */
  readonly pictures: number
  /** Saved files that are not in the data set: videos, and pictures that are not there any more. */
  readonly passedOver: number
  /** Why it ended early; null: it did not, or was stopped. */
  readonly failure: Failure | null
}
