import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { FailureError } from '@shared/model/failure'
import { type RememberedValues, rememberedText } from '../ports/remembered'
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

/** The rows of `settings`. */
export function createRememberedRows(database: Database): RememberedValues {
  return {
    get({ key, read }) {
      const row = database.get('SELECT value FROM settings WHERE key = ?', key)
      return read(row ? text(row, 'value') : null)
    },
    set({ key, write }, value) {
      const sql =
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value'
      database.run(sql, key, write(value))
    },
    forget({ key }) {
      database.run('DELETE FROM settings WHERE key = ?', key)
    },
  }
}

const partTag = rememberedText('part-tag')

/**
 * A short text that no other data folder has: five letters and digits.
 *
 * Made from the machine and the folder, so that a database that had to be replaced knows its partial files again; saved,
 * so that a machine with a new name does too.
 */
export function partTagOf(remembered: RememberedValues, databaseFile: string): string {
  const known = remembered.get(partTag)
  if (known !== null) return known
  const place = createHash('sha256')
    .update(`${hostname()}\0${dirname(databaseFile)}`)
    .digest()
  const tag = (place.readUInt32BE() % 36 ** 5).toString(36).padStart(5, '0')
  remembered.set(partTag, tag)
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
  readonly remembered: RememberedValues
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
