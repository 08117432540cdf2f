import { unlink } from 'node:fs/promises'
import { errorCode } from './engine/disk/error-code'

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
