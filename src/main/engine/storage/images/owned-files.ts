import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { integer, readGalleryId, readImageId, readTaskId, text } from '../columns'
import type { Database, Row } from '../database/database'
import { rowsInOrder } from './image-row'

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
  /** What was recorded of it; null in records that are too old to say. */
  readonly content: { readonly bytes: number; readonly sha256: string } | null
}

/** A file of a gallery's folder that another task may have in its record too. */
interface SharedFile {
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  /** Its name in the folder of the gallery. */
  readonly file: string
}

/** The files of a gallery that its task owns, as their deletion or move sees them. */
export interface OwnFileRows {
  /** Files of a gallery that this task saved, found there, or was about to name when it ended. */
  list(taskId: TaskId, galleryId: GalleryId): Iterable<OwnFile>
  /** The saved and claimed ones of them with the content that each was recorded with; without those that have none. */
  contents(taskId: TaskId, galleryId: GalleryId): Iterable<OwnContent>
  /**
   * Makes another task on the list the owner of this file, as if that task had saved it; null when none has the file.
   * A task that has saved it too is preferred to one that only found it.
   */
  handOver(file: SharedFile): { readonly taskId: TaskId; readonly galleryId: GalleryId } | null
  /** The file is about to be deleted: tasks that are off the list have it no more. Their galleries, each once. */
  leaveToRemoved(file: SharedFile): readonly GalleryId[]
  /**
   * The files of a gallery are about to be deleted: its images wait again. Those whose files this task saved keep name
   * and content as if they were about to get them, so that a kill in the middle leaves nothing unknown.
   */
  unsave(taskId: TaskId, galleryId: GalleryId): void
  /** The files of a gallery are deleted: what `unsave` kept is forgotten. */
  forgetClaims(taskId: TaskId, galleryId: GalleryId): void
}

/** The rows of `images` of a gallery whose files are to be deleted or moved. */
export function createOwnFileRows(database: Database): OwnFileRows {
  return {
    *list(taskId, galleryId) {
      for (const row of rowsInOrder(database, taskId, galleryId)) {
        const state = ownState(row)
        const file = row['file']
        if (typeof file === 'string' && state !== null)
          yield { id: readImageId(row, 'id'), file, state, content: contentOf(row) }
      }
    },
    *contents(taskId, galleryId) {
      for (const row of rowsInOrder(database, taskId, galleryId)) {
        if (row['state'] !== 'saved' && row['state'] !== 'queued') continue
        const content = contentOf(row)
        const file = row['file']
        if (typeof file === 'string' && content !== null)
          yield { id: readImageId(row, 'id'), file, ...content }
      }
    },
    handOver: (file) => handOver(database, file),
    leaveToRemoved: (file) => leaveToRemoved(database, file),
    unsave(taskId, galleryId) {
      const found = `UPDATE images INDEXED BY images_order SET file = NULL, bytes = NULL, sha256 = NULL, type = NULL
        WHERE task_id = ? AND gallery_id = ? AND state = 'skipped'`
      database.run(found, taskId, galleryId)
      const sql = `UPDATE images INDEXED BY images_order SET state = 'queued'
        WHERE task_id = ? AND gallery_id = ? AND state IN ('saved', 'skipped')`
      database.run(sql, taskId, galleryId)
      const repairs = `UPDATE images INDEXED BY images_order SET repair = NULL
        WHERE task_id = ? AND gallery_id = ? AND repair IS NOT NULL`
      database.run(repairs, taskId, galleryId)
    },
    forgetClaims(taskId, galleryId) {
      const sql = `UPDATE images INDEXED BY images_order SET file = NULL, bytes = NULL, sha256 = NULL, type = NULL
        WHERE task_id = ? AND gallery_id = ? AND state = 'queued' AND file IS NOT NULL`
      database.run(sql, taskId, galleryId)
    },
  }
}

const others = `FROM galleries JOIN images ON images.gallery_id = galleries.id JOIN tasks ON tasks.id = galleries.task_id
  WHERE galleries.place = (SELECT place FROM galleries WHERE id = ?) AND galleries.task_id <> ?
    AND galleries.forgotten_at IS NULL AND images.file = ? AND images.state IN ('saved', 'skipped')`

function handOver(
  database: Database,
  { taskId, galleryId, file }: SharedFile,
): ReturnType<OwnFileRows['handOver']> {
  const sql = `SELECT images.id, images.task_id, images.gallery_id ${others} AND tasks.removed_at IS NULL
    ORDER BY images.state = 'saved' DESC, images.id LIMIT 1`
  const heir = database.get(sql, galleryId, taskId, file)
  if (!heir) return null
  database.run("UPDATE images SET state = 'saved' WHERE id = ?", readImageId(heir, 'id'))
  return { taskId: readTaskId(heir, 'task_id'), galleryId: readGalleryId(heir, 'gallery_id') }
}

function leaveToRemoved(database: Database, { taskId, galleryId, file }: SharedFile): readonly GalleryId[] {
  const sql = `SELECT images.id, images.gallery_id ${others} AND tasks.removed_at IS NOT NULL`
  const rows = database.all(sql, galleryId, taskId, file)
  const gone = `UPDATE images SET state = 'unwanted', file = NULL, bytes = NULL, sha256 = NULL, type = NULL WHERE id = ?`
  for (const row of rows) database.run(gone, readImageId(row, 'id'))
  return [...new Set(rows.map((row) => readGalleryId(row, 'gallery_id')))]
}

function ownState({ state }: Row): OwnFile['state'] | null {
  if (state === 'saved') return 'saved'
  if (state === 'queued') return 'claimed'
  return state === 'skipped' ? 'found' : null
}

function contentOf(row: Row): OwnFile['content'] {
  const { bytes, sha256 } = row
  if (bytes === null || sha256 === null) return null
  return { bytes: integer(row, 'bytes'), sha256: text(row, 'sha256') }
}
