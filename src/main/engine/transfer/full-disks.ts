import { stat } from 'node:fs/promises'
import { FailureError, type LocalFailure } from '@shared/model/failure'
import { freeBytesIn, hasRoomAgain } from '../disk/space/free-space'

/** Disks that turned out to be full, so that tasks behind the first one need not find out by fetching. */
export interface FullDisks {
  /** Remembers the disk of this folder; resolves with its free bytes, undefined where the system does not tell. */
  note(folder: string, failure: LocalFailure): Promise<number | undefined>
  /** Throws FailureError (disk-full) while the disk of this folder has no more room than when it was full. */
  check(folder: string): Promise<void>
  /** All are tried anew: a person says that there is room. */
  forget(): void
}

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
      if (free !== undefined && !hasRoomAgain({ free, freeAtPause, needed: failure.neededBytes })) {
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
