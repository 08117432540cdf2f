import { access, constants, lstat, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { FailureError, localFailure } from '@shared/failure'
import { onDisk } from './disk'

/** How long an answer holds: long enough for many small images, short enough to notice an unplugged disk. */
const validMs = 1000

/** Folders that are remembered at a time. */
const mostFolders = 100

/**
 * Resolves with the real path of a folder that can be written to; throws FailureError (not-writable) otherwise.
 *
 * `root` is the folder that the person chose: it may be a link, nothing below it may, so that whoever plants one there
 * cannot lead files elsewhere. Asked before the first request of an image: a target that cannot be written to costs the
 * site nothing.
 */
export type FolderCheck = (folder: string, root?: string) => Promise<string>

/** Makes a check that asks the disk once a second and folder; links it looks for each time. `clock` gives monotonic ms. */
export function createFolderCheck(clock: () => number): FolderCheck {
  const answers = new Map<string, { readonly at: number; readonly real: Promise<string> }>()

  function realRoot(folder: string, root: string): Promise<string> {
    const known = answers.get(folder)
    if (known !== undefined && clock() - known.at < validMs) return known.real
    if (answers.size >= mostFolders) answers.clear()
    const real = onDisk(async () => {
      const path = await realpath(root)
      // The dot makes a file in the folder's place fail too.
      await access(`${join(path, relative(root, folder))}${sep}.`, constants.W_OK)
      return path
    })
    answers.set(folder, { at: clock(), real })
    return real
  }

  return async (folder, root = folder) => {
    const real = await realRoot(folder, root)
    return onDisk(() => refuseLinks(real, relative(root, folder)))
  }
}

/** The folder below a real one; throws FailureError (not-writable) if something on the way is a link or no folder. */
async function refuseLinks(root: string, below: string): Promise<string> {
  let path = root
  for (const name of below.split(sep)) {
    if (name === '') continue
    path = join(path, name)
    const facts = await lstat(path)
    if (facts.isDirectory()) continue
    const text = `${path} is ${facts.isSymbolicLink() ? 'a link to somewhere else' : 'no folder'}`
    throw new FailureError(localFailure('not-writable', text))
  }
  return path
}
