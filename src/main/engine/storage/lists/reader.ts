import { DatabaseSync } from '@photostructure/sqlite'
import { createStatements } from '../database/connection'
import type { Database } from '../database/database'

/** A second connection to a database, that only reads: it sees what the first one has committed. */
export interface Reader {
  readonly database: Database
  /** Runs `work` on one state of the database. */
  read<T>(work: () => T): T
  close(): void
}

/** The file must have been opened and brought up to date by `openDatabase`. Throws what SQLite throws. */
export function openReader(file: string): Reader {
  const connection = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  connection.exec('PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY')
  const { get, all } = createStatements(connection)
  const refuse = () => {
    throw new Error('this connection only reads')
  }
  const database: Database = {
    run: refuse,
    get,
    all,
    version: () => Number(get('PRAGMA data_version')?.['data_version']),
    flush: refuse,
    durable: refuse,
    committed: refuse,
    scrub: refuse,
    close: refuse,
  }
  return {
    database,
    read(work) {
      connection.exec('BEGIN')
      try {
        return work()
      } finally {
        connection.exec('COMMIT')
      }
    },
    close: () => connection.close(),
  }
}
