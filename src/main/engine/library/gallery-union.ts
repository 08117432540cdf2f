import type { Sequencer } from '../async/sequencer'
import { onDisk } from '../disk/disk-errors'
import type { Ports } from '../ports/ports'
import type { GalleryRecord } from '../storage/galleries/gallery-row'
import type { ListedImage } from '../storage/images/image-row'
import type { Storage } from '../storage/storage'
import { folderOf, writeRecord } from './gallery-record'

export interface RecordTools {
  readonly storage: Storage
  readonly now: Ports['now']
  /** By folder: of two tasks that finish one gallery the second writes what the first has written, and its own. */
  readonly folders: Sequencer
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

/**
 * The images of a gallery as its folder holds them: those of every task that saved into it, each address once, the
 * oldest task's first.
 *
 * Of several rows of one address the gallery's own counts, then the newest; one that has a file counts more than one
 * that has none. A file that two addresses had in turn is listed with the last of them. What other tasks only wait for is
 * not listed. Read in pieces, like `ofGallery`.
 */
export function* imagesOfFolder(
  { galleries, images }: Pick<Storage, 'galleries' | 'images'>,
  own: GalleryRecord,
): Iterable<ListedImage> {
  const others = galleries.folders.sharing(own).filter(({ id }) => id !== own.id)
  if (others.length === 0) {
    yield* images.ofGallery(own.taskId, own.id)
    return
  }
  const all = [...others, own].sort((one, other) => one.id - other.id)
  const ranked = [own, ...others.toReversed()]

  /** The row that counts among those of its address, and how much its gallery counts: 0 is most. */
  function best(address: string): { readonly row: ListedImage; readonly rank: number } | null {
    let first: { readonly row: ListedImage; readonly rank: number } | null = null
    for (const [rank, { id }] of ranked.entries()) {
      // An image that a task does not want must not stand for that of a task which has a file.
      const row = images.listedAt(id, address)
      if (row === null || (rank > 0 && row.state === 'queued')) continue
      if (hasContent(row)) return { row, rank }
      first ??= { row, rank }
    }
    return first
  }

  for (const [age, gallery] of all.entries()) {
    for (const { address } of images.ofGallery(gallery.taskId, gallery.id)) {
      if (all.slice(0, age).some(({ id }) => images.listedAt(id, address) !== null)) continue
      const found = best(address)
      if (found === null) continue
      const { file } = found.row
      const isRenewed =
        file !== null &&
        hasContent(found.row) &&
        ranked.slice(0, found.rank).some(({ id }) => images.files.isInGallery(id, file))
      if (!isRenewed) yield found.row
    }
  }
}

const hasContent = ({ state }: ListedImage) => state === 'saved' || state === 'skipped'
