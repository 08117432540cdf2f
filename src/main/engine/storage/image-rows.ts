import type { Failure } from '@shared/model/failure'
import type { EpochMs, GalleryId, ImageId, TaskId } from '@shared/model/units'
import { z } from 'zod'
import { readImageId, text } from './columns'
import type { Database, Value } from './database/database'
import type { GalleryRecord } from './gallery-rows'
import {
  type ImageRecord,
  imageRecord,
  type KnownFile,
  known,
  type ListedImage,
  listedImage,
  type NewImage,
  type PartRow,
  type RecordedFile,
  type WholeFile,
} from './image-records'
import { readJson } from './json-column'
import { createImageLists, type ImageLists, knownFile } from './lists/image-lists'
import { createSharedFiles, type SharedFiles } from './shared-files'

export type {
  ImageRecord,
  KnownFile,
  ListedImage,
  NewImage,
  PartRow,
  RecordedFile,
  WholeFile,
} from './image-records'

/** The rows of `images`. */
export interface ImageRows extends ImageLists, SharedFiles {
  /** Null if the gallery has that address already. */
  add(taskId: TaskId, galleryId: GalleryId, num: number, image: NewImage, at: EpochMs): ImageId | null
  /** Adds one that the user does not want: its place in the gallery is taken, and it is in no count and no record. False as for `add`. */
  addUnwanted(taskId: TaskId, galleryId: GalleryId, num: number, image: NewImage, at: EpochMs): boolean
  /** Adds one whose file lies in the gallery's folder already; null if the gallery has that address. */
  adopt(
    taskId: TaskId,
    galleryId: GalleryId,
    num: number,
    image: NewImage,
    whole: Omit<RecordedFile, 'file'> & { readonly file: string | null },
    at: EpochMs,
  ): ImageId | null
  /** The image of this address in a gallery; null if it has none. */
  ofAddress(galleryId: GalleryId, address: string): ListedImage | null
  /** The same as `ofGallery` lists it: null also for one that its task does not want. */
  listedAt(galleryId: GalleryId, address: string): ListedImage | null
  /** Whether an image of the gallery has a file of this name. */
  hasFile(galleryId: GalleryId, file: string): boolean
  /** Its file was found bad: it waits to be fetched again and to replace that file. */
  queueRepair(id: ImageId, recorded: RecordedFile): void
  lastNum(taskId: TaskId, galleryId: GalleryId): number
  queued(taskId: TaskId, after: ImageId | 0, limit: number): readonly ImageRecord[]
  /** Whether at least so many images wait. */
  hasQueued(taskId: TaskId, atLeast: number): boolean
  /** Notes what the partial file holds; null when it is gone. */
  savePart(id: ImageId, part: unknown): void
  /** Changes some fields of what `savePart` noted, if that is still there. */
  changePart(id: ImageId, fields: Readonly<Record<string, Value>>): void
  /** Notes the name that the file is about to get, and what the partial file holds unless that was noted before. */
  saveClaim(id: ImageId, whole: WholeFile, part: unknown): void
  saveDone(
    id: ImageId,
    state: 'saved' | 'skipped',
    whole: Omit<WholeFile, 'file'> & { readonly file: string | null },
    validators: { readonly etag: string | null; readonly lastModified: string | null },
    at: EpochMs,
  ): void
  /** It is not wanted any more: as of `addUnwanted`. */
  pass(id: ImageId): void
  /** A file was replaced by this image: all other rows of that file have its name and content. */
  saveReplaced(id: ImageId, place: Pick<KnownFile, 'place' | 'file'>, whole: WholeFile): void
  saveFailed(id: ImageId, failure: Failure, at: EpochMs): void
  /** Skipped by the user’s limits of size: the row goes. */
  drop(id: ImageId): void
  /** Queues an image again that has failed or was ignored; `referer` null leaves the one that it had. */
  requeue(id: ImageId, retry: number, referer: string | null): void
  /** The person does without an image that failed: it is in no list and no count, and keeps its failure. */
  ignore(id: ImageId): void
  /** Takes `ignore` back. */
  restore(id: ImageId): void
  /** Files saved from this address, newest first. */
  knownByAddress(address: string): readonly KnownFile[]
  /** A file of the task with this content. */
  knownByContent(taskId: TaskId, sha256: string): KnownFile | null
  /** Whether another image than this one has a file of this name there, with `orWill` also if it is about to. */
  holds(id: ImageId, place: Pick<KnownFile, 'place' | 'file'>, orWill: boolean): boolean
  /** Whether a task saved the file of this name there itself; false for one that was only found. */
  isSaved(place: Pick<KnownFile, 'place' | 'file'>): boolean
  /** The same as `holds` among the images of one task. */
  holdsOfTask(taskId: TaskId, id: ImageId, place: Pick<KnownFile, 'place' | 'file'>, orWill: boolean): boolean
  /** Images of this address that other tasks have begun in the gallery's folder and not finished: with a claim or a partial file. */
  begunElsewhere(
    gallery: Pick<GalleryRecord, 'id' | 'place' | 'key'>,
    address: string,
  ): readonly ImageRecord[]
  /** Partial files of a task; at most as many as it had connections. */
  parts(taskId: TaskId): readonly PartRow[]
  clearParts(taskId: TaskId): void
  /**
   * The files of a gallery are about to be deleted: its images wait again. Those whose files this task saved keep name
   * and content as if they were about to get them, so that a kill in the middle leaves nothing unknown.
   */
  unsave(taskId: TaskId, galleryId: GalleryId): void
  /** The files of a gallery are deleted. */
  forgetClaims(taskId: TaskId, galleryId: GalleryId): void
}

