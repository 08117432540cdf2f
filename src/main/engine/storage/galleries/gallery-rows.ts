import type { GalleryRow } from '@shared/model/gallery'
import { type EpochMs, GalleryId, type ImageId, type TaskId } from '@shared/model/units'
import { integer, readGalleryId } from '../columns'
import type { Database } from '../database/database'
import { createGalleryListRows, type GalleryListRows } from '../lists/gallery-lists'
import { createGalleryFolderRows, type GalleryFolderRows } from './gallery-folders'
import {
  type EarlierGallery,
  galleryRow,
  linkedRoot,
  type NewGallery,
  type StoredGallery,
  storedGallery,
} from './gallery-row'

/** The counts of a gallery, and when it was finished. */
interface GalleryProgressRows {
  /** Adds to its counts; `cover` is taken if it has none. */
  addToCounts(
    id: GalleryId,
    change: Partial<Record<'found' | 'saved' | 'skipped' | 'failed' | 'bytes', number>>,
    cover?: ImageId,
  ): void
  /** Counts its images again, and takes another cover if that one is not on disk any more. */
  recount(id: GalleryId): void
  /** Number of images that are known of it; see `NewGallery.expected`. */
  expect(id: GalleryId, images: number): void
  /** All its images have ended; null: some wait again. */
  finish(id: GalleryId, at: EpochMs | null): void
  /** Its files are about to be deleted: nothing of the gallery is saved any more. */
  unsave(id: GalleryId): void
}

/** The columns of `galleries` that change while its images are downloaded. */
function createGalleryProgressRows(database: Database): GalleryProgressRows {
  return {
    addToCounts(id, change, cover) {
      const sets = Object.keys(change)
        .map((name) => `${name} = ${name} + ?`)
        .join(', ')
      const values = Object.values(change)
      if (cover === undefined) {
        database.run(`UPDATE galleries SET ${sets} WHERE id = ?`, ...values, id)
        return
      }
      // To set a cover that is there again would write its entry in the index again, for each image.
      const withCover = `UPDATE galleries SET ${sets} WHERE id = ? AND cover_id IS NOT NULL`
      if (database.run(withCover, ...values, id).changes > 0) return
      database.run(`UPDATE galleries SET ${sets}, cover_id = ? WHERE id = ?`, ...values, cover, id)
    },
    recount(id) {
      const own =
        'FROM images INDEXED BY images_order WHERE task_id = galleries.task_id AND gallery_id = galleries.id'
      const sql = `UPDATE galleries SET
          found = (SELECT count(*) ${own} AND state NOT IN ('dismissed', 'unwanted')),
          saved = (SELECT count(*) ${own} AND state = 'saved'),
          skipped = (SELECT count(*) ${own} AND state = 'skipped'),
          failed = (SELECT count(*) ${own} AND state = 'failed'),
          bytes = (SELECT coalesce(sum(bytes), 0) ${own} AND state IN ('saved', 'skipped') AND file IS NOT NULL)
        WHERE id = ?`
      database.run(sql, id)
      const picture = `${own} AND state IN ('saved', 'skipped') AND file IS NOT NULL
          AND coalesce(type, '') NOT LIKE 'video/%'`
      const cover = `UPDATE galleries SET cover_id = (SELECT id ${picture} ORDER BY num LIMIT 1)
        WHERE id = ? AND NOT EXISTS (SELECT 1 ${picture} AND images.id = cover_id)`
      database.run(cover, id)
    },
    expect(id, images) {
      database.run('UPDATE galleries SET expected = ? WHERE id = ?', images, id)
    },
    finish(id, at) {
      database.run('UPDATE galleries SET finished_at = ? WHERE id = ?', at, id)
    },
    unsave(id) {
      const sql = `UPDATE galleries SET saved = 0, skipped = 0, bytes = 0, cover_id = NULL, finished_at = NULL
        WHERE id = ?`
      database.run(sql, id)
    },
  }
}

