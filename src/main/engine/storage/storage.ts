import type { FailureError } from '@shared/model/failure'
import type { RememberedValues } from '../ports/ports'
import { createFolderNotes } from './database/beside-database'
import { watchDamage } from './database/damage'
import { type Database, openDatabase } from './database/database'
import { createGalleryRows, type GalleryRows } from './galleries/gallery-rows'
import { createImageRows, type ImageRows } from './images/image-rows'
import { createIncompleteRows, type IncompleteRows } from './incomplete-rows'
import { createPageRows, type PageRows } from './pages/page-rows'
import { createProblemRows, type ProblemRows } from './problem-rows'
import { createRememberedRows, partTagOf } from './remembered'
import { createSiteRuleRows, type SiteRuleRows } from './site-rule-rows'
import { createTaskRows, foldersOf, type TaskRows } from './tasks/task-rows'

/** The database, table by table. */
export interface Tables {
  readonly tasks: TaskRows
  readonly pages: PageRows
  readonly galleries: GalleryRows
  readonly images: ImageRows
  readonly problems: ProblemRows
  /** What reads few rows; the rest is asked of the thread of lists. */
  readonly incomplete: Pick<IncompleteRows, 'pagesOf' | 'taskOf' | 'finished'>
  readonly siteRules: SiteRuleRows
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
    siteRules: createSiteRuleRows(database),
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
