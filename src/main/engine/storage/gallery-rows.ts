import type { GalleryQuery, GalleryRow, LibraryQuery, LibrarySlice, Slice } from '@shared/model/gallery'
import type { EpochMs, GalleryId, ImageId, TaskId } from '@shared/model/units'
import { z } from 'zod'
import { integer, integerOrNull, readGalleryId, readTaskId, text, textOrNull } from './columns'
import { createCounts } from './counts'
import type { Database, Row, Value } from './database/database'
import { directed, galleryRow, onDisk } from './gallery-row'
import { readJson } from './json-column'
import { createLibraryList } from './lists/library-list'

/** What is known of a gallery when it is found. */
export interface NewGallery {
  /** Identity on its site: see `galleryKey`. */
  readonly key: string
  readonly title: string
  readonly siteId: string | null
  readonly page: string
  readonly host: string
  readonly root: string
  /** Path of the root without symbolic links; the root itself if absent. */
  readonly realRoot?: string
  readonly folder: string
  readonly recipe: string
  readonly fields: Readonly<Record<string, string>>
  readonly position: number
  /** Images that were known when the gallery was found: its numbers are as wide as this one. */
  readonly expected?: number
  /** Of its first page, as a WHATWG name; null: not known. */
  readonly encoding?: string | null
}

/** A gallery with everything that names and records need. */
export interface GalleryRecord extends NewGallery {
  readonly id: GalleryId
  readonly taskId: TaskId
  /** Its folder on disk in the one spelling by which rows are compared; see `placeOf`. */
  readonly place: string
  /** 0: not known. */
  readonly expected: number
  readonly encoding: string | null
  readonly found: number
  readonly ended: number
  readonly finishedAt: EpochMs | null
}

/** A gallery that an earlier task saved, with its folder. */
export interface EarlierGallery extends GalleryRecord {
  readonly addedAt: EpochMs
}

/** The rows of `galleries`. */
export interface GalleryRows {
  add(taskId: TaskId, gallery: NewGallery, at: EpochMs): GalleryId
  find(taskId: TaskId, key: string): GalleryRecord | null
  get(id: GalleryId): GalleryRecord | null
  row(id: GalleryId): GalleryRow | null
  /** Galleries of all tasks that are this one: its identity in its folder. Those not forgotten, oldest first. */
  sharing(gallery: Pick<GalleryRecord, 'place' | 'key'>): readonly GalleryRecord[]
  /** All that have this identity and were not forgotten, newest first. */
  ofKey(key: string): readonly GalleryRecord[]
  /** Galleries of this identity below `root`, a path without links, and when each was added; the newest first, 50 at most. */
  earlier(key: string, root: string): readonly EarlierGallery[]
  /** Identity of the gallery that holds this folder; null if none does. */
  holderOf(place: string): string | null
  /** Folders below which galleries lie, each once. */
  roots(): readonly string[]
  /** All that were not forgotten whose folder below `root` is this one or lies in it; of an empty one, all of the root. */
  inside(root: string, folder: string): readonly GalleryRecord[]
  /** All of this folder on disk that have files and were not forgotten, the newest first. */
  inFolder(place: string): readonly GalleryRecord[]
  /** All of this folder, with files or not, forgotten or not. */
  ofPlace(place: string): readonly GalleryRecord[]
  /** Tasks that have a gallery in this folder and did not forget it, each once, the oldest first. */
  tasksIn(place: string): readonly TaskId[]
  /** Adds to its counts; `cover` is taken if it has none. */
  addToCounts(
    id: GalleryId,
    change: Partial<Record<'found' | 'saved' | 'skipped' | 'failed' | 'bytes', number>>,
    cover?: ImageId,
  ): void
  /** Makes its counts anew from its images, and its cover if that one is not on disk any more. */
  recount(id: GalleryId): void
  /** So many images are known of it; see `expected`. */
  expect(id: GalleryId, images: number): void
  finish(id: GalleryId, at: EpochMs | null): void
  /** Forgets every gallery of its folder: the files there are gone, or about to go. */
  forget(id: GalleryId, at: EpochMs): void
  /** Takes `forget` back, for all that it forgot. */
  restore(id: GalleryId): void
  /** Its files are about to be deleted: nothing of the gallery is saved any more. */
  unsave(id: GalleryId): void
  /** The gallery lies in another folder now; `realRoot`: the root's path without symbolic links. */
  move(id: GalleryId, to: Required<Pick<NewGallery, 'root' | 'realRoot' | 'folder'>>): void
  /** The path of a root without symbolic links, for all galleries below it. */
  noteRealRoot(root: string, realRoot: string): void
  list(query: GalleryQuery): Slice<GalleryRow>
  /** Galleries all of whose images have ended and that were not finished: a kill came between. */
  unfinished(taskId: TaskId): readonly GalleryId[]
  /** Ids of a task's galleries, one at a time. */
  ids(taskId: TaskId): readonly GalleryId[]
  /** One row for each folder on disk; of one that several tasks share with the counts of all of them. */
  library(query: LibraryQuery): LibrarySlice
  /** Ids of all galleries of the library, in the order in which they came. */
  libraryIds(): readonly GalleryId[]
  libraryHosts(): readonly string[]
}

