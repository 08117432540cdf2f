import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { FailureError } from '@shared/model/failure'
import { text } from './columns'
import { createFolderNotes } from './database/beside-database'
import { watchDamage } from './database/damage'
import { type Database, openDatabase } from './database/database'
import { createGalleryRows, type GalleryRows } from './galleries/gallery-rows'
import { createImageRows, type ImageRows } from './images/image-rows'
import { createIncompleteRows, type IncompleteRows } from './incomplete-rows'
import { createPageRows, type PageRows } from './pages/page-rows'
import { createProblemRows, type ProblemRows } from './problem-rows'
import { createTaskRows, foldersOf, type TaskRows } from './tasks/task-rows'

/** Small things that the program remembers between runs and that nobody edits by hand: the rows of `settings`. */
export interface RememberedRows {
  get(key: string): string | null
  set(key: string, value: string): void
  forget(key: string): void
}

/** Values that the program remembers, by key. */
export function createRememberedRows(database: Database): RememberedRows {
  return {
    get(key) {
      const row = database.get('SELECT value FROM settings WHERE key = ?', key)
      return row ? text(row, 'value') : null
    },
    set(key, value) {
      const sql =
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
      database.run(sql, key, value)
    },
    forget(key) {
      database.run('DELETE FROM settings WHERE key = ?', key)
    },
  }
}

const key = 'part-tag'

/**
 * A short text that no other data folder has: five letters and digits.
 *
 * Made from the machine and the folder, so that records which had to be made anew know their partial files again; kept,
 * so that a machine with a new name does too.
 */
export function partTagOf(remembered: RememberedRows, databaseFile: string): string {
  const known = remembered.get(key)
  if (known !== null) return known
  const place = createHash('sha256')
    .update(`${hostname()}\0${dirname(databaseFile)}`)
    .digest()
  const tag = (place.readUInt32BE() % 36 ** 5).toString(36).padStart(5, '0')
  remembered.set(key, tag)
  return tag
}

/** The database, table by table. */
export interface Tables {
  readonly tasks: TaskRows
  readonly pages: PageRows
  readonly galleries: GalleryRows
  readonly images: ImageRows
  readonly problems: ProblemRows
  /** What reads few rows; the rest is asked of the thread of lists. */
  readonly incomplete: Pick<IncompleteRows, 'pagesOf' | 'taskOf' | 'finished'>
  readonly remembered: RememberedRows
}

/** The tables of an open database. Everything written in one turn of the event loop is committed together. */
export interface Storage extends Tables, Pick<Database, 'flush' | 'durable' | 'committed' | 'close'> {
  /** Marks the partial files of these records; see `partName`. */
  readonly partTag: string
}

/** Opens the file; fails as `openDatabase` does. */
export function openStorage(file: string, onTrouble: (reason: FailureError) => void = () => {}): Storage {
  return tablesOf(watchDamage(openDatabase(file, onTrouble), file, onTrouble), file)
}

/** The tables of a database that is open. */
export function tablesOf(database: Database, file: string): Storage {
  const remembered = createRememberedRows(database)
  const folderNotes = createFolderNotes(file, () => foldersOf(database))
  return {
    tasks: createTaskRows(database, folderNotes.add),
    pages: createPageRows(database),
    galleries: createGalleryRows(database),
    images: createImageRows(database),
    problems: createProblemRows(database),
    incomplete: createIncompleteRows(database),
    remembered,
    partTag: partTagOf(remembered, file),
    flush: database.flush,
    durable: database.durable,
    committed: database.committed,
    close() {
      folderNotes.close()
      database.close()
    },
  }
}
