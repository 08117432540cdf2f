import type { EpochMs, GalleryId, TaskId } from '@shared/model/units'
import { readTaskId, text } from '../columns'
import type { Database } from '../database/database'
import { linkedRoot, type NewGallery, type StoredGallery, storedGallery, withFiles } from './gallery-row'

/** Which galleries are in which folder on disk; a `place` is a folder as `placeOf` spells it. */
interface FolderQueries {
  /** Folders below which galleries are, each once. */
  roots(): readonly string[]
  /** Identity of the gallery that holds this folder; null if none does. */
  holderOf(place: string): string | null
  /** All of this folder, with files or not, forgotten or not. */
  allIn(place: string): readonly StoredGallery[]
  /** All of this folder that have files and were not forgotten, the newest first. */
  withFilesIn(place: string): readonly StoredGallery[]
  /** Tasks that have a gallery in this folder and did not forget it, each once, the oldest first. */
  tasksIn(place: string): readonly TaskId[]
  /** Galleries of all tasks that are this one: its identity in its folder. Those not forgotten, oldest first. */
  sharing(gallery: Pick<StoredGallery, 'place' | 'key'>): readonly StoredGallery[]
  /** All that were not forgotten whose folder below `root` is this one or is inside it; of an empty one, all of the root. */
  inside(root: string, folder: string): readonly StoredGallery[]
}

/** The folders of galleries on disk. */
export interface GalleryFolderRows extends FolderQueries {
  /** The gallery is in another folder now; `realRoot`: the root's path without symbolic links. */
  move(id: GalleryId, to: Required<Pick<NewGallery, 'root' | 'realRoot' | 'folder'>>): void
  /** Saves the path of a root without symbolic links, for all galleries below it. */
  saveRealRoot(root: string, realRoot: string): void
  /** Forgets every gallery of the folder of this one: the files there are gone, or about to go. */
  forget(id: GalleryId, at: EpochMs): void
  /** Takes `forget` back, for all that it forgot. */
  restore(id: GalleryId): void
}

/** The rows of `galleries` by their folders. */
export function createGalleryFolderRows(database: Database): GalleryFolderRows {
  return {
    ...createFolderQueries(database),
    move(id, { root, realRoot, folder }) {
      const sql = 'UPDATE galleries SET root = ?, real_root = ?, folder = ? WHERE id = ?'
      database.run(sql, root, linkedRoot(root, realRoot), folder, id)
    },
    saveRealRoot(root, realRoot) {
      // By ranges of the index: of a root whose galleries have the right one already no row is read.
      const link = linkedRoot(root, realRoot)
      if (link === null) {
        const sql = `UPDATE galleries SET real_root = NULL WHERE root = ? AND real_root >= ''`
        database.run(sql, root)
        return
      }
      const set = 'UPDATE galleries SET real_root = ?1 WHERE root = ?2 AND real_root'
      for (const other of ['IS NULL', '< ?1', '> ?1']) database.run(`${set} ${other}`, link, root)
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
  }
}

/** From each root to the next in the index, so that a root is read once and not for each of its galleries. */
const everyRoot = `WITH RECURSIVE every(root) AS (
    SELECT min(root) FROM galleries
    UNION ALL
    SELECT (SELECT min(root) FROM galleries WHERE root > every.root) FROM every WHERE root IS NOT NULL
  ) SELECT root FROM every WHERE root IS NOT NULL`

function createFolderQueries(database: Database): FolderQueries {
  return {
    roots: () => database.all(everyRoot).map((row) => text(row, 'root')),
    holderOf(place) {
      const row = database.get('SELECT key FROM galleries WHERE place = ? LIMIT 1', place)
      return row ? text(row, 'key') : null
    },
    allIn: (place) => database.all('SELECT * FROM galleries WHERE place = ?', place).map(storedGallery),
    withFilesIn(place) {
      const sql = `SELECT * FROM galleries WHERE place = ? AND ${withFiles} ORDER BY id DESC`
      return database.all(sql, place).map(storedGallery)
    },
    tasksIn(place) {
      const sql =
        'SELECT DISTINCT task_id FROM galleries WHERE place = ? AND forgotten_at IS NULL ORDER BY task_id'
      return database.all(sql, place).map((row) => readTaskId(row, 'task_id'))
    },
    sharing({ place, key }) {
      const sql = `SELECT * FROM galleries WHERE place = ? AND +key = ? AND forgotten_at IS NULL ORDER BY id`
      return database.all(sql, place, key).map(storedGallery)
    },
    inside(root, folder) {
      // `0` follows `/`: between them is what begins with the folder and a slash.
      const sql = `SELECT * FROM galleries WHERE root = ?1 AND forgotten_at IS NULL AND folder = ?2
        UNION ALL SELECT * FROM galleries WHERE root = ?1 AND forgotten_at IS NULL AND folder > ?2 || '/' AND folder < ?2 || '0'`
      const all = 'SELECT * FROM galleries WHERE root = ? AND forgotten_at IS NULL'
      const rows = folder === '' ? database.all(all, root) : database.all(sql, root, folder)
      return rows.map(storedGallery)
    },
  }
}
