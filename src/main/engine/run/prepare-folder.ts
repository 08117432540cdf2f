import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeLastingFolder } from '../../lasting-folder'
import { onDisk } from '../transfer/disk'

/**
 * Makes the task's folder and proves that it can be written, before anything is asked of a site.
 *
 * Throws FailureError (not-writable, disk-full).
 */
export async function prepareFolder(folder: string): Promise<void> {
  await onDisk(() => makeLastingFolder(folder))
  await proveWritable(folder)
}

/**
 * Proves that files can be made in a folder that is there. Throws FailureError (not-writable, disk-full).
 *
 * Permissions are tried, not read: the superuser, read-only mounts and network shares answer differently from what
 * their modes say.
 */
export async function proveWritable(folder: string): Promise<void> {
  const probe = join(folder, `.galleon-${randomUUID()}.part`)
  await onDisk(async () => {
    await (await open(probe, 'wx')).close()
    await rm(probe)
  })
}
