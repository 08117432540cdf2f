import { realpath } from 'node:fs/promises'
import type { GalleryRows } from './storage/gallery-rows'

/** Path of a folder without symbolic links; the path itself where the folder is gone or cannot be read. */
export function realFolder(folder: string): Promise<string> {
  return realpath(folder).catch(() => folder)
}

/**
 * Notes with the galleries below these roots where the roots lie now. A root may have become a link since they were saved:
 * without this the records would take one folder for two. A root that is gone keeps what was noted.
 */
export async function noteRealRoots(
  galleries: Pick<GalleryRows, 'roots' | 'noteRealRoot'>,
  roots: readonly string[] = galleries.roots(),
): Promise<void> {
  for (const root of roots) {
    const real = await realpath(root).catch(() => null)
    if (real !== null) galleries.noteRealRoot(root, real)
  }
}
