import { DatabaseSync } from '@photostructure/sqlite'
import { hasLog, hasOlderLog, isMarkedOpen, notedFolders, sizeOf } from './beside-database'
import { newestVersion } from './connection'
import { findDamage } from './damage'

/** What is wrong with a database before it is opened. */
export interface Loss {
  /**
   * `damaged`: the file cannot be used. `emptied`: nothing is in it. `behind`: it can be used, but its last changes are
   * gone with its write-ahead log.
   */
  readonly what: 'damaged' | 'emptied' | 'behind'
  /** For the log and the terminal: one clause. */
  readonly reason: string
  /** False for an empty database that may be what a first start left when it was killed. */
  readonly isKnown: boolean
}

/** Looks at a database, and at the files beside it, before it is opened. Null: nothing is missing. Never throws. */
export function findLoss(file: string): Loss | null {
  if (file === ':memory:') return null
  const isLogLost = isMarkedOpen(file) && !hasLog(file)
  const damage = findDamage(file, newestVersion, isLogLost)
  if (damage !== null) return { what: 'damaged', reason: damage, isKnown: true }
  const emptiness = whyEmpty(file)
  if (emptiness !== null) {
    const isThere = sizeOf(file) !== null
    const isKnown =
      isMarkedOpen(file) || hasLog(file) || notedFolders(file) !== null || (isThere && hasOlderLog(file))
    return isThere || isKnown ? { what: 'emptied', reason: emptiness, isKnown } : null
  }
  if (!isLogLost) return null
  const reason = `${file}-wal is missing or empty, although Galleon was not closed`
  return { what: 'behind', reason, isKnown: true }
}

/** A power cut can leave the name and take the content; a lost log takes the tables that were in it alone. */
function whyEmpty(file: string): string | null {
  const bytes = sizeOf(file)
  if (bytes === null) return `${file} is missing`
  if (bytes === 0) return `${file} is empty`
  try {
    using connection = new DatabaseSync(file, { timeout: 5000, readOnly: true })
    const count = connection.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n']
    return count === 0 ? `${file} has no tables` : null
  } catch {
    // Locked, or not readable: opening it says so.
    return null
  }
}
