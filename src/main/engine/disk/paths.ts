import { constants } from 'node:fs'
import { lstat, stat, unlink } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import { errorCode } from '@shared/model/error-code'

// Nothing else in the engine asks for the system.

/** Whether this is Windows. */
export const isWindows = process.platform === 'win32'

/** Whether this is Linux. */
export const isLinux = process.platform === 'linux'

/**
 * Whether a path names the same place whatever the working folder and, on Windows, the working drive is: `\\x` and `/x`
 * depend on that drive.
 */
export function isFullPath(path: string): boolean {
  return isAbsolute(path) && (!isWindows || /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(path))
}

/** Whether a path is this folder or lies in it at any depth; by names alone, nothing need exist. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way))
}

/**
 * Removes a file; one that is not there is fine. Rejects with the error of the file system.
 *
 * `rm` of Node looks at what it removes first, which costs as much as the removing.
 */
export async function removeFile(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

/** Refuses to open a link (`open(2)`, `O_NOFOLLOW`). Zero on Windows, where opening always follows links. */
export const noFollow = constants.O_NOFOLLOW ?? 0

/**
 * How a file that others may have put there is opened for reading: a link is refused, and a FIFO without a writer is
 * opened at once instead of being waited for (`open(2)`, `O_NONBLOCK`). The caller still checks that it is a file.
 */
export const readOnly = constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0)

/** Whether a folder is there; false also when that is unknown. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

/** Whether anything has this name; true also when that is unknown: what cannot be looked at is not gone. */
export function mayBeThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: unknown) => errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR',
  )
}
