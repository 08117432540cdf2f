import { relative, sep } from 'node:path'
import type { GalleryId } from '@shared/units'
import { isInside } from '../is-inside'
import { folderOf } from './run/settle-gallery'
import type { Storage } from './storage/storage'

/**
 * Absolute paths that would go along if the folder of this gallery went: of other galleries and of what tasks save to,
 * on the list or not. They need not exist. The same gallery of another task, which has the same folder, is no other.
 */
export function othersInside(
  { galleries, tasks }: Pick<Storage, 'galleries' | 'tasks'>,
  id: GalleryId,
): readonly string[] {
  const gallery = galleries.get(id)
  if (gallery === null) return []
  const own = folderOf(gallery)
  const others = new Set(tasks.folders().filter((folder) => isInside(folder, own)))
  for (const root of galleries.roots()) {
    const below = isInside(root, own)
      ? ''
      : isInside(own, root)
        ? relative(root, own).replaceAll(sep, '/')
        : null
    if (below === null) continue
    for (const other of galleries.inside(root, below)) {
      const folder = folderOf(other)
      const isSame = other.id === id || (other.key === gallery.key && folder === own)
      if (!isSame) others.add(folder)
    }
  }
  return [...others]
}
