import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite'
import type { Database, Row } from '../database/database'

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
  const statements = new Map<string, StatementSyncInstance>()
  const prepare = (sql: string): StatementSyncInstance => {
    const statement = statements.get(sql) ?? connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const refuse = () => {
    throw new Error('this connection only reads')
  }
  const database: Database = {
    run: refuse,
    get: (sql, ...values) => prepare(sql).get(...values) as Row | undefined,
    all: (sql, ...values) => prepare(sql).all(...values) as Row[],
    version: () => Number(prepare('PRAGMA data_version').get()?.['data_version']),
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
