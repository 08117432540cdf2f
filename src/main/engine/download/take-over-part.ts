import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fsyncFolder } from '../disk/fsync-folder'
import { partName } from '../disk/part-name'
import { folderOf } from '../library/gallery-record'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { QueuedImage } from '../storage/images/image-row'
import type { DownloadPorts } from './download-ports'
import { nameOf } from './saving/finish-image'
import { type KeptPart, keptPart } from './saving/resume'

/**
 * Takes over the partial file that another task left of this image in this folder, so that no byte of it is fetched twice;
 * null when there is none. An image between two tries keeps its own.
 *
 * Killed or without power at any instant, a row knows the name that the file has: both rows know it while it changes.
 */
export async function takeOverPart(
  run: DownloadPorts,
  gallery: StoredGallery,
  image: QueuedImage,
): Promise<QueuedImage | null> {
  const { storage } = run.output
  const { inFlight } = run.images
  if (image.part !== null || image.repair !== null) return null
  const folder = folderOf(gallery)
  for (const other of storage.images.parts.begunElsewhere(gallery, image.address)) {
    const left = keptPart(other)
    if (left === null || other.repair !== null || inFlight.isAtWork(other.id)) continue
    if (![image.address, ...image.alternatives].includes(left.address)) continue
    const part: KeptPart = { ...left, name: nameOf(run, gallery, image, left.address) }
    const path = (name: string, { id }: QueuedImage) => join(folder, partName(name, storage.partTag, id))
    storage.images.parts.save(image.id, part)
    await storage.durable()
    try {
      await rename(path(left.name, other), path(part.name, image))
      await fsyncFolder(folder)
    } catch {
      // Gone, or not to be moved: then it is fetched from the start.
      storage.images.parts.save(image.id, null)
      continue
    }
    storage.images.parts.save(other.id, null)
    return { ...image, part }
  }
  return null
}
