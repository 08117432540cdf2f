import type { ImageId, TaskId } from '@shared/model/units'
import { readImageId, text } from '../columns'
import type { Database, Value } from '../database/database'
import type { StoredGallery } from '../galleries/gallery-row'
import { partOf, type QueuedImage, queuedImage, type WholeFile } from './image-row'

/** A partial file and where it is. */
interface PartRow {
  readonly id: ImageId
  readonly root: string
  readonly folder: string
  /** As it was given to `save`. */
  readonly part: unknown
}

/** Downloads that have begun and not ended: partial files, and names that are about to be claimed. */
export interface ImagePartRows {
  /** Saves what the partial file holds; null when it is gone. */
  save(id: ImageId, part: unknown): void
  /** Changes some fields of what `save` saved, if that is still there. */
  change(id: ImageId, fields: Readonly<Record<string, Value>>): void
  /** Saves the name that the file is about to get, and what the partial file holds unless that was saved before. */
  claim(id: ImageId, file: WholeFile, part: unknown): void
  /** Takes the name of a claim back, which the file did not get. */
  unclaim(id: ImageId): void
  /** Whether other tasks have the gallery in its folder: only then they may have begun something there. */
  isShared(gallery: Pick<StoredGallery, 'id' | 'place' | 'key'>): boolean
  /** Images of this address that other tasks have begun in the gallery's folder and not finished: with a claim or a partial file. */
  begunElsewhere(
    gallery: Pick<StoredGallery, 'id' | 'place' | 'key'>,
    address: string,
  ): readonly QueuedImage[]
  /** Partial files of a task; at most as many as it had connections. */
  ofTask(taskId: TaskId): readonly PartRow[]
  /** The partial files of a task are removed. */
  clear(taskId: TaskId): void
}

/** The rows of `images` whose download has begun. */
export function createImagePartRows(database: Database): ImagePartRows {
  return {
    save(id, part) {
      database.run('UPDATE images SET part = ? WHERE id = ?', jsonOrNull(part), id)
    },
    change(id, fields) {
      const sql = 'UPDATE images SET part = json_patch(part, ?) WHERE id = ? AND part IS NOT NULL'
      database.run(sql, JSON.stringify(fields), id)
    },
    claim(id, { file, bytes, sha256, type }, part) {
      const sql =
        'UPDATE images SET file = ?, bytes = ?, sha256 = ?, type = ?, part = coalesce(?, part) WHERE id = ?'
      database.run(sql, file, bytes, sha256, type, jsonOrNull(part), id)
    },
    unclaim(id) {
      const sql = 'UPDATE images SET file = NULL, bytes = NULL, sha256 = NULL, type = NULL WHERE id = ?'
      database.run(sql, id)
    },
    isShared({ id, place, key }) {
      const sql = 'SELECT 1 FROM galleries WHERE place = ? AND +key = ? AND id <> ? LIMIT 1'
      return database.get(sql, place, key, id) !== undefined
    },
    begunElsewhere({ id, place, key }, address) {
      const sql = `SELECT images.* FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND +galleries.key = ? AND galleries.id <> ?
          AND images.address = ? AND images.state IN ('queued', 'failed')
          AND (images.file IS NOT NULL OR images.part IS NOT NULL)`
      return database.all(sql, place, key, id, address).map(queuedImage)
    },
    ofTask(taskId) {
      const sql = `SELECT images.id, part, root, folder FROM images JOIN galleries ON galleries.id = images.gallery_id
        WHERE images.task_id = ? AND part IS NOT NULL`
      return database.all(sql, taskId).map((row) => ({
        id: readImageId(row, 'id'),
        root: text(row, 'root'),
        folder: text(row, 'folder'),
        part: partOf(row),
      }))
    },
    clear(taskId) {
      database.run('UPDATE images SET part = NULL WHERE task_id = ? AND part IS NOT NULL', taskId)
    },
  }
}

function jsonOrNull(part: unknown): string | null {
  return part === null ? null : JSON.stringify(part)
}