const ends =
  'UPDATE images SET state = ?, etag = ?, last_modified = ?, at = ?, part = NULL, failure = NULL, repair = NULL'
const endAsClaimed = `${ends} WHERE id = ? AND file = ? AND bytes = ? AND sha256 = ? AND type = ?`
const endOtherwise = `${ends}, file = ?, bytes = ?, sha256 = ?, type = ? WHERE id = ?`

/** The rows of `images` of one database. */
export function createImageRows(database: Database): ImageRows {
  return {
    ...createImageLists(database),
    ...createSharedFiles(database),
    add(taskId, galleryId, num, image, at) {
      const alternatives = image.alternatives.length > 0 ? JSON.stringify(image.alternatives) : null
      const { changes, id } = database.run(
        `INSERT INTO images (task_id, gallery_id, num, address, alternatives, page, referer, policy, state, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?)
         ON CONFLICT (gallery_id, address) DO NOTHING`,
        taskId,
        galleryId,
        num,
        image.address,
        alternatives,
        image.page,
        image.referer ?? null,
        image.policy ?? null,
        at,
      )
      return changes > 0 ? (id as ImageId) : null
    },
    addUnwanted(taskId, galleryId, num, image, at) {
      const { changes } = database.run(
        `INSERT INTO images (task_id, gallery_id, num, address, page, state, at)
         VALUES (?, ?, ?, ?, ?, 'unwanted', ?)
         ON CONFLICT (gallery_id, address) DO NOTHING`,
        taskId,
        galleryId,
        num,
        image.address,
        image.page,
        at,
      )
      return changes > 0
    },
    adopt(taskId, galleryId, num, image, { file, bytes, sha256, type }, at) {
      const { changes, id } = database.run(
        `INSERT INTO images (task_id, gallery_id, num, address, page, state, file, bytes, sha256, type, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (gallery_id, address) DO NOTHING`,
        taskId,
        galleryId,
        num,
        image.address,
        image.page,
        file === null ? 'skipped' : 'saved',
        file,
        bytes,
        sha256,
        type,
        at,
      )
      return changes > 0 ? (id as ImageId) : null
    },
    ofAddress(galleryId, address) {
      const sql = 'SELECT * FROM images WHERE gallery_id = ? AND address = ?'
      const row = database.get(sql, galleryId, address)
      return row ? listedImage(row) : null
    },
    listedAt(galleryId, address) {
      const sql = `SELECT * FROM images WHERE gallery_id = ? AND address = ? AND state != 'unwanted'`
      const row = database.get(sql, galleryId, address)
      return row ? listedImage(row) : null
    },
    hasFile(galleryId, file) {
      const sql = `SELECT 1 FROM images WHERE gallery_id = ? AND file = ? AND state IN ('saved', 'skipped') LIMIT 1`
      return database.get(sql, galleryId, file) !== undefined
    },
    queueRepair(id, { file, bytes, sha256, type }) {
      const recorded = JSON.stringify({ file, bytes, sha256, type })
      // What was noted of the file goes: an image that waits with a name is one that was about to get it.
      const sql = `UPDATE images SET state = 'queued', file = NULL, bytes = NULL, sha256 = NULL, type = NULL, part = NULL,
        failure = NULL, repair = ? WHERE id = ?`
      database.run(sql, recorded, id)
    },
    lastNum(taskId, galleryId) {
      const sql = 'SELECT max(num) AS n FROM images WHERE task_id = ? AND gallery_id = ?'
      return Number(database.get(sql, taskId, galleryId)?.['n'] ?? 0)
    },
    queued(taskId, after, limit) {
      const sql = "SELECT * FROM images WHERE task_id = ? AND state = 'queued' AND id > ? ORDER BY id LIMIT ?"
      return database.all(sql, taskId, after, limit).map(imageRecord)
    },
    hasQueued(taskId, atLeast) {
      const sql = "SELECT 1 FROM images WHERE task_id = ? AND state = 'queued' LIMIT 1 OFFSET ?"
      return database.get(sql, taskId, atLeast - 1) !== undefined
    },
    savePart(id, part) {
      database.run('UPDATE images SET part = ? WHERE id = ?', part === null ? null : JSON.stringify(part), id)
    },
    changePart(id, fields) {
      const sql = 'UPDATE images SET part = json_patch(part, ?) WHERE id = ? AND part IS NOT NULL'
      database.run(sql, JSON.stringify(fields), id)
    },
    saveClaim(id, whole, part) {
      const sql =
        'UPDATE images SET file = ?, bytes = ?, sha256 = ?, type = ?, part = coalesce(?, part) WHERE id = ?'
      const noted = part === null ? null : JSON.stringify(part)
      database.run(sql, whole.file, whole.bytes, whole.sha256, whole.type, noted, id)
    },
    saveDone(id, state, whole, validators, at) {
      const content = [whole.file, whole.bytes, whole.sha256, whole.type]
      const end = [state, validators.etag, validators.lastModified, at]
      // Nearly always the claim told the content already. To set it again would write its entries in the indexes again,
      // those of the hash on a page of its own for each image.
      if (database.run(endAsClaimed, ...end, id, ...content).changes > 0) return
      database.run(endOtherwise, ...end, ...content, id)
    },
    pass(id) {
      database.run("UPDATE images SET state = 'unwanted' WHERE id = ?", id)
    },
    saveReplaced(id, { place, file }, whole) {
      const sql = `UPDATE images SET file = ?, bytes = ?, sha256 = ?, type = ?
        WHERE gallery_id IN (SELECT id FROM galleries WHERE place = ?) AND file = ? AND id <> ?
          AND state IN ('saved', 'skipped')`
      database.run(sql, whole.file, whole.bytes, whole.sha256, whole.type, place, file, id)
    },
    saveFailed(id, reason, at) {
      const sql = `UPDATE images SET state = 'failed', failure = ?, file = NULL, bytes = NULL, sha256 = NULL, type = NULL,
        at = ? WHERE id = ?`
      database.run(sql, JSON.stringify(reason), at, id)
    },
    drop(id) {
      database.run('DELETE FROM images WHERE id = ?', id)
    },
    requeue(id, retry, referer) {
      const sql = `UPDATE images SET state = 'queued', failure = NULL, retry = ?, referer = coalesce(?, referer) WHERE id = ?`
      database.run(sql, retry, referer, id)
    },
    ignore(id) {
      database.run("UPDATE images SET state = 'dismissed' WHERE id = ? AND state = 'failed'", id)
    },
    restore(id) {
      database.run("UPDATE images SET state = 'failed' WHERE id = ? AND state = 'dismissed'", id)
    },
    knownByAddress: (address) =>
      database
        .all(`${knownFile} AND images.address = ? ORDER BY images.id DESC LIMIT 20`, address)
        .map(known),
    knownByContent(taskId, sha256) {
      const row = database.get(
        `${knownFile} AND images.task_id = ? AND images.sha256 = ? LIMIT 1`,
        taskId,
        sha256,
      )
      return row ? known(row) : null
    },
    holds(id, { place, file }, orWill) {
      const sql = `SELECT 1 FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND images.file = ? AND images.id <> ?
          AND images.state IN ('saved', 'skipped', ?) LIMIT 1`
      return database.get(sql, place, file, id, orWill ? 'queued' : 'saved') !== undefined
    },
    isSaved({ place, file }) {
      const sql = `SELECT 1 FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND images.file = ?
          AND images.state = 'saved' AND galleries.forgotten_at IS NULL LIMIT 1`
      return database.get(sql, place, file) !== undefined
    },
    holdsOfTask(taskId, id, { place, file }, orWill) {
      const sql = `SELECT 1 FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND galleries.task_id = ? AND images.file = ?
          AND images.id <> ? AND images.state IN ('saved', 'skipped', ?) LIMIT 1`
      const state = orWill ? 'queued' : 'saved'
      return database.get(sql, place, taskId, file, id, state) !== undefined
    },
    begunElsewhere({ id, place, key }, address) {
      const sql = `SELECT images.* FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND +galleries.key = ? AND galleries.id <> ?
          AND images.address = ? AND images.state IN ('queued', 'failed')
          AND (images.file IS NOT NULL OR images.part IS NOT NULL)`
      return database.all(sql, place, key, id, address).map(imageRecord)
    },
    parts(taskId) {
      const sql = `SELECT images.id, part, root, folder FROM images JOIN galleries ON galleries.id = images.gallery_id
        WHERE images.task_id = ? AND part IS NOT NULL`
      return database.all(sql, taskId).map((row) => ({
        id: readImageId(row, 'id'),
        root: text(row, 'root'),
        folder: text(row, 'folder'),
        part: readJson(z.unknown(), row['part']),
      }))
    },
    clearParts(taskId) {
      database.run('UPDATE images SET part = NULL WHERE task_id = ? AND part IS NOT NULL', taskId)
    },
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
