/**
 * What became of a damaged list of downloads: told once, until the person has read it.
 */
export interface Rebuild {
  /** Absolute path of the damaged file, which is kept; null when it was empty. */
  readonly kept: string | null
  /** Galleries found again on disk so far. */
  readonly galleries: number
  /** Whether folders are still being looked through. */
  readonly working: boolean
}