/** Sorting by state: what needs a person first, then what moves, then what is finished. */
const stateOrder = '(failed > 0) DESC, (finished_at IS NULL) DESC'
const galleryOrder = { position: 'position', title: 'title', found: 'found', state: stateOrder } as const
/** From each root to the next in the index, so that a root is read once and not for each of its galleries. */
const everyRoot = `WITH RECURSIVE every(root) AS (
    SELECT min(root) FROM galleries
    UNION ALL
    SELECT (SELECT min(root) FROM galleries WHERE root > every.root) FROM every WHERE root IS NOT NULL
  ) SELECT root FROM every WHERE root IS NOT NULL`

/** The rows of `galleries` of one database. */
export function createGalleryRows(database: Database): GalleryRows {
  const byId = (id: GalleryId) => database.get('SELECT * FROM galleries WHERE id = ?', id)

  const count = createCounts(database)

  /** The ids first: what is sorted are short rows. */
  function slice(where: string, values: readonly Value[], order: string, limit: number, offset: number) {
    const total = count(`SELECT count(*) AS n FROM galleries WHERE ${where}`, ...values)
    const sql = `SELECT id FROM galleries WHERE ${where} ORDER BY ${order} LIMIT ? OFFSET ?`
    const ids = database.all(sql, ...values, limit, offset).map((row) => row['id'] ?? null)
    return {
      total,
      rows: ids
        .map((id) => byId(id as GalleryId))
        .filter((row) => row !== undefined)
        .map(galleryRow),
    }
  }

  const library = createLibraryList(database)

  return {
    add(taskId, gallery, at) {
      return database.run(
        `INSERT INTO galleries (task_id, key, title, site_id, page, host, root, real_root, folder, recipe, fields, position, expected, encoding, added_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        taskId,
        gallery.key,
        gallery.title,
        gallery.siteId,
        gallery.page,
        gallery.host,
        gallery.root,
        linked(gallery.root, gallery.realRoot ?? gallery.root),
        gallery.folder,
        gallery.recipe,
        JSON.stringify(gallery.fields),
        gallery.position,
        gallery.expected ?? 0,
        gallery.encoding ?? null,
        at,
      ).id as GalleryId
    },
    find(taskId, key) {
      const row = database.get('SELECT * FROM galleries WHERE task_id = ? AND key = ?', taskId, key)
      return row ? galleryRecord(row) : null
    },
    get(id) {
      const row = byId(id)
      return row ? galleryRecord(row) : null
    },
    row(id) {
      const row = byId(id)
      return row ? galleryRow(row) : null
    },
    sharing({ place, key }) {
      const sql = `SELECT * FROM galleries WHERE place = ? AND +key = ? AND forgotten_at IS NULL ORDER BY id`
      return database.all(sql, place, key).map(galleryRecord)
    },
    ofKey(key) {
      const sql = 'SELECT * FROM galleries WHERE key = ? AND forgotten_at IS NULL ORDER BY id DESC'
      return database.all(sql, key).map(galleryRecord)
    },
    earlier(key, root) {
      const sql =
        'SELECT * FROM galleries WHERE key = ? AND coalesce(real_root, root) = ? ORDER BY id DESC LIMIT 50'
      const rows = database.all(sql, key, root)
      return rows.map((row) => ({ ...galleryRecord(row), addedAt: integer(row, 'added_at') }))
    },
    holderOf(place) {
      const row = database.get('SELECT key FROM galleries WHERE place = ? LIMIT 1', place)
      return row ? text(row, 'key') : null
    },
    roots: () => database.all(everyRoot).map((row) => text(row, 'root')),
    inside(root, folder) {
      // `0` follows `/`: between them lies what begins with the folder and a slash.
      const sql = `SELECT * FROM galleries WHERE root = ?1 AND forgotten_at IS NULL AND folder = ?2
        UNION ALL SELECT * FROM galleries WHERE root = ?1 AND forgotten_at IS NULL AND folder > ?2 || '/' AND folder < ?2 || '0'`
      const all = 'SELECT * FROM galleries WHERE root = ? AND forgotten_at IS NULL'
      const rows = folder === '' ? database.all(all, root) : database.all(sql, root, folder)
      return rows.map(galleryRecord)
    },
    inFolder(place) {
      const sql = `SELECT * FROM galleries WHERE place = ? AND ${onDisk} ORDER BY id DESC`
      return database.all(sql, place).map(galleryRecord)
    },
    ofPlace: (place) => database.all('SELECT * FROM galleries WHERE place = ?', place).map(galleryRecord),
    tasksIn(place) {
      const sql =
        'SELECT DISTINCT task_id FROM galleries WHERE place = ? AND forgotten_at IS NULL ORDER BY task_id'
      return database.all(sql, place).map((row) => readTaskId(row, 'task_id'))
    },
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
      const saved = `${own} AND state IN ('saved', 'skipped') AND file IS NOT NULL`
      const cover = `UPDATE galleries SET cover_id = (SELECT id ${saved} ORDER BY num LIMIT 1)
        WHERE id = ? AND NOT EXISTS (SELECT 1 ${saved} AND images.id = cover_id)`
      database.run(cover, id)
    },
    expect(id, images) {
      database.run('UPDATE galleries SET expected = ? WHERE id = ?', images, id)
    },
    finish(id, at) {
      database.run('UPDATE galleries SET finished_at = ? WHERE id = ?', at, id)
    },
    forget(id, at) {
      const sql = `UPDATE galleries SET forgotten_at = ? WHERE forgotten_at IS NULL
        AND place = (SELECT place FROM galleries WHERE id = ?)`
      database.run(sql, at, id)
    },
    restore(id) {
      const sql = `UPDATE galleries SET forgotten_at = NULL
        WHERE (place, forgotten_at) = (SELECT place, forgotten_at FROM galleries WHERE id = ?)`
      database.run(sql, id)
    },
    unsave(id) {
      const sql = `UPDATE galleries SET saved = 0, skipped = 0, bytes = 0, cover_id = NULL, finished_at = NULL
        WHERE id = ?`
      database.run(sql, id)
    },
    move(id, { root, realRoot, folder }) {
      const sql = 'UPDATE galleries SET root = ?, real_root = ?, folder = ? WHERE id = ?'
      database.run(sql, root, linked(root, realRoot), folder, id)
    },
    noteRealRoot(root, realRoot) {
      // By ranges of the index: of a root whose galleries have the right one already no row is read.
      const link = linked(root, realRoot)
      if (link === null) {
        const sql = `UPDATE galleries SET real_root = NULL WHERE root = ? AND real_root >= ''`
        database.run(sql, root)
        return
      }
      const set = 'UPDATE galleries SET real_root = ?1 WHERE root = ?2 AND real_root'
      for (const other of ['IS NULL', '< ?1', '> ?1']) database.run(`${set} ${other}`, link, root)
    },
    list(query) {
      const order = galleryOrder[query.sort]
      return slice(
        'task_id = ?',
        [query.taskId],
        directed(order, query.descending),
        query.limit,
        query.offset,
      )
    },
    unfinished(taskId) {
      const sql = `SELECT id FROM galleries WHERE task_id = ? AND finished_at IS NULL
        AND saved + skipped + failed >= found`
      return database.all(sql, taskId).map((row) => readGalleryId(row, 'id'))
    },
    ids: (taskId) =>
      database
        .all('SELECT id FROM galleries WHERE task_id = ?', taskId)
        .map((row) => readGalleryId(row, 'id')),
    library,
    libraryIds: () =>
      database
        .all(`SELECT id FROM galleries WHERE ${onDisk} ORDER BY id`)
        .map((row) => readGalleryId(row, 'id')),
    libraryHosts: () =>
      database
        .all(`SELECT DISTINCT host FROM galleries WHERE shown = 1 ORDER BY host`)
        .map((row) => text(row, 'host')),
  }
}

/** What `real_root` has: nothing for a root that is no link. */
function linked(root: string, realRoot: string): string | null {
  return realRoot === root ? null : realRoot
}

function galleryRecord(row: Row): GalleryRecord {
  return {
    id: readGalleryId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    key: text(row, 'key'),
    title: text(row, 'title'),
    siteId: textOrNull(row, 'site_id'),
    page: text(row, 'page'),
    host: text(row, 'host'),
    root: text(row, 'root'),
    place: text(row, 'place'),
    folder: text(row, 'folder'),
    recipe: text(row, 'recipe'),
    fields: readJson(z.record(z.string(), z.string()), row['fields']) ?? {},
    position: integer(row, 'position'),
    expected: integer(row, 'expected'),
    encoding: textOrNull(row, 'encoding'),
    found: integer(row, 'found'),
    ended: integer(row, 'saved') + integer(row, 'skipped') + integer(row, 'failed'),
    finishedAt: integerOrNull(row, 'finished_at'),
  }
}
