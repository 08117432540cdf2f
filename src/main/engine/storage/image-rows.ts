import type { Failure } from '@shared/failure'
import type { ImageQuery, ImageRow, ImageState, Slice } from '@shared/gallery'
import type { EpochMs, GalleryId, ImageId, TaskId } from '@shared/units'
import type { Database, Row, Value } from './database'
import { failureOf } from './page-rows'

export interface NewImage {
  readonly address: string
  readonly alternatives: readonly string[]
  readonly page: string
  /** Referer that a retry of its page named; what recipe and options say if absent. */
  readonly referer?: string | null
}

/** What is known of a whole file before it gets its final name. */
export interface WholeFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly type: string
}

/** What was recorded of a file that is to be fetched again; without a hash in old records. */
export type RecordedFile = Omit<WholeFile, 'sha256'> & { readonly sha256: string | null }

/** An image with everything that its transfer needs. */
export interface ImageRecord {
  readonly id: ImageId
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  readonly num: number
  readonly address: string
  readonly alternatives: readonly string[]
  readonly page: string
  /** Referer that a retry named; null: what recipe and options say. */
  readonly referer: string | null
  /** As it was given to `savePart`. */
  readonly part: unknown
  /** A file that was about to get its final name when the program ended. */
  readonly claimed: WholeFile | null
  /** The file that it replaces, as it was recorded before it was found bad; null for one that never was saved. */
  readonly repair: RecordedFile | null
}

/** An image as a record shows it. */
export interface ListedImage extends ImageRow {
  readonly page: string
  readonly sha256: string | null
  readonly repair: RecordedFile | null
}

/** A file that an earlier transfer saved: where its row says that it is. */
export interface KnownFile extends WholeFile {
  readonly imageId: ImageId
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  readonly root: string
  readonly folder: string
}

/** The rows of `images`. */
export interface ImageRows {
  /** Null if the gallery has that address already. */
  add(taskId: TaskId, galleryId: GalleryId, num: number, image: NewImage, at: EpochMs): ImageId | null
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
  /** Its file was found bad: it waits to be fetched again and to replace that file. */
  queueRepair(id: ImageId, recorded: RecordedFile): void
  lastNum(taskId: TaskId, galleryId: GalleryId): number
  queued(taskId: TaskId, after: ImageId | 0, limit: number): readonly ImageRecord[]
  /** Whether at least so many images wait. */
  hasQueued(taskId: TaskId, atLeast: number): boolean
  /** Notes what the partial file holds; null when it is gone. */
  savePart(id: ImageId, part: unknown): void
  /** Notes the name that the file is about to get. */
  saveClaim(id: ImageId, whole: WholeFile): void
  saveDone(
    id: ImageId,
    state: 'saved' | 'skipped',
    whole: Omit<WholeFile, 'file'> & { readonly file: string | null },
    validators: { readonly etag: string | null; readonly lastModified: string | null },
    at: EpochMs,
  ): void
  saveFailed(id: ImageId, failure: Failure, at: EpochMs): void
  /** Left out by the person's limits of size: the row goes. */
  drop(id: ImageId): void
  /** Queues an image again that has failed or was dismissed; `referer` null leaves the one that it had. */
  requeue(id: ImageId, retry: number, referer: string | null): void
  /** The person does without an image that failed: it is in no list and no count, and keeps its failure. */
  dismiss(id: ImageId): void
  /** Takes `dismiss` back. */
  restore(id: ImageId): void
  /** Files saved from this address, newest first. */
  knownByAddress(address: string): readonly KnownFile[]
  /** A file of the task with this content. */
  knownByContent(taskId: TaskId, sha256: string): KnownFile | null
  list(query: ImageQuery): Slice<ImageRow>
  row(id: ImageId): ImageRow | null
  /** Where a saved image lies. */
  file(id: ImageId): KnownFile | null
  /** All images of a gallery in order, one at a time. */
  ofGallery(taskId: TaskId, galleryId: GalleryId): Iterable<ListedImage>
  /** Partial files of a task; at most as many as it had connections. */
  parts(taskId: TaskId): readonly { readonly root: string; readonly folder: string; readonly part: unknown }[]
  clearParts(taskId: TaskId): void
  /** Finished files of a gallery that this task saved itself. */
  savedFiles(taskId: TaskId, galleryId: GalleryId): Iterable<string>
  /** The files of a task were deleted: its images wait again. */
  unsave(taskId: TaskId): void
}

const order = {
  position: 'gallery_id, num',
  file: 'file',
  bytes: 'bytes',
  state: "CASE state WHEN 'failed' THEN 0 WHEN 'queued' THEN 1 WHEN 'skipped' THEN 2 ELSE 3 END",
} as const

const knownFile = `SELECT images.*, galleries.root, galleries.folder FROM images
  JOIN galleries ON galleries.id = images.gallery_id
  WHERE images.state IN ('saved', 'skipped') AND images.file IS NOT NULL AND galleries.forgotten_at IS NULL`

/** Rows of a long gallery that stand in memory together. */
const rowsPerRead = 500

