import { access, constants, lstat, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { errorCode } from '@shared/model/error-code'
import { FailureError, localFailure } from '@shared/model/failure'
import { diskOperation } from './disk-errors'

/** How long an answer holds: long enough for many small images, short enough to notice an unplugged disk. */
const validMs = 1000

/** Folders that are remembered at a time. */
const mostFolders = 100

/** A folder that can be written to. */
export interface CheckedFolder {
  /** Real path. */
  readonly path: string
  /** Device that it lies on. */
  readonly dev: number
}

/**
 * Resolves for a folder that can be written to; throws FailureError (not-writable) otherwise.
 *
 * `root` is the folder that the user chose: it may be a link, nothing below it may, so that a link that is planted there
 * cannot lead files elsewhere. Checked before the first request of an image: a target that cannot be written to costs the
 * site nothing. `restoreFolder` makes a missing folder again.
 */
export type CheckFolder = (
  folder: string,
  root?: string,
  restoreFolder?: () => Promise<void>,
) => Promise<CheckedFolder>

/** Makes a check that asks the disk once a second and folder, and looks for links each time. `clock` gives monotonic ms. */
export function createFolderChecker(clock: () => number): CheckFolder {
  const answers = new Map<string, { readonly at: number; readonly real: Promise<CheckedFolder> }>()

  function realRoot(folder: string, root: string): Promise<CheckedFolder> {
    const known = answers.get(folder)
    if (known !== undefined && clock() - known.at < validMs) return known.real
    if (answers.size >= mostFolders) answers.clear()
    const real = diskOperation(async () => {
      const path = await realpath(root)
      // The dot makes a file in the folder's place fail too.
      await access(`${join(path, relative(root, folder))}${sep}.`, constants.W_OK)
      return { path, dev: (await stat(path)).dev }
    })
    answers.set(folder, { at: clock(), real })
    return real
  }

  /** Looks that have not begun: callers of the same turn, as small images are by dozens, share one. */
  const looks = new Map<string, Promise<CheckedFolder>>()
  const look = (folder: string, root: string) => {
    const key = `${root}\0${folder}`
    const shared =
      looks.get(key) ??
      nextTurn().then(async () => {
        looks.delete(key)
        return refuseLinks(await realRoot(folder, root), relative(root, folder))
      })
    looks.set(key, shared)
    return shared
  }

  return (folder, root = folder, restoreFolder) =>
    diskOperation(async () => {
      try {
        return await look(folder, root)
      } catch (error) {
        const reason = error instanceof FailureError ? error.cause : error
        if (restoreFolder === undefined || errorCode(reason) !== 'ENOENT') throw error
        await restoreFolder()
        answers.delete(folder)
        return await look(folder, root)
      }
    })
}

/** The folder below a real one; throws FailureError (not-writable) if something on the way is a link or no folder. */
async function refuseLinks(root: CheckedFolder, below: string): Promise<CheckedFolder> {
  let { path, dev } = root
  for (const name of below.split(sep)) {
    if (name === '') continue
    path = join(path, name)
    const facts = await lstat(path)
    dev = facts.dev
    if (facts.isDirectory()) continue
    const text = `${path} is ${facts.isSymbolicLink() ? 'a link to somewhere else' : 'no folder'}`
    throw new FailureError(localFailure('not-writable', text))
  }
  return { path, dev }
}
