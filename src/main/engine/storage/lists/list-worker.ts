import { parentPort, workerData } from 'node:worker_threads'
import { DatabaseSync } from '@photostructure/sqlite'
import { bringUpToDate, createStatements } from '../database/connection'
import type { Database } from '../database/database'
import { type ListAnswer, type ListQuestion, type Lists, type ListWorkerData, listsOf } from './list-names'

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

// The thread that reads lists. Its own connection only reads; it sees what the engine has committed. Started for that,
// it brings the format of a database up to date instead, before the engine opens it.

const { file, work }: ListWorkerData = workerData
if (work === 'update') bringUpToDate(file)
else readLists()

function readLists(): void {
  const reader = openReader(file)
  const lists = listsOf(reader.database)
  parentPort?.on('message', (question: ListQuestion | 'close') => {
    if (question !== 'close') return parentPort?.postMessage(answer(reader, lists, question))
    reader.close()
    parentPort?.close()
  })
}

function answer({ read }: Reader, lists: Lists, { id, name, query }: ListQuestion): ListAnswer {
  try {
    // Name and query belong together by the table; the union of all lists cannot express that.
    const list = lists[name] as (query: unknown) => unknown
    return { id, ok: true, value: read(() => list(query)) }
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : null
    return { id, ok: false, message: error instanceof Error ? error.message : String(error), code }
  }
}
