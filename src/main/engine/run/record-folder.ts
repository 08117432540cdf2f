import type { Turns } from '../async/sequencer'
import { onDisk } from '../disk/disk-errors'
import { folderOf, writeRecord } from '../library/gallery-record'
import { imagesOfFolder } from '../library/gallery-union'
import type { Ports } from '../ports/ports'
import type { GalleryRecord } from '../storage/gallery-rows'
import type { Storage } from '../storage/storage'

export interface RecordTools {
  readonly storage: Storage
  readonly now: Ports['now']
  /** By folder: of two tasks that finish one gallery the second writes what the first has written, and its own. */
  readonly folders: Turns
}

/**
 * Writes the `gallery.json` of a gallery's folder: what all tasks have saved into it, under the gallery's own head.
 *
 * Throws FailureError (not-writable, disk-full).
 */
export function recordFolder({ storage, now, folders }: RecordTools, gallery: GalleryRecord): Promise<void> {
  const folder = folderOf(gallery)
  return folders.run(gallery.place, () =>
    onDisk(() => {
      // Within the turn: pages may have been read while another task wrote its record.
      const missingPages = storage.incomplete.pagesOf(gallery)
      return writeRecord(
        folder,
        gallery,
        imagesOfFolder(storage, gallery),
        now(),
        storage.partTag,
        missingPages,
      )
    }),
  )
}
