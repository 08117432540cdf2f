import { mkdirSync, statSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

// Node's own recursive mkdir never returns where a parent exists and refuses with ENOENT, as /proc, some network drives
// and pulled-out disks do (nodejs/node, libuv answers ENOENT and the parent is there: it tries for ever). These give up.

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Makes a folder and those above it; one that is there is fine. Rejects with the error of the file system. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && dirname(path) !== path && !(await isThere(dirname(path)))) {
      await makeFolder(dirname(path))
      await makeFolder(path)
    } else if (!(await isFolder(path))) throw error
  }
}

/** As `makeFolder`, at once; `mode` is that of the folders it makes. */
export function makeFolderSync(path: string, mode?: number): void {
  try {
    mkdirSync(path, mode)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && dirname(path) !== path && !isThereSync(dirname(path))) {
      makeFolderSync(dirname(path), mode)
      makeFolderSync(path, mode)
    } else if (!isFolderSync(path)) throw error
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  )
}

function isThereSync(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function isFolderSync(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
