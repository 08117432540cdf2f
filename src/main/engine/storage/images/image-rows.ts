import type { ImageQuery, ImageRow, Slice } from '@shared/model/gallery'
import { type EpochMs, type GalleryId, ImageId, type TaskId } from '@shared/model/units'
import { countIn } from '../columns'
import type { Database } from '../database/database'
import { createImageList } from '../lists/list-images'
import { createImageFileRows, type ImageFileRows } from './image-files'
import { createImagePartRows, type ImagePartRows } from './image-parts'
import {
  type ImageVersion,
  imageRow,
  type ListedImage,
  listedImage,
  type NewImage,
  type RecordedFile,
  rowsInOrder,
} from './image-row'
import {
  createImageOutcomeRows,
  createImageQueueRows,
  type ImageOutcomeRows,
  type ImageQueueRows,
} from './image-states'
import { createOwnFileRows, type OwnFileRows } from './owned-files'

/** The images of a task and its galleries. */
export interface ImageTableRows {
  /** Queues an image; null if the gallery has that address already. */
  add(taskId: TaskId, galleryId: GalleryId, num: number, image: NewImage, at: EpochMs): ImageId | null
  /** Adds one that the user does not want: its place in the gallery is taken, and it is in no count and no record. False as for `add`. */
  addUnwanted(taskId: TaskId, galleryId: GalleryId, num: number, image: NewImage, at: EpochMs): boolean
  /** Adds one whose file is in the gallery's folder already; null as for `add`. A null `file`: its content is that of another file. */
  adopt(
    taskId: TaskId,
    galleryId: GalleryId,
    num: number,
    image: NewImage,
    file: Omit<RecordedFile, 'file'> & { readonly file: string | null },
    at: EpochMs,
  ): ImageId | null
  /** The highest number of an image in a gallery; 0 for an empty one. */
  lastNum(taskId: TaskId, galleryId: GalleryId): number
  row(id: ImageId): ImageRow | null
  /** The image of this address in a gallery, whatever its state; null if it has none. */
  ofAddress(galleryId: GalleryId, address: string): ListedImage | null
  /** The same as `ofGallery` lists it: null also for one that its task does not want. */
  listedAt(galleryId: GalleryId, address: string): ListedImage | null
  /** All images of a gallery in order, read in pieces, without those that its task does not want. */
  ofGallery(taskId: TaskId, galleryId: GalleryId): Iterable<ListedImage>
  list(query: ImageQuery): Slice<ImageRow>
}

/** The rows of `images`, by what is done with them. */
export interface ImageRows extends ImageTableRows {
  readonly queue: ImageQueueRows
  readonly parts: ImagePartRows
  readonly outcome: ImageOutcomeRows
  readonly files: ImageFileRows
  readonly owned: OwnFileRows
}

/** The rows of `images` of one database. */
export function createImageRows(database: Database): ImageRows {
  return {
    ...createImageTableRows(database),
    queue: createImageQueueRows(database),
    parts: createImagePartRows(database),
    outcome: createImageOutcomeRows(database),
    files: createImageFileRows(database),
    owned: createOwnFileRows(database),
  }
}

function createImageTableRows(database: Database): ImageTableRows {
  const one = (sql: string, galleryId: GalleryId, address: string): ListedImage | null => {
    const row = database.get(sql, galleryId, address)
    return row ? listedImage(row) : null
  }
  return {
    add: (taskId, galleryId, num, image, at) => addQueued(database, taskId, galleryId, num, image, at),
    addUnwanted(taskId, galleryId, num, { address, page }, at) {
      const sql = `INSERT INTO images (task_id, gallery_id, num, address, page, state, at)
        VALUES (?, ?, ?, ?, ?, 'unwanted', ?) ON CONFLICT (gallery_id, address) DO NOTHING`
      return database.run(sql, taskId, galleryId, num, address, page, at).changes > 0
    },
    adopt(taskId, galleryId, num, { address, page }, { file, bytes, sha256, type }, at) {
      const sql = `INSERT INTO images (task_id, gallery_id, num, address, page, state, file, bytes, sha256, type, at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (gallery_id, address) DO NOTHING`
      const image = [taskId, galleryId, num, address, page] as const
      const state = file === null ? 'skipped' : 'saved'
      const { changes, id } = database.run(sql, ...image, state, file, bytes, sha256, type, at)
      return changes > 0 ? ImageId.parse(id) : null
    },
    lastNum(taskId, galleryId) {
      const sql = 'SELECT max(num) AS n FROM images WHERE task_id = ? AND gallery_id = ?'
      return countIn(database.get(sql, taskId, galleryId))
    },
    row(id) {
      const row = database.get('SELECT * FROM images WHERE id = ?', id)
      return row ? imageRow(row) : null
    },
    ofAddress: (galleryId, address) =>
      one('SELECT * FROM images WHERE gallery_id = ? AND address = ?', galleryId, address),
    listedAt(galleryId, address) {
      const sql = `SELECT * FROM images WHERE gallery_id = ? AND address = ? AND state != 'unwanted'`
      return one(sql, galleryId, address)
    },
    *ofGallery(taskId, galleryId) {
      for (const row of rowsInOrder(database, taskId, galleryId)) yield listedImage(row)
    },
    list: createImageList(database),
  }
}

function addQueued(
  database: Database,
  taskId: TaskId,
  galleryId: GalleryId,
  num: number,
  image: NewImage,
  at: EpochMs,
): ImageId | null {
  const { changes, id } = database.run(
    `INSERT INTO images (task_id, gallery_id, num, address, alternatives, page, referer, policy, version, state, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)
     ON CONFLICT (gallery_id, address) DO NOTHING`,
    taskId,
    galleryId,
    num,
    image.address,
    image.alternatives.length > 0 ? JSON.stringify(image.alternatives) : null,
    image.page,
    image.referer ?? null,
    image.policy ?? null,
    versionText(image),
    at,
  )
  return changes > 0 ? ImageId.parse(id) : null
}

function versionText(image: NewImage): string | null {
  const { inPlaceOf } = image
  const version = { ...shownVersion(image), ...(inPlaceOf === undefined ? {} : { inPlaceOf }) }
  return Object.keys(version).length > 0 ? JSON.stringify(version) : null
}

function shownVersion({
  address,
  alternatives,
  shown,
  shownArea,
  width,
  guessed,
}: NewImage): ImageVersion | null {
  if (shown === undefined) return null
  const place = [address, ...alternatives].indexOf(shown)
  if (place < 1) return null
  return {
    shown: place,
    ...(shownArea === undefined ? {} : { shownArea }),
    ...(width === undefined ? {} : { width }),
    ...(guessed === undefined ? {} : { guessed }),
  }
}
