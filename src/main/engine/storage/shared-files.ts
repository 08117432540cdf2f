import type { GalleryId, TaskId } from '@shared/model/units'
import { readGalleryId, readTaskId } from './columns'
import type { Database } from './database/database'

/** A file of a gallery's folder that another task may have in its record too. */
export interface SharedFile {
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  /** Its name in the folder of the gallery. */
  readonly file: string
}

/** Files that several tasks have in their records, as the deletion of one of these tasks sees them. */
export interface SharedFiles {
  /**
   * Makes another task on the list the owner of this file, as if that task had saved it; null when none has the file.
   * A task that has saved it too is preferred to one that only found it.
   */
  handOver(file: SharedFile): { readonly taskId: TaskId; readonly galleryId: GalleryId } | null
  /** The file is about to be deleted: tasks that are off the list have it no more. Their galleries, each once. */
  leaveToRemoved(file: SharedFile): readonly GalleryId[]
}

const others = `FROM galleries JOIN images ON images.gallery_id = galleries.id JOIN tasks ON tasks.id = galleries.task_id
  WHERE galleries.place = (SELECT place FROM galleries WHERE id = ?) AND galleries.task_id <> ?
    AND galleries.forgotten_at IS NULL AND images.file = ? AND images.state IN ('saved', 'skipped')`

export function createSharedFiles(database: Database): SharedFiles {
  return {
    handOver({ taskId, galleryId, file }) {
      const sql = `SELECT images.id, images.task_id, images.gallery_id ${others} AND tasks.removed_at IS NULL
        ORDER BY images.state = 'saved' DESC, images.id LIMIT 1`
      const heir = database.get(sql, galleryId, taskId, file)
      if (!heir) return null
      database.run("UPDATE images SET state = 'saved' WHERE id = ?", heir['id'] ?? null)
      return { taskId: readTaskId(heir, 'task_id'), galleryId: readGalleryId(heir, 'gallery_id') }
    },
    leaveToRemoved({ taskId, galleryId, file }) {
      const sql = `SELECT images.id, images.gallery_id ${others} AND tasks.removed_at IS NOT NULL`
      const rows = database.all(sql, galleryId, taskId, file)
      const gone = `UPDATE images SET state = 'unwanted', file = NULL, bytes = NULL, sha256 = NULL, type = NULL WHERE id = ?`
      for (const row of rows) database.run(gone, row['id'] ?? null)
      return [...new Set(rows.map((row) => readGalleryId(row, 'gallery_id')))]
    },
  }
}
