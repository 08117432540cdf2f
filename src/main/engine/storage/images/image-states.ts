import type { Failure } from '@shared/model/failure'
import type { EpochMs, GalleryId, ImageId, TaskId } from '@shared/model/units'
import { integer, jsonField, readGalleryId, readImageId, text, textOrNull } from '../columns'
import type { Database } from '../database/database'
import {
  type ImageVersion,
  type KnownFile,
  type QueuedImage,
  queuedImage,
  type RecordedFile,
  type WholeFile,
} from './image-row'

/** The images that wait for their download. */
export interface ImageQueueRows {
  /** Images that wait, in order, `limit` at most behind the image `after`; 0: from the beginning. */
  list(taskId: TaskId, after: ImageId | 0, limit: number): readonly QueuedImage[]
  /** One that waits, as it is now; null: it does not. */
  get(id: ImageId): QueuedImage | null
  /** Whether at least so many images wait. */
  has(taskId: TaskId, atLeast: number): boolean
  /** Queues an image again that has failed or was ignored; `referer` null leaves the one that it had. */
  requeue(id: ImageId, retry: number | null, referer: string | null): void
  /** Its file was found bad: it waits to be downloaded again and to replace that file. */
  repair(id: ImageId, recorded: RecordedFile): void
  /** Its page names it by other addresses now. False when the gallery has an image of that address already. */
  readdress(id: ImageId, address: string, alternatives: readonly string[]): boolean
  /** Images of a task that are there in a smaller version, saved or found, with what was recorded of their files. */
  smaller(taskId: TaskId): readonly SmallerImage[]
}

/** An image that is not there in its largest version. */
interface SmallerImage {
  readonly id: ImageId
  readonly galleryId: GalleryId
  readonly recorded: RecordedFile
}

/** The queued rows of `images`. */
export function createImageQueueRows(database: Database): ImageQueueRows {
  return {
    list(taskId, after, limit) {
      const sql = "SELECT * FROM images WHERE task_id = ? AND state = 'queued' AND id > ? ORDER BY id LIMIT ?"
      return database.all(sql, taskId, after, limit).map(queuedImage)
    },
    get(id) {
      const row = database.get("SELECT * FROM images WHERE id = ? AND state = 'queued'", id)
      return row ? queuedImage(row) : null
    },
    has(taskId, atLeast) {
      const sql = "SELECT 1 FROM images WHERE task_id = ? AND state = 'queued' LIMIT 1 OFFSET ?"
      return database.get(sql, taskId, atLeast - 1) !== undefined
    },
    requeue(id, retry, referer) {
      const sql = `UPDATE images SET state = 'queued', failure = NULL, retry = ?, referer = coalesce(?, referer) WHERE id = ?`
      database.run(sql, retry, referer, id)
    },
    repair(id, { file, bytes, sha256, type, found }) {
      const recorded = JSON.stringify({ file, bytes, sha256, type, found })
      // What was noted of the file goes: an image that waits with a name is one that was about to get it.
      const sql = `UPDATE images SET state = 'queued', file = NULL, bytes = NULL, sha256 = NULL, type = NULL, part = NULL,
        failure = NULL, repair = ? WHERE id = ?`
      database.run(sql, recorded, id)
    },
    readdress(id, address, alternatives) {
      const sql = 'UPDATE OR IGNORE images SET address = ?, alternatives = ? WHERE id = ?'
      const others = alternatives.length > 0 ? JSON.stringify(alternatives) : null
      return database.run(sql, address, others, id).changes > 0
    },
    smaller(taskId) {
      const sql = `SELECT id, gallery_id, state, file, bytes, sha256, type FROM images
        WHERE task_id = ? AND state IN ('saved', 'skipped') AND file IS NOT NULL AND coalesce(${jsonField('version', 'saved')}, 0) <> coalesce(${jsonField('version', 'largest')}, 0)`
      return database.all(sql, taskId).map((row) => ({
        id: readImageId(row, 'id'),
        galleryId: readGalleryId(row, 'gallery_id'),
        recorded: {
          file: text(row, 'file'),
          bytes: integer(row, 'bytes'),
          sha256: textOrNull(row, 'sha256'),
          type: text(row, 'type'),
          ...(row['state'] === 'skipped' ? { found: true } : {}),
        },
      }))
    },
  }
}

