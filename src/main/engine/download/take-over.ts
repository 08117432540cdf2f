import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fsyncFolder } from '../disk/fsync-folder'
import { partName } from '../disk/part-name'
import { folderOf } from '../library/gallery-record'
import type { GalleryRecord } from '../storage/galleries/gallery-row'
import type { ImageRecord } from '../storage/images/image-row'
import type { Storage } from '../storage/storage'
import type { ImagesInFlight } from './images-in-flight'
import type { PartRecord } from './save-image'

/** What is remembered of a partial file: its transfer's record, the name that it will get, and how far it is to be trusted. */
export interface KeptPart extends PartRecord {
  readonly name: string
  /** Since this start of the machine nothing of it was lost. */
  readonly boot: string
  /** So many bytes survive a power cut. */
  readonly flushed: number
}

/**
 * Makes the partial file that another task has left of this image in this folder the image's own, so that no byte of it is
 * fetched twice; null when there is none. One that is only between two tries keeps its own.
 *
 * `nameOf` gives the name that the image of an address will get. Killed or without power at any instant, a row knows the
 * name that the file has: both rows know it while it changes.
 */
export async function takeOverPart(
  storage: Storage,
  inFlight: ImagesInFlight,
  gallery: GalleryRecord,
  image: ImageRecord,
  nameOf: (address: string) => string,
): Promise<ImageRecord | null> {
  if (image.part !== null || image.repair !== null) return null
  const folder = folderOf(gallery)
  for (const other of storage.images.parts.begunElsewhere(gallery, image.address)) {
    const left = other.part as KeptPart | null
    if (left === null || other.repair !== null || inFlight.isAtWork(other.id)) continue
    if (![image.address, ...image.alternatives].includes(left.address)) continue
    const part: KeptPart = { ...left, name: nameOf(left.address) }
    const path = (name: string, { id }: ImageRecord) => join(folder, partName(name, storage.partTag, id))
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
