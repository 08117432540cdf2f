import type { ImageId, TaskId } from '@shared/model/units'
import type { Database } from '../database/database'
import { type ImageRecord, imageRecord, type RecordedFile } from './image-row'

/** The images that wait for their download. */
export interface ImageQueueRows {
  /** Images that wait, in order, `limit` at most behind the image `after`; 0: from the beginning. */
  list(taskId: TaskId, after: ImageId | 0, limit: number): readonly ImageRecord[]
  /** Whether at least so many images wait. */
  has(taskId: TaskId, atLeast: number): boolean
  /** Queues an image again that has failed or was ignored; `referer` null leaves the one that it had. */
  requeue(id: ImageId, retry: number, referer: string | null): void
  /** Its file was found bad: it waits to be downloaded again and to replace that file. */
  repair(id: ImageId, recorded: RecordedFile): void
}

/** The queued rows of `images`. */
export function createImageQueueRows(database: Database): ImageQueueRows {
  return {
    list(taskId, after, limit) {
      const sql = "SELECT * FROM images WHERE task_id = ? AND state = 'queued' AND id > ? ORDER BY id LIMIT ?"
      return database.all(sql, taskId, after, limit).map(imageRecord)
    },
    has(taskId, atLeast) {
      const sql = "SELECT 1 FROM images WHERE task_id = ? AND state = 'queued' LIMIT 1 OFFSET ?"
      return database.get(sql, taskId, atLeast - 1) !== undefined
    },
    requeue(id, retry, referer) {
      const sql = `UPDATE images SET state = 'queued', failure = NULL, retry = ?, referer = coalesce(?, referer) WHERE id = ?`
      database.run(sql, retry, referer, id)
    },
    repair(id, { file, bytes, sha256, type }) {
      const recorded = JSON.stringify({ file, bytes, sha256, type })
      // What was noted of the file goes: an image that waits with a name is one that was about to get it.
      const sql = `UPDATE images SET state = 'queued', file = NULL, bytes = NULL, sha256 = NULL, type = NULL, part = NULL,
        failure = NULL, repair = ? WHERE id = ?`
      database.run(sql, recorded, id)
    },
  }
}
