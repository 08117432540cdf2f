/** What was lost: the file was damaged, nothing was in it, its last changes are missing, or single tasks cannot be read. */
export const rebuildCauses = ['damaged', 'emptied', 'behind', 'rows'] as const
export type RebuildCause = (typeof rebuildCauses)[number]

/**
 * What became of a list of downloads that was lost in whole or in part: reported once, until the user has read it.
 */
export interface Rebuild {
  readonly what: RebuildCause
  /** What was found, in one clause with the path of the file. */
  readonly reason: string
  /** Absolute path of the damaged file, which is kept; null when nothing had to be kept. */
  readonly kept: string | null
  /** Paused tasks made again of requests that could still be read. */
  readonly tasks: number
  /** Numbers of tasks whose records could not be read; they were taken off the list. */
  readonly unreadable: readonly number[]
  /** Galleries found again on disk so far. */
  readonly galleries: number
  /** Whether folders are still being looked through. */
  readonly working: boolean
}
