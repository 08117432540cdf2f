import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { TaskId } from '@shared/model/units'
import { withoutUserinfo } from '@shared/text/address-parts'
import type { Sequencer } from '../async/sequencer'
import { diskOperation } from '../disk/disk-errors'
import { fsyncFolder } from '../disk/fsync-folder'
import { partName } from '../disk/part-name'
import { removeFile } from '../disk/paths'
import type { Ports } from '../ports/ports'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { ListedImage } from '../storage/images/image-row'
import type { Storage } from '../storage/storage'

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
export function recordFolder({ storage, now, folders }: RecordTools, gallery: StoredGallery): Promise<void> {
  const folder = folderOf(gallery)
  return folders.run(gallery.place, () =>
    diskOperation(() => {
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
function* imagesOfFolder(
  { galleries, images }: Pick<Storage, 'galleries' | 'images'>,
  own: StoredGallery,
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
      if (isDownloaded(row)) return { row, rank }
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
        isDownloaded(found.row) &&
        ranked.slice(0, found.rank).some(({ id }) => images.files.isInGallery(id, file))
      if (!isRenewed) yield found.row
    }
  }
}

const isDownloaded = ({ state }: ListedImage) => state === 'saved' || state === 'skipped'

/** Name of the record in a gallery's folder. */
export const recordName = 'gallery.json'

/** Absolute path of a gallery's folder. */
export function folderOf(gallery: Pick<StoredGallery, 'root' | 'folder'>): string {
  return join(gallery.root, ...gallery.folder.split('/'))
}

/**
 * The temporary name of a record: each task of each data folder has its own, as two may finish one gallery at a time, and finds it
 * again after a kill.
 */
export function recordPartName(taskId: TaskId, partTag: string): string {
  return partName(`${recordName}.${taskId}`, partTag)
}

/** Format of the record; grows when a reader of the old one would misunderstand the new one. */
export const recordFormat = 1

/** Written together, so that a gallery of 100,000 images neither stands in memory nor costs as many writes. */
const rowsPerWrite = 500

/**
 * Writes `gallery.json`: what the folder holds and where it came from, so that it can be read without Galleon.
 *
 * Addresses stand there as they were, but for names and passwords. Under a temporary name first: the record is old or
 * new, never half. The new one survives a power cut when this resolves. `missingPages` counts pages of the gallery that
 * could not be read: their images are not among those of the record.
 */
export async function writeRecord(
  folder: string,
  gallery: StoredGallery,
  images: Iterable<ListedImage>,
  now: number,
  partTag: string,
  missingPages = 0,
): Promise<void> {
  const head = {
    format: recordFormat,
    key: gallery.key,
    title: gallery.title,
    ...(gallery.siteId === null ? {} : { id: gallery.siteId }),
    source: withoutUserinfo(gallery.page),
    recipe: gallery.recipe,
    savedAt: new Date(now).toISOString(),
    ...(Object.keys(gallery.fields).length > 0 ? { fields: gallery.fields } : {}),
    ...(missingPages > 0 ? { missingPages } : {}),
  }
  const path = join(folder, recordName)
  const temporary = join(folder, recordPartName(gallery.taskId, partTag))
  // What a kill left behind, or a link or a pipe that would lead the text elsewhere.
  await removeFile(temporary)
  const file = await open(temporary, 'wx')
  try {
    await file.write(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "files": [`)
    let lines: string[] = []
    let first = true
    for (const image of images) {
      lines.push(`${first ? '' : ','}\n    ${JSON.stringify(entry(image, gallery.page))}`)
      first = false
      if (lines.length < rowsPerWrite) continue
      await file.write(lines.join(''))
      lines = []
    }
    await file.write(`${lines.join('')}\n  ]\n}\n`)
    await file.sync()
  } catch (error) {
    await file.close()
    await removeFile(temporary)
    throw error
  }
  await file.close()
  await rename(temporary, path)
  await fsyncFolder(folder)
}

function entry(image: ListedImage, source: string): Record<string, unknown> {
  const { num, file } = image
  const page = image.page === source ? {} : { page: withoutUserinfo(image.page) }
  const shown = { address: withoutUserinfo(image.address), ...page }
  if (image.state === 'failed' || image.state === 'queued') {
    // A bad file that could not be replaced yet stays recorded as it should be.
    if (image.repair !== null) return { num, ...shown, ...image.repair }
    return { num, ...shown, missing: image.state === 'queued' ? 'queued' : image.failure?.kind }
  }
  const content = { bytes: image.bytes, type: image.type, sha256: image.sha256 }
  // Without content there is nothing that another file could hold, and no reader accepts such an entry.
  if (file === null && content.bytes === null) return { num, ...shown, missing: 'queued' }
  // Content that another file of the task holds and that the user wanted only once.
  if (file === null) return { num, ...shown, duplicate: true, ...content }
  const { smaller } = image
  const version =
    smaller === null ? {} : { version: { ...smaller, address: withoutUserinfo(smaller.address) } }
  return { num, file, ...shown, ...content, ...version }
}
