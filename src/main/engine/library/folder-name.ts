import type { EpochMs } from '@shared/model/units'
import type { NameFields } from '@shared/name-template/name-template'
import { folderSegments, numberedName } from '../disk/names/file-name'
import type { EarlierGallery, GalleryRecord } from '../storage/gallery-rows'

/** What of a gallery its folder's name is made of. */
type Named = Pick<GalleryRecord, 'title' | 'siteId' | 'host' | 'fields' | 'position'>

/** The fields of a folder template; `pages` is how many the range has, 0 for an open one. */
export function folderFields(
  { title, siteId, host, fields, position }: Named,
  pages: number,
  at: EpochMs,
): NameFields {
  return { ...fields, title, id: siteId, host, page: { number: position + 1, of: pages }, date: new Date(at) }
}

/**
 * The folder that a gallery got in an earlier task by the same template, whatever the site calls it now; null if there is
 * none. By another template it gets another folder: the user asked for that name.
 */
export function earlierFolder(
  earlier: readonly EarlierGallery[],
  template: string,
  pages: number,
): string | null {
  const found = earlier.find((gallery) => {
    const segments = folderSegments(template, folderFields(gallery, pages, gallery.addedAt))
    const own = segments.pop() ?? ''
    const number = Number(/ \((\d{1,4})\)$/.exec(gallery.folder)?.[1] ?? 1)
    return [1, number].some((copy) => [...segments, numberedName(own, copy)].join('/') === gallery.folder)
  })
  return found?.folder ?? null
}
