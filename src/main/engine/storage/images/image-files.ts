import type { EpochMs, GalleryId, ImageId, TaskId } from '@shared/model/units'
import { integer, text } from '../columns'
import type { Database } from '../database/database'
import { isSmaller, type KnownFile, knownFile } from './image-row'

/** The files on disk of which images have a record. */
export interface ImageFileRows {
  /** Where a saved image is; null for one that is not saved. */
  get(id: ImageId): KnownFile | null
  /** The files of a gallery in order, each with the page that shows it and when it was saved. */
  ofGallery(galleryId: GalleryId): readonly (KnownFile & { readonly page: string; readonly at: EpochMs })[]
  /** Files saved from this address, newest first; 20 at most. */
  byAddress(address: string): readonly KnownFile[]
  /** Those of the addresses from which a file was saved. */
  knownAddresses(addresses: readonly string[]): ReadonlySet<string>
  /** Those of the contents, by SHA-256, that a file of the task has. */
  knownContents(taskId: TaskId, hashes: readonly string[]): ReadonlySet<string>
  /** A file of the task with this content; null if none has it. */
  byContent(taskId: TaskId, sha256: string): KnownFile | null
  /** Addresses of the gallery but this one whose images have this content; counted up to `most`. */
  addressesOf(
    content: { readonly taskId: TaskId; readonly galleryId: GalleryId; readonly sha256: string },
    but: string,
    most: number,
  ): number
  /** Whether an image of the gallery has a file of this name. */
  isInGallery(galleryId: GalleryId, file: string): boolean
  /** Whether another image than this one has a file of this name there, with `orWill` also if it is about to. */
  isTaken(id: ImageId, place: FilePlace, orWill: boolean): boolean
  /** The same as `isTaken` among the images of one task. */
  isTakenInTask(taskId: TaskId, id: ImageId, place: FilePlace, orWill: boolean): boolean
  /** Whether a task saved the file of this name there itself; false for one that was only found. */
  isSaved(place: FilePlace): boolean
  /** Images that have the file of this name there as a smaller version. */
  smallerAt(place: FilePlace): readonly KnownFile[]
}

/** A folder on disk (`StoredGallery.place`) and the name of a file in it. */
export type FilePlace = Pick<KnownFile, 'place' | 'file'>

/** Images whose file is known, with the place of their gallery. */
const knownFiles = `SELECT images.*, galleries.root, galleries.folder, galleries.place FROM images
  JOIN galleries ON galleries.id = images.gallery_id
  WHERE images.state IN ('saved', 'skipped') AND images.file IS NOT NULL AND galleries.forgotten_at IS NULL`

/** The rows of `images` that have a file. */
export function createImageFileRows(database: Database): ImageFileRows {
  return {
    get(id) {
      const row = database.get(`${knownFiles} AND images.id = ?`, id)
      return row ? knownFile(row) : null
    },
    ofGallery: (galleryId) =>
      database
        .all(`${knownFiles} AND images.gallery_id = ? ORDER BY images.num`, galleryId)
        .map((row) => ({ ...knownFile(row), page: text(row, 'page'), at: integer(row, 'at') })),
    byAddress(address) {
      const sql = `${knownFiles} AND images.address = ? ORDER BY images.id DESC LIMIT 20`
      return database.all(sql, address).map(knownFile)
    },
    knownAddresses(addresses) {
      const sql = `SELECT address FROM images WHERE state IN ('saved', 'skipped')
        AND address IN (SELECT value FROM json_each(?))`
      const rows = database.all(sql, JSON.stringify(addresses))
      return new Set(rows.map((row) => text(row, 'address')))
    },
    knownContents(taskId, hashes) {
      // The index of the states would lead to every image that the task has saved.
      const sql = `SELECT sha256 FROM images WHERE task_id = ? AND +state IN ('saved', 'skipped')
        AND sha256 IN (SELECT value FROM json_each(?))`
      const rows = database.all(sql, taskId, JSON.stringify(hashes))
      return new Set(rows.map((row) => text(row, 'sha256')))
    },
    byContent(taskId, sha256) {
      const sql = `${knownFiles} AND images.task_id = ? AND images.sha256 = ? LIMIT 1`
      const row = database.get(sql, taskId, sha256)
      return row ? knownFile(row) : null
    },
    addressesOf({ taskId, galleryId, sha256 }, but, most) {
      const sql = `SELECT DISTINCT address FROM images INDEXED BY images_content
        WHERE task_id = ? AND sha256 = ? AND gallery_id = ? AND address <> ? AND state IN ('saved', 'skipped') LIMIT ?`
      return database.all(sql, taskId, sha256, galleryId, but, most).length
    },
    isInGallery(galleryId, file) {
      const sql = `SELECT 1 FROM images WHERE gallery_id = ? AND file = ? AND state IN ('saved', 'skipped') LIMIT 1`
      return database.get(sql, galleryId, file) !== undefined
    },
    isTaken(id, { place, file }, orWill) {
      const sql = `SELECT 1 FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND images.file = ? AND images.id <> ?
          AND images.state IN ('saved', 'skipped', ?) LIMIT 1`
      return database.get(sql, place, file, id, orWill ? 'queued' : 'saved') !== undefined
    },
    isTakenInTask(taskId, id, { place, file }, orWill) {
      const sql = `SELECT 1 FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND galleries.task_id = ? AND images.file = ?
          AND images.id <> ? AND images.state IN ('saved', 'skipped', ?) LIMIT 1`
      const state = orWill ? 'queued' : 'saved'
      return database.get(sql, place, taskId, file, id, state) !== undefined
    },
    isSaved({ place, file }) {
      const sql = `SELECT 1 FROM galleries JOIN images ON images.gallery_id = galleries.id
        WHERE galleries.place = ? AND images.file = ?
          AND images.state = 'saved' AND galleries.forgotten_at IS NULL LIMIT 1`
      return database.get(sql, place, file) !== undefined
    },
    smallerAt({ place, file }) {
      const sql = `${knownFiles} AND galleries.place = ? AND images.file = ?`
      return database
        .all(sql, place, file)
        .map(knownFile)
        .filter(({ version }) => isSmaller(version))
    },
  }
}