export function createImageRows(database: Database): ImageRows {
  /** Read in pieces by their order, because a cursor that stays open does not survive writes to the database. */
  function* inOrder(taskId: TaskId, galleryId: GalleryId): Iterable<Row> {
    const sql = 'SELECT * FROM images WHERE task_id = ? AND gallery_id = ? AND num > ? ORDER BY num LIMIT ?'
    for (let last = 0; ; ) {
      const rows = database.all(sql, taskId, galleryId, last, rowsPerRead)
      yield* rows
      const end = rows.at(-1)
      if (!end || rows.length < rowsPerRead) return
      last = Number(end['num'])
    }
  }

  return {
    add(taskId, galleryId, num, image, at) {
      const alternatives = image.alternatives.length > 0 ? JSON.stringify(image.alternatives) : null
      const { changes, id } = database.run(
        `INSERT INTO images (task_id, gallery_id, num, address, alternatives, page, referer, state, at)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?)
         ON CONFLICT (gallery_id, address) DO NOTHING`,
        taskId,
        galleryId,
        num,
        image.address,
        alternatives,
        image.page,
        image.referer ?? null,
        at,
      )
      return changes > 0 ? (id as ImageId) : null
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
    saveClaim(id, whole) {
      const values = [whole.file, whole.bytes, whole.sha256, whole.type, id] as const
      database.run('UPDATE images SET file = ?, bytes = ?, sha256 = ?, type = ? WHERE id = ?', ...values)
    },
    saveDone(id, state, whole, validators, at) {
      database.run(
        `UPDATE images SET state = ?, file = ?, bytes = ?, sha256 = ?, type = ?, etag = ?, last_modified = ?,
           part = NULL, failure = NULL, repair = NULL, at = ? WHERE id = ?`,
        state,
        whole.file,
        whole.bytes,
        whole.sha256,
        whole.type,
        validators.etag,
        validators.lastModified,
        at,
        id,
      )
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
    dismiss(id) {
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
    list(query) {
      const ofGallery = query.galleryId === undefined ? '' : ' AND gallery_id = ?'
      const where = `task_id = ?${ofGallery} AND state != 'dismissed'`
      const values: Value[] = query.galleryId === undefined ? [query.taskId] : [query.taskId, query.galleryId]
      const total = Number(
        database.get(`SELECT count(*) AS n FROM images WHERE ${where}`, ...values)?.['n'] ?? 0,
      )
      const direction = query.descending ? ' DESC' : ''
      const terms = order[query.sort].split(/, (?=\w+$)/).map((term) => `${term}${direction}`)
      const sql = `SELECT * FROM images WHERE ${where} ORDER BY ${terms.join(', ')}, id${direction} LIMIT ? OFFSET ?`
      return { total, rows: database.all(sql, ...values, query.limit, query.offset).map(imageRow) }
    },
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
    parts(taskId) {
      const sql = `SELECT part, root, folder FROM images JOIN galleries ON galleries.id = images.gallery_id
        WHERE images.task_id = ? AND part IS NOT NULL`
      return database.all(sql, taskId).map((row) => ({
        root: String(row['root']),
        folder: String(row['folder']),
        part: JSON.parse(String(row['part'])) as unknown,
      }))
    },
    clearParts(taskId) {
      database.run('UPDATE images SET part = NULL WHERE task_id = ? AND part IS NOT NULL', taskId)
    },
    *savedFiles(taskId, galleryId) {
      for (const row of inOrder(taskId, galleryId)) {
        if (row['state'] === 'saved' && row['file'] !== null) yield String(row['file'])
      }
    },
    unsave(taskId) {
      const sql = `UPDATE images SET state = 'queued', file = NULL, bytes = NULL, sha256 = NULL, type = NULL
        WHERE task_id = ? AND state IN ('saved', 'skipped')`
      database.run(sql, taskId)
      database.run('UPDATE images SET repair = NULL WHERE task_id = ? AND repair IS NOT NULL', taskId)
    },
  }
}

function imageRecord(row: Row): ImageRecord {
  const { alternatives, file, part } = row
  return {
    id: row['id'] as ImageId,
    taskId: row['task_id'] as TaskId,
    galleryId: row['gallery_id'] as GalleryId,
    num: Number(row['num']),
    address: String(row['address']),
    alternatives: typeof alternatives === 'string' ? (JSON.parse(alternatives) as string[]) : [],
    page: String(row['page']),
    referer: row['referer'] as string | null,
    part: typeof part === 'string' ? JSON.parse(part) : null,
    claimed: file === null ? null : whole(row),
    repair: repairOf(row),
  }
}

function repairOf({ repair }: Row): RecordedFile | null {
  return typeof repair === 'string' ? (JSON.parse(repair) as RecordedFile) : null
}

function listedImage(row: Row): ListedImage {
  const { page, sha256 } = row
  return {
    ...imageRow(row),
    page: String(page),
    sha256: sha256 as string | null,
    repair: repairOf(row),
  }
}

function whole(row: Row): WholeFile {
  return {
    file: String(row['file']),
    bytes: Number(row['bytes']),
    sha256: String(row['sha256']),
    type: String(row['type']),
  }
}

function known(row: Row): KnownFile {
  return {
    ...whole(row),
    imageId: row['id'] as ImageId,
    taskId: row['task_id'] as TaskId,
    galleryId: row['gallery_id'] as GalleryId,
    root: String(row['root']),
    folder: String(row['folder']),
  }
}

function imageRow(row: Row): ImageRow {
  // Of one that was dismissed a record of its gallery says what it says of any that failed.
  const state = row['state'] === 'dismissed' ? 'failed' : (row['state'] as ImageState)
  return {
    id: row['id'] as ImageId,
    galleryId: row['gallery_id'] as GalleryId,
    num: Number(row['num']),
    address: String(row['address']),
    file: state === 'queued' ? null : (row['file'] as string | null),
    state,
    bytes: state === 'queued' ? null : (row['bytes'] as number | null),
    type: row['type'] as string | null,
    failure: failureOf(row),
  }
}
