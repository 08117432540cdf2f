import { relative, sep } from 'node:path'
import type { GalleryId } from '@shared/model/units'
import { isInside } from './disk/paths'
import { folderOf } from './library/finish-gallery'
import { noteRealRoots, realFolder } from './real-roots'
import type { Storage } from './storage/storage'

/**
 * Absolute paths that would go along if the folder of this gallery went: of other galleries and of what tasks save to,
 * on the list or not. Paths are compared without symbolic links. They need not exist. The same gallery of another task, which has the same folder, is no other.
 */
export async function othersInside(
  { galleries, tasks }: Pick<Storage, 'galleries' | 'tasks'>,
  id: GalleryId,
): Promise<readonly string[]> {
  await noteRealRoots(galleries)
  const gallery = galleries.get(id)
  if (gallery === null) return []
  const own = await realFolder(folderOf(gallery))
  const others = new Set<string>()
  for (const folder of tasks.folders()) if (isInside(await realFolder(folder), own)) others.add(folder)
  for (const root of galleries.roots()) {
    const realRoot = await realFolder(root)
    const below = isInside(realRoot, own)
      ? ''
      : isInside(own, realRoot)
        ? relative(realRoot, own).replaceAll(sep, '/')
        : null
    if (below === null) continue
    for (const other of galleries.inside(root, below)) {
      const isSame = other.id === id || (other.key === gallery.key && other.place === gallery.place)
      if (!isSame) others.add(folderOf(other))
    }
  }
  return [...others]
}
