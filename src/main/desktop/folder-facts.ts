import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname, isAbsolute, resolve } from 'node:path'
import type { FolderFacts } from '@shared/contract/desktop-commands'
import { isFolder } from '../engine/disk/paths'

/** The nearest thing of this path that exists: itself, its parent, … */
async function nearestExisting(path: string): Promise<string> {
  let place = path
  for (;;) {
    const exists = await stat(place).then(
      () => true,
      () => false,
    )
    const parent = dirname(place)
    if (exists || parent === place) return place
    place = parent
  }
}

async function canWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
}

async function freeBytes(folder: string): Promise<number | null> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  )
}

/**
 * What can be said of a folder before anything is written: a folder that does not exist yet is writable if it could be
 * made. A path that is relative, or that leads to a file, is not writable.
 */
export async function inspectFolder(path: string): Promise<FolderFacts> {
  if (!isAbsolute(path)) return { path, known: true, exists: false, writable: false, freeBytes: null }
  const folder = resolve(path)
  const nearest = await nearestExisting(folder)
  const isDirectory = await isFolder(nearest)
  return {
    path: folder,
    known: true,
    exists: nearest === folder && isDirectory,
    writable: isDirectory && (await canWrite(nearest)),
    freeBytes: isDirectory ? await freeBytes(nearest) : null,
  }
}

/** The folder itself if it exists, else the nearest parent that does: where a folder picker can open. */
export async function nearestFolder(path: string): Promise<string | null> {
  if (!isAbsolute(path)) return null
  const nearest = await nearestExisting(resolve(path))
  return (await isFolder(nearest)) ? nearest : dirname(nearest)
}
