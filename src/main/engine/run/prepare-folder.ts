import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FailureError, failure } from '@shared/failure'
import { makeFolder } from '../../make-folder'

/**
 * Makes the task's folder and proves that it can be written, before anything is asked of a site.
 *
 * Fails with `not-writable` or `disk-full`. Permissions are tried, not read: the superuser, read-only mounts and
 * network shares answer differently from what their modes say.
 */
export async function prepareFolder(folder: string, unique: string): Promise<void> {
  const probe = join(folder, `.galleon-${unique}.part`)
  try {
    await makeFolder(folder)
    await (await open(probe, 'wx')).close()
    await rm(probe)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const full = code === 'ENOSPC' || code === 'EDQUOT'
    throw new FailureError(failure(full ? 'disk-full' : 'not-writable', message), { cause: error })
  }
}
