import type { FailureError } from '@shared/model/failure'
import { createFolderNotes } from './database/beside-database'
import { type Database, openDatabase } from './database/database'
import { createGalleryRows, type GalleryRows } from './gallery-rows'
import { createImageRows, type ImageRows } from './image-rows'
import { createIncompleteRows, type IncompleteRows } from './incomplete-rows'
import { createPageRows, type PageRows } from './page-rows'
import { partTagOf } from './part-tag'
import { createProblemRows, type ProblemRows } from './problem-rows'
import { createRememberedRows, type RememberedRows } from './remembered-rows'
import { createTaskRows, foldersOf, type TaskRows } from './task-rows'
import { watchDamage } from './watch-damage'

/** The database, table by table. Everything written in one turn of the event loop is committed together. */
export interface Storage {
  readonly tasks: TaskRows
  readonly pages: PageRows
  readonly galleries: GalleryRows
  readonly images: ImageRows
  readonly problems: ProblemRows
  /** What reads few rows; the rest is asked of the thread of lists. */
  readonly incomplete: Pick<IncompleteRows, 'pagesOf' | 'taskOf' | 'finished'>
  readonly remembered: RememberedRows
  /** Marks the partial files of these records; see `partName`. */
  readonly partTag: string
  /** Commits what waits; before this a kill may lose the last 10 ms. */
  flush(): void
  /** Resolves when everything written until now survives a power cut; rejects with a FailureError. */
  durable(): Promise<void>
  /** Resolves when everything written until now survives a kill, together with what others write; rejects likewise. */
  committed(): Promise<void>
  close(): void
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
