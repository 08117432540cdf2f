import { stat, statfs } from 'node:fs/promises'
import { FailureError, type LocalFailure } from '@shared/model/failure'

/** Disks that turned out to be full, so that tasks behind the first one need not find out by fetching. */
export interface FullDisks {
  /** Remembers the disk of this folder; resolves with its free bytes, undefined where the system does not say. */
  note(folder: string, failure: LocalFailure): Promise<number | undefined>
  /** Throws FailureError (disk-full) while the disk of this folder has no more room than when it was full. */
  check(folder: string): Promise<void>
  /** All are tried again: the user says that there is space. */
  forget(): void
}

/** Remembers no full disk yet. */
export function createFullDisks(): FullDisks {
  const full = new Map<number, { readonly failure: LocalFailure; readonly free: number }>()
  return {
    async note(folder, failure) {
      const free = await freeBytesIn(folder)
      const dev = await deviceOf(folder)
      if (free !== undefined && dev !== null) full.set(dev, { failure, free })
      return free
    },
    async check(folder) {
      if (full.size === 0) return
      const dev = await deviceOf(folder)
      const known = dev === null ? undefined : full.get(dev)
      if (dev === null || known === undefined) return
      const { failure, free: freeAtPause } = known
      const free = await freeBytesIn(folder)
      if (free !== undefined && !hasSpaceAgain({ free, freeAtPause, needed: failure.neededBytes })) {
        throw new FailureError(failure)
      }
      full.delete(dev)
    },
    forget: () => full.clear(),
  }
}

function deviceOf(folder: string): Promise<number | null> {
  return stat(folder).then(
    ({ dev }) => dev,
    () => null,
  )
}

/** Free bytes must have grown by so much since a disk was full, before it is tried again. */
export const marginBytes = 2 * 1024 ** 2

/** Bytes that may still be written below this folder; undefined where the system does not say. */
export async function freeBytesIn(folder: string): Promise<number | undefined> {
  try {
    const { blocks, bavail, bsize } = await statfs(folder)
    // Some network shares and virtual file systems report nothing but zeros.
    return blocks > 0 ? bavail * bsize : undefined
  } catch {
    return undefined
  }
}

/** What is known of a disk that was full. All in bytes. */
interface FullDisk {
  readonly free: number
  /** Undefined when it was not looked at. */
  readonly freeAtPause?: number | undefined
  /** What did not fit; undefined when its length was not known. */
  readonly needed?: number | undefined
}

/**
 * Whether a disk that was full has room again: for what did not fit, and by a margin more than at that time, so that
 * a few bytes that come and go do not begin a transfer every few seconds.
 */
export function hasSpaceAgain({ free, freeAtPause = 0, needed = 0 }: FullDisk): boolean {
  return free >= needed && free - freeAtPause >= marginBytes
}