/** The galleries of tasks. */
interface GalleryTableRows {
  add(taskId: TaskId, gallery: NewGallery, at: EpochMs): GalleryId
  /** The gallery of a task with the first of these keys that one has; null if there is none. */
  find(taskId: TaskId, ...keys: readonly string[]): StoredGallery | null
  get(id: GalleryId): StoredGallery | null
  /** The same as lists show it. */
  row(id: GalleryId): GalleryRow | null
  /** Ids of a task's galleries. */
  ids(taskId: TaskId): readonly GalleryId[]
  /** Galleries of a task all of whose images have ended and that were not finished: a kill came between. */
  unfinished(taskId: TaskId): readonly GalleryId[]
  /** All that have this identity and were not forgotten, newest first. */
  ofKey(key: string): readonly StoredGallery[]
  /** Galleries of this identity below `root`, a path without links, and when each was added; the newest first, 50 at most. */
  earlier(key: string, root: string): readonly EarlierGallery[]
}

/** The rows of `galleries`, by what is done with them. */
export interface GalleryRows extends GalleryTableRows {
  readonly progress: GalleryProgressRows
  readonly folders: GalleryFolderRows
  readonly lists: GalleryListRows
}

/** The rows of `galleries` of one database. */
export function createGalleryRows(database: Database): GalleryRows {
  return {
    ...createGalleryTableRows(database),
    progress: createGalleryProgressRows(database),
    folders: createGalleryFolderRows(database),
    lists: createGalleryListRows(database),
  }
}

function createGalleryTableRows(database: Database): GalleryTableRows {
  const byId = (id: GalleryId) => database.get('SELECT * FROM galleries WHERE id = ?', id)
  return {
    add: (taskId, gallery, at) => add(database, taskId, gallery, at),
    find(taskId, ...keys) {
      for (const key of keys) {
        const row = database.get('SELECT * FROM galleries WHERE task_id = ? AND key = ?', taskId, key)
        if (row) return storedGallery(row)
      }
      return null
    },
    get(id) {
      const row = byId(id)
      return row ? storedGallery(row) : null
    },
    row(id) {
      const row = byId(id)
      return row ? galleryRow(row) : null
    },
    ids(taskId) {
      const rows = database.all('SELECT id FROM galleries WHERE task_id = ?', taskId)
      return rows.map((row) => readGalleryId(row, 'id'))
    },
    unfinished(taskId) {
      const sql = `SELECT id FROM galleries WHERE task_id = ? AND finished_at IS NULL
        AND saved + skipped + failed >= found`
      return database.all(sql, taskId).map((row) => readGalleryId(row, 'id'))
    },
    ofKey(key) {
      const sql = 'SELECT * FROM galleries WHERE key = ? AND forgotten_at IS NULL ORDER BY id DESC'
      return database.all(sql, key).map(storedGallery)
    },
    earlier(key, root) {
      const sql =
        'SELECT * FROM galleries WHERE key = ? AND coalesce(real_root, root) = ? ORDER BY id DESC LIMIT 50'
      const rows = database.all(sql, key, root)
      return rows.map((row) => ({ ...storedGallery(row), addedAt: integer(row, 'added_at') }))
    },
  }
}

function add(database: Database, taskId: TaskId, gallery: NewGallery, at: EpochMs): GalleryId {
  const { id } = database.run(
    `INSERT INTO galleries (task_id, key, title, site_id, page, host, root, real_root, folder, recipe, fields, position, page_id, expected, encoding, added_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    taskId,
    gallery.key,
    gallery.title,
    gallery.siteId,
    gallery.page,
    gallery.host,
    gallery.root,
    linkedRoot(gallery.root, gallery.realRoot ?? gallery.root),
    gallery.folder,
    gallery.recipe,
    JSON.stringify(gallery.fields),
    gallery.position,
    gallery.pageId ?? null,
    gallery.expected ?? 0,
    gallery.encoding ?? null,
    at,
  )
  return GalleryId.parse(id)
}
