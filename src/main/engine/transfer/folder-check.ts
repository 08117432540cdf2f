import { access, constants, realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { onDisk } from './disk'

/** How long an answer holds: long enough for many small images, short enough to notice an unplugged disk. */
const validMs = 1000

/** Folders that are remembered at a time. */
const mostFolders = 100

/**
 * Resolves with the real path of a folder that can be written to; throws FailureError (not-writable) otherwise.
 *
 * Asked before the first request of an image: a target that cannot be written to costs the site nothing.
 */
export type FolderCheck = (folder: string) => Promise<string>

/** Makes a check that asks the disk once a second and folder. `clock` gives monotonic milliseconds. */
export function createFolderCheck(clock: () => number): FolderCheck {
  const answers = new Map<string, { readonly at: number; readonly real: Promise<string> }>()
  return (folder) => {
    const known = answers.get(folder)
    if (known !== undefined && clock() - known.at < validMs) return known.real
    if (answers.size >= mostFolders) answers.clear()
    const real = onDisk(async () => {
      const path = await realpath(folder)
      // The dot makes a file in the folder's place fail too.
      await access(`${path}${sep}.`, constants.W_OK)
      return path
    })
    answers.set(folder, { at: clock(), real })
    return real
  }
}
