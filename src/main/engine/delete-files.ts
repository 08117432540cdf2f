import { rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TaskId } from '@shared/units'
import { removeFile } from '../remove-file'
import { recordName, recordPartName } from './run/gallery-record'
import { folderOf } from './run/settle-gallery'
import type { Storage } from './storage/storage'
import { onDisk } from './transfer/disk'
import { hasContent } from './transfer/hash-file'
import { partName } from './transfer/part-name'

/**
 * Removes the partial files of a task that is not running, and the folders that this leaves empty.
 *
 * Throws FailureError (not-writable).
 */
export async function deleteParts(storage: Storage, id: TaskId): Promise<void> {
  for (const { id: image, root, folder, part } of storage.images.parts(id)) {
    const { name } = part as { readonly name: string }
    await remove(join(root, ...folder.split('/'), partName(name, storage.partTag, image)))
  }
  storage.images.clearParts(id)
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    if (!gallery) continue
    await remove(join(folderOf(gallery), recordPartName(id, storage.partTag)))
    await removeIfEmpty(gallery.root, folderOf(gallery))
  }
}

/**
 * Removes what the task saved itself, never a file that it found there, and makes its images wait again.
 *
 * Gallery by gallery, the records before the files: at no instant do they promise a file that is gone.
 * Throws FailureError (not-writable); what could not go is a file that no record promises.
 */
export async function deleteFinished(storage: Storage, id: TaskId): Promise<void> {
  for (const galleryId of storage.galleries.ids(id)) {
    const gallery = storage.galleries.get(galleryId)
    if (!gallery) continue
    const folder = folderOf(gallery)
    const files = [...storage.images.ownFiles(id, galleryId)]
    storage.images.unsave(id, galleryId)
    storage.galleries.unsave(galleryId)
    await storage.durable()
    for (const { file, claimed } of files) {
      const path = join(folder, file)
      if (claimed === null || (await hasContent(path, claimed))) await remove(path)
    }
    await remove(join(folder, recordName))
    await removeIfEmpty(gallery.root, folder)
    storage.images.forgetClaims(id, galleryId)
  }
  storage.flush()
}

function remove(path: string): Promise<void> {
  return onDisk(() => removeFile(path))
}

/** Also the folders above, up to the task's own. */
export async function removeIfEmpty(root: string, folder: string): Promise<void> {
  try {
    for (let path = folder; path !== root && path.startsWith(root); path = dirname(path)) await rmdir(path)
  } catch {
    // Something of the person's lies in it, or it is gone already: both are as they should be.
  }
}
