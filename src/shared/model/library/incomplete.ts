import { z } from 'zod'
import type { FailureKind } from '../failure'
import type { PageObstacle } from '../page-kind'
import type { TaskStateKind } from '../task-state'
import type { TaskId } from '../units'

/** What the list of downloads is asked about folders: absolute paths, the second list of galleries that lack images. */
export const IncompleteQuery = z.object({
  /** Everything in these folders and below. */
  folders: z.array(z.string().min(1).max(4096)).min(1).max(10_000),
  /** Galleries of which the images that the user ignores are counted, too. */
  lacking: z.array(z.string().min(1).max(4096)).max(20_000),
})
export type IncompleteQuery = z.infer<typeof IncompleteQuery>

/** An address that is missing: `kind` says why it failed; null: it was not fetched yet. */
export interface MissingAddress {
  readonly address: string
  readonly kind: FailureKind | null
  /** What stands in the way of a page; absent: nothing that is known. */
  readonly page?: PageObstacle
}

/** What is missing in all. */
export interface MissingCount {
  readonly images: number
  /** Pages that failed, or are known and were not read yet. */
  readonly pages: number
}

/** A gallery, or a task as a whole, of which something is missing. */
export interface Incomplete extends MissingCount {
  readonly taskId: TaskId
  /** `removed`: it was taken off the list. */
  readonly state: TaskStateKind | 'removed'
  /** As it was typed, with its range. */
  readonly address: string
  readonly title: string
  /** Absolute path of the gallery; null for what belongs to no gallery. */
  readonly folder: string | null
  /** The task's folder. */
  readonly root: string
  /** Its folder has no record any more, and files that were saved are not there; absent: no. */
  readonly isGone?: boolean
  /** The first of what is missing, at most `mostExamples`. */
  readonly examples: readonly MissingAddress[]
}

/** Most addresses that are named of each gallery. */
export const mostExamples = 100

/** Most galleries and tasks that are named. */
export const mostIncomplete = 10_000

/** What the examined galleries lack. */
export interface IncompleteAnswer {
  readonly total: MissingCount & { readonly tasks: number }
  readonly rows: readonly Incomplete[]
  /** Images of a gallery that failed and that the user has skipped, for each folder that was asked about. */
  readonly ignored: readonly { readonly folder: string; readonly images: number }[]
}
