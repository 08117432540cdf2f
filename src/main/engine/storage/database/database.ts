import { FailureError } from '@shared/model/failure'
import { createCheckpoints } from './checkpoints'
import { createStatements, openConnection, type Statements, troubleOf } from './connection'
import { createWriteAhead } from './write-ahead'

export type { Row, Value } from './connection'

/** Writes of this long are committed together: what the window shows, a tenth of a second at a time, is committed. */
const commitEveryMs = 10

/**
 * The one connection to the database.
 *
 * Writes gather in a transaction that commits within 10 ms; everything written in one turn of the event loop commits
 * together or not at all. `flush` commits now, which outlives a kill; `durable` also outlives a power cut.
 */
export interface Database extends Statements {
  /** A number that changes with the content; absent on a connection that writes. */
  readonly version?: () => number
  /** Commits what waits; before this a kill may lose the last 10 ms. */
  flush(): void
  /** Commits and flushes to the disk what was written until now; see `WriteAhead`. */
  durable(): Promise<void>
  /** Commits what was written until now, together with what others write meanwhile; see `WriteAhead`. */
  committed(): Promise<void>
  /** Commits, and empties the write-ahead log: what was overwritten is in no file any more (`secure_delete`). */
  scrub(): void
  close(): void
}

/**
 * Opens or makes the file and brings its tables up to date.
 *
 * `onTrouble` gets the error of a commit that failed while no caller waited for it.
 *
 * Fails with `unexpected` when the file is no database or was written by a newer Galleon: it is left untouched; with
 * disk-full or not-writable when the disk does not take what opening writes.
 */
export function openDatabase(file: string, onTrouble: (reason: FailureError) => void): Database {
  const { connection, log, isNew } = openConnection(file)
  const checkpoints = createCheckpoints(log === null ? null : file, connection)
  if (isNew) checkpoints.migrated()
  const writeAhead = createWriteAhead(log, flush)
  const statements = createStatements(connection)
  let timer: NodeJS.Timeout | null = null

  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (!connection.isTransaction) return
    writing(() => connection.exec('COMMIT'))
    checkpoints.committed()
  }

  /**
   * Throws FailureError when the disk does not take what is written. What was written before stays in the transaction
   * where SQLite allows it, and is committed with what comes next.
   */
  function writing<T>(write: () => T): T {
    try {
      return write()
    } catch (error) {
      const trouble = troubleOf(error, file)
      if (trouble !== null && !connection.isTransaction) writeAhead.lost(trouble)
      throw trouble ?? error
    }
  }

  return {
    run(sql, ...values) {
      const result = writing(() => {
        if (!connection.isTransaction) connection.exec('BEGIN IMMEDIATE')
        return statements.run(sql, ...values)
      })
      timer ??= setTimeout(() => reportTrouble(flush, onTrouble), commitEveryMs)
      writeAhead.changed()
      return result
    },
    get: statements.get,
    all: statements.all,
    flush,
    durable: writeAhead.durable,
    committed: writeAhead.committed,
    scrub() {
      flush()
      checkpoints.empty()
    },
    close() {
      flush()
      writeAhead.close()
      checkpoints.close()
      connection.close()
    },
  }
}

/** No caller waits for this commit: running tasks must get its error. */
function reportTrouble(commit: () => void, onTrouble: (reason: FailureError) => void): void {
  try {
    commit()
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    onTrouble(error)
  }
}
