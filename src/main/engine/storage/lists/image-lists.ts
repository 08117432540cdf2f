import type { ImageQuery, ImageRow, Slice } from '@shared/model/gallery'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { integer } from '../columns'
import type { Database, Row, Value } from '../database/database'
import { imageRow, type KnownFile, known, type ListedImage, listedImage } from '../image-records'
import { createImageList } from './list-images'

/** The rows of `images` as they are looked at. */
export interface ImageLists {
  list(query: ImageQuery): Slice<ImageRow>
  row(id: ImageId): ImageRow | null
  /** Where a saved image lies. */
  file(id: ImageId): KnownFile | null
  /** All images of a gallery in order, one at a time. */
  ofGallery(taskId: TaskId, galleryId: GalleryId): Iterable<ListedImage>
  /** Images of a gallery with the files that this task saved, found there, or was about to name when it ended. */
  ownFiles(taskId: TaskId, galleryId: GalleryId): Iterable<OwnFile>
  /** The same with the content that each was recorded with; those that have none are left out. */
  recordedFiles(taskId: TaskId, galleryId: GalleryId): Iterable<OwnContent>
}

/** Name and content of a file that is saved, or about to be. */
export interface OwnContent {
  readonly id: ImageId
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/** A file that the task saved, that is the task's if its content is the recorded one, or that it found there. */
export interface OwnFile {
  readonly id: ImageId
  readonly file: string
  readonly state: 'saved' | 'claimed' | 'found'
  /** What was recorded of it; null in records that are too old to tell. */
  readonly content: { readonly bytes: number; readonly sha256: string } | null
}

/** Images whose file is known, with the place of their gallery. */
export const knownFile = `SELECT images.*, galleries.root, galleries.folder, galleries.place FROM images
  JOIN galleries ON galleries.id = images.gallery_id
  WHERE images.state IN ('saved', 'skipped') AND images.file IS NOT NULL AND galleries.forgotten_at IS NULL`

/** Rows of a long gallery that stand in memory together. */
const rowsPerRead = 500

/** Lists of images for deletion and moves. */
export function createImageLists(database: Database): ImageLists {
  /** Read in pieces by their order, because a cursor that stays open does not survive writes to the database. */
  function* inOrder(taskId: TaskId, galleryId: GalleryId): Iterable<Row> {
    const sql = `SELECT * FROM images WHERE task_id = ? AND gallery_id = ? AND num > ? AND state != 'unwanted'
      ORDER BY num LIMIT ?`
    for (let last = 0; ; ) {
      const rows = database.all(sql, taskId, galleryId, last, rowsPerRead)
      yield* rows
      const end = rows.at(-1)
      if (!end || rows.length < rowsPerRead) return
      last = integer(end, 'num')
    }
  }

  return {
    list: createImageList(database),
    row(id) {
      const row = database.get('SELECT * FROM images WHERE id = ?', id)
      return row ? imageRow(row) : null
    },
    file(id) {
      const row = database.get(`${knownFile} AND images.id = ?`, id)
      return row ? known(row) : null
    },
    *ofGallery(taskId, galleryId) {
      for (const row of inOrder(taskId, galleryId)) yield listedImage(row)
    },
    *recordedFiles(taskId, galleryId) {
      for (const row of inOrder(taskId, galleryId)) {
        const { id, state, file, bytes, sha256 } = row
        if (state !== 'saved' && state !== 'queued') continue
        if (file === null || bytes === null || sha256 === null) continue
        yield { id: id as ImageId, file: String(file), bytes: Number(bytes), sha256: String(sha256) }
      }
    },
    *ownFiles(taskId, galleryId) {
      for (const row of inOrder(taskId, galleryId)) {
        const { id, state, file, bytes, sha256 } = row
        const own = ownState(state)
        if (file === null || own === null) continue
        yield {
          id: id as ImageId,
          file: String(file),
          state: own,
          content:
            bytes === null || sha256 === null ? null : { bytes: Number(bytes), sha256: String(sha256) },
        }
      }
    },
  }
}

function ownState(state: Value | undefined): OwnFile['state'] | null {
  if (state === 'saved') return 'saved'
  if (state === 'queued') return 'claimed'
  return state === 'skipped' ? 'found' : null
}
