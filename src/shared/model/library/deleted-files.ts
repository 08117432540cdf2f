import type { TaskId } from '../units'

/** How long a deleted gallery can be taken back, in milliseconds. */
export const undoMs = 10_000

/** How long the window offers it: a little less, so that what is offered can be done. */
export const undoOfferedMs = undoMs - 1000

/** Most paths of kept files that an answer carries; their counts are complete. */
export const mostKeptPaths = 20

/** A file that stays, and why: see `changed` and `shared` of `DeletedFiles`. */
export interface KeptFile {
  /** Absolute. */
  readonly path: string
  readonly why: 'changed' | 'shared'
}

/** What became of the finished files of cancelled tasks; all zero when none were to be deleted. */
export interface DeletedFiles {
  /** Files that are in the system's trash now. */
  readonly trashed: number
  /** Files that were deleted for good: there is no trash for their disk, or it did not take them. */
  readonly deleted: number
  /** Files that stay because size or SHA-256 are not what was saved, or could not be compared. */
  readonly changed: number
  /** Files that stay because another task has them in its record, or the task did not save them but found them. */
  readonly shared: number
  /** The files that stay, the first `mostKeptPaths`. */
  readonly kept: readonly KeptFile[]
}

/** The result of a deletion that had nothing to delete. */
export const nothingDeleted: DeletedFiles = { trashed: 0, deleted: 0, changed: 0, shared: 0, kept: [] }

/** The reply to a cancel; `ended`: tasks that had ended before and were left as they are, see `leaveEnded`. */
export interface Cancelled extends DeletedFiles {
  readonly ended?: readonly TaskId[]
}

/** Both together. */
export function addDeleted(one: DeletedFiles, other: DeletedFiles): DeletedFiles {
  return {
    trashed: one.trashed + other.trashed,
    deleted: one.deleted + other.deleted,
    changed: one.changed + other.changed,
    shared: one.shared + other.shared,
    kept: [...one.kept, ...other.kept].slice(0, mostKeptPaths),
  }
}
