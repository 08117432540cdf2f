import type { ImageRow } from '@shared/gallery'
import type { GalleryId } from '@shared/units'
import type { Storage } from './storage/storage'

/**
 * The images on disk in the folder of this gallery, those of other tasks that share the folder with them; each file
 * once, by its row in this gallery if it has one. In the order of the galleries' own numbers.
 */
export function imagesInFolder({ galleries, images }: Storage, id: GalleryId): readonly ImageRow[] {
  const gallery = galleries.get(id)
  if (gallery === null) return []
  const others = galleries.inFolder(gallery.root, gallery.folder).filter((other) => other.id !== id)
  const files = new Map<string, ImageRow>()
  for (const { id: of, taskId } of [gallery, ...others]) {
    for (const image of images.ofGallery(taskId, of)) {
      if (image.file !== null && !files.has(image.file)) files.set(image.file, image)
    }
  }
  const rows = [...files.values()]
  return others.length === 0 ? rows : rows.sort((one, other) => one.num - other.num)
}
