import { mkdirSync, statSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { fsyncFolder, fsyncFolderSync } from './fsync-folder'
import { isFolder } from './paths'

/** As `makeFolder`; when it resolves, the folders that it made survive a power cut. */
export async function makeDurableFolder(path: string): Promise<void> {
  for (const made of await makeFolder(path)) await fsyncFolder(dirname(made))
}

/** As `makeDurableFolder`, at once; `mode` is that of the folders it makes. */
export function makeDurableFolderSync(path: string, mode?: number): void {
  for (const made of makeFolderSync(path, mode)) fsyncFolderSync(dirname(made))
}

// Node's own recursive mkdir never returns where a parent exists and refuses with ENOENT, as /proc, some network drives
// and pulled-out disks do (nodejs/node, libuv answers ENOENT and the parent is there: it tries for ever). These give up.

/**
 * Makes a folder and those above it; one that is there is fine. Answers those that it made, the outermost first.
 *
 * Rejects with the error of the file system.
 */
export async function makeFolder(path: string): Promise<readonly string[]> {
  try {
    await mkdir(path)
    return [path]
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && dirname(path) !== path && !(await pathExists(dirname(path)))) {
      return [...(await makeFolder(dirname(path))), ...(await makeFolder(path))]
    }
    if (!(await isFolder(path))) throw error
    return []
  }
}

/** As `makeFolder`, at once; `mode` is that of the folders it makes. */
export function makeFolderSync(path: string, mode?: number): readonly string[] {
  try {
    mkdirSync(path, mode)
    return [path]
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && dirname(path) !== path && !pathExistsSync(dirname(path))) {
      return [...makeFolderSync(dirname(path), mode), ...makeFolderSync(path, mode)]
    }
    if (!isFolderSync(path)) throw error
    return []
  }
}

function pathExists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function pathExistsSync(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function isFolderSync(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