/** What became of images. */
export interface ImageOutcomeRows {
  /** The file is there: `saved` by this task, or `skipped` because it was there before. */
  saveDone(
    id: ImageId,
    state: 'saved' | 'skipped',
    file: Omit<WholeFile, 'file'> & { readonly file: string | null },
    validators: { readonly etag: string | null; readonly lastModified: string | null },
    at: EpochMs,
  ): void
  /** A file was replaced by this image: all other rows of that file have its name and content. */
  saveReplaced(id: ImageId, place: Pick<KnownFile, 'place' | 'file'>, file: WholeFile): void
  saveFailed(id: ImageId, failure: Failure, at: EpochMs): void
  /** Which version of it was saved. */
  saveVersion(id: ImageId, version: ImageVersion): void
  /** It is not wanted any more: see `ImageTableRows.addUnwanted`. */
  markUnwanted(id: ImageId): void
  /** Skipped by the user’s limits of size: the row is deleted. */
  drop(id: ImageId): void
  /** The user ignores an image that failed: it is in no list and no count, and keeps its failure. */
  ignore(id: ImageId): void
  /** Takes `ignore` back. */
  restore(id: ImageId): void
}

const ends =
  'UPDATE images SET state = ?, etag = ?, last_modified = ?, at = ?, part = NULL, failure = NULL, repair = NULL'
const endAsClaimed = `${ends} WHERE id = ? AND file = ? AND bytes = ? AND sha256 = ? AND type = ?`
const endOtherwise = `${ends}, file = ?, bytes = ?, sha256 = ?, type = ? WHERE id = ?`

/** The rows of `images` as they end. */
export function createImageOutcomeRows(database: Database): ImageOutcomeRows {
  return {
    saveDone(id, state, { file, bytes, sha256, type }, validators, at) {
      const content = [file, bytes, sha256, type]
      const end = [state, validators.etag, validators.lastModified, at]
      // Nearly always the claim has saved the content. To set it again would write its entries in the indexes again,
      // those of the hash on a page of its own for each image.
      if (database.run(endAsClaimed, ...end, id, ...content).changes > 0) return
      database.run(endOtherwise, ...end, ...content, id)
    },
    saveReplaced(id, { place, file }, replacement) {
      const sql = `UPDATE images SET file = ?, bytes = ?, sha256 = ?, type = ?
        WHERE gallery_id IN (SELECT id FROM galleries WHERE place = ?) AND file = ? AND id <> ?
          AND state IN ('saved', 'skipped')`
      const { file: name, bytes, sha256, type } = replacement
      database.run(sql, name, bytes, sha256, type, place, file, id)
    },
    saveFailed(id, failure, at) {
      const sql = `UPDATE images SET state = 'failed', failure = ?, file = NULL, bytes = NULL, sha256 = NULL, type = NULL,
        at = ? WHERE id = ?`
      database.run(sql, JSON.stringify(failure), at, id)
    },
    saveVersion(id, version) {
      database.run('UPDATE images SET version = ? WHERE id = ?', JSON.stringify(version), id)
    },
    markUnwanted(id) {
      database.run("UPDATE images SET state = 'unwanted' WHERE id = ?", id)
    },
    drop(id) {
      database.run('DELETE FROM images WHERE id = ?', id)
    },
    ignore(id) {
      database.run("UPDATE images SET state = 'dismissed' WHERE id = ? AND state = 'failed'", id)
    },
    restore(id) {
      database.run("UPDATE images SET state = 'failed' WHERE id = ? AND state = 'dismissed'", id)
    },
  }
}
