import { randomUUID } from 'node:crypto'
import { lstat, mkdir, open, realpath, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '@shared/model/error-code'
import { FailureError, failure, localFailure } from '@shared/model/failure'
import { diskOperation } from '../disk/disk-errors'
import { fsyncFolder } from '../disk/fsync-folder'
import { makeDurableFolder } from '../disk/make-folder'
import { isFolder, isFullPath } from '../disk/paths'
import { type Remembered, type RememberedValues, rememberedText } from '../ports/ports'
import type { GalleryFolderRows } from '../storage/galleries/gallery-folders'

/**
 * Refuses a folder that is looked for in the working folder of a process: that of the engine may be another program than
 * the one that named it. Throws FailureError (invalid-input).
 */
export function requireFullPath(folder: string): void {
  if (isFullPath(folder)) return
  throw new FailureError(failure('invalid-input', 'folder: not an absolute path'))
}

/** Where the drive that holds this folder is mounted; null if it is the one that holds everything. */
async function mountPointOf(folder: string): Promise<string | null> {
  let path = await realpath(folder)
  const { dev } = await stat(path)
  for (let parent = dirname(path); parent !== path; parent = dirname(path)) {
    if ((await stat(parent)).dev !== dev) return path
    path = parent
  }
  return null
}

/**
 * Whether a drive is mounted there. Without it the folder may be there all the same, as an empty one of the drive below:
 * what is saved then lands on the wrong drive and is hidden when the right one comes back.
 */
async function isMounted(point: string): Promise<boolean> {
  try {
    const [inner, outer] = await Promise.all([stat(point), stat(dirname(point))])
    return inner.dev !== outer.dev
  } catch {
    return false
  }
}

/** Path of a folder without symbolic links; the path itself where the folder is gone or cannot be read. */
export function realFolder(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder)
}

/**
 * Notes with the galleries below these roots where the roots lie now. A root may have become a link since they were saved:
 * without this the records would take one folder for two. A root that is gone keeps what was noted.
 */
export async function noteRealRoots(
  galleries: Pick<GalleryFolderRows, 'roots' | 'saveRealRoot'>,
  roots: readonly string[] = galleries.roots(),
): Promise<void> {
  for (const root of roots) {
    const real = await realpath(root).catch(() => null)
    if (real !== null) galleries.saveRealRoot(root, real)
  }
}

/**
 * Proves that a task's folder can be written, before anything is asked of a site. Throws FailureError (not-writable,
 * disk-full).
 *
 * It is made only for a task that has nothing in it yet. A folder that is gone later was on a drive that was pulled out,
 * or was moved away: made again in its place, the rest of a gallery would lie where the user does not look for it.
 */
export async function prepareFolder(
  folder: string,
  isNew: boolean,
  remembered: RememberedValues,
): Promise<void> {
  if (isNew) {
    await diskOperation(() => makeDurableFolder(folder))
    const point = await diskOperation(() => mountPointOf(folder))
    if (point !== null || remembered.get(mountPoint(folder)) !== null) {
      remembered.set(mountPoint(folder), point ?? '')
    }
  }
  await refuseGone(folder, remembered)
  await proveWritable(folder)
}

/** Where the drive of a task's folder was mounted; empty: on no drive of its own. */
function mountPoint(folder: string): Remembered<string | null> {
  return rememberedText(`mount-point ${folder}`)
}

/** Throws FailureError (not-writable) if a folder that was there is not, or not on the drive that it was on. */
export async function refuseGone(folder: string, remembered: RememberedValues): Promise<void> {
  const point = remembered.get(mountPoint(folder))
  if (point && !(await isMounted(point))) {
    throw new FailureError(localFailure('not-writable', `the drive at ${point} is not there`))
  }
  await diskOperation(() => stat(folder)).catch((error: unknown) => {
    const isGone = error instanceof FailureError && errorCode(error.cause) === 'ENOENT'
    throw isGone
      ? new FailureError(localFailure('not-writable', `${folder} is gone`), { cause: error.cause })
      : error
  })
}

/** Whether files can be made in a folder that was there before; never rejects. */
export async function isWritable(folder: string, remembered: RememberedValues): Promise<boolean> {
  try {
    await refuseGone(folder, remembered)
    await proveWritable(folder)
    return true
  } catch {
    return false
  }
}

/**
 * Makes a gallery's folder again if it was deleted, as the user wants the files; not if its drive is
 * gone. Throws FailureError (not-writable, disk-full).
 */
export async function restoreGalleryFolder(
  root: string,
  path: string,
  remembered: RememberedValues,
): Promise<void> {
  await refuseGone(root, remembered)
  await diskOperation(() => makeFolderBelow(root, path))
}

/**
 * Makes a folder below one that is there, and those between, so that they survive a power cut; never that one itself.
 *
 * Rejects with the error of the file system: ENOENT if `root` is gone.
 */
export async function makeFolderBelow(root: string, path: string): Promise<void> {
  try {
    await mkdir(path)
    await fsyncFolder(dirname(path))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && path !== root && dirname(path) !== root) {
      await makeFolderBelow(root, dirname(path))
      await mkdir(path).catch((again: unknown) => refuseUnlessFolder(path, again))
      await fsyncFolder(dirname(path))
    } else await refuseUnlessFolder(path, error)
  }
}

async function refuseUnlessFolder(path: string, error: unknown): Promise<void> {
  if (!(await isFolder(path))) throw error
}

/**
 * Proves that files can be made in a folder that is there. Throws FailureError (not-writable, disk-full).
 *
 * Permissions are tried, not read: the superuser, read-only mounts and network shares answer differently from what
 * their modes say.
 */
export async function proveWritable(folder: string): Promise<void> {
  // One name, so that what a kill leaves is found and deleted; another only where a file of the user has it.
  const usual = join(folder, '.galleon-probe.part')
  await diskOperation(async () => {
    if (await isEmptyFile(usual)) await rm(usual, { force: true })
    const probe = (await isTaken(usual)) ? join(folder, `.galleon-${randomUUID()}.part`) : usual
    // Made only if it is not there: never through a planted link.
    const file = await open(probe, 'wx').catch((error: unknown) => {
      // Another task proves the same in this instant.
      if (errorCode(error) === 'EEXIST') return null
      throw error
    })
    await file?.close()
    await rm(probe, { force: true })
  })
}

async function isEmptyFile(path: string): Promise<boolean> {
  const facts = await lstat(path).catch(() => null)
  return facts?.isFile() === true && facts.size === 0
}

async function isTaken(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null
}
