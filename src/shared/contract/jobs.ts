import { z } from 'zod'
import { type ExportProgress, RecordExport } from '../model/crawl/record-export'
import { type Check, CheckRequest, type Rebuild } from '../model/library/check'

// Long work of the engine. At most one job of each kind exists at a time.

/** The progress that each kind of job reports: absolute, so that a value that arrives twice does no harm. */
interface JobProgress {
  /** Compares files on disk with their records. */
  readonly check: Check
  /** Finds galleries on disk again after the list of downloads was lost in whole or in part. */
  readonly rebuild: Rebuild
  /** Writes the records of a crawl into a file or a data set. */
  readonly export: ExportProgress
}

/** Schema of a kind of job. */
export const JobKind = z.enum(['check', 'rebuild', 'export'])
/** A kind of job. */
export type JobKind = z.infer<typeof JobKind>

/** What the user can start. A rebuild starts automatically. */
export const JobRequest = z.discriminatedUnion('kind', [
  CheckRequest.extend({ kind: z.literal('check') }),
  RecordExport.extend({ kind: z.literal('export') }),
])
/** A job that the user starts, with what its kind needs. */
export type JobRequest = z.infer<typeof JobRequest>

/** A job that works or has ended, and is not dismissed yet. */
export interface Job<P> {
  /** `stopped`: the user stopped it, or an error ended it; what it found until then stays. */
  readonly state: 'working' | 'done' | 'stopped'
  readonly progress: P
}

/** The job of every kind; null where there is none. */
export type Jobs = { readonly [K in JobKind]: Job<JobProgress[K]> | null }

/** A change of one job; null once it is dismissed. */
export type JobDelta = {
  readonly [K in JobKind]: { readonly kind: 'job'; readonly jobKind: K; readonly job: Jobs[K] }
}[JobKind]
