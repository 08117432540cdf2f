import { chmodSync, closeSync, constants, openSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'
import { FailureError, failure, localFailure } from '@shared/model/failure'
import {
  cookies,
  galleryOrder,
  hidden,
  libraryCards,
  listOrders,
  logins,
  lookups,
  names,
  realRoots,
  referrerPolicy,
  repair,
  retries,
  runs,
  start,
  thumbnails,
  understanding,
} from './migrations'

/** A value that SQLite stores. */
export type Value = string | number | null | Uint8Array
/** One row of a result, by column name. */
export type Row = Readonly<Record<string, Value>>

/** Read and written by its owner alone. Windows has no such mode; there the user's own folder guards it. */
const ownerOnly = 0o600

/** A named pipe without a reader is refused (`open(2)`, `ENXIO`) instead of being waited for. */
const flags = constants.O_WRONLY | constants.O_CREAT | (constants.O_NONBLOCK ?? 0)

/**
 * Makes the database readable for its owner alone: it holds cookies.
 *
 * The file exists afterwards, if it can be made at all: SQLite gives its side files (`-wal`, `-shm`) the mode of the file,
 * but makes the file itself readable for all. What cannot be done here is reported by opening the database.
 */
export function makePrivate(file: string): void {
  if (file === ':memory:') return
  try {
    closeSync(openSync(file, flags, ownerOnly))
  } catch {
    return
  }
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    try {
      chmodSync(path, ownerOnly)
    } catch {
      // A side file that does not exist now gets its mode from the database.
    }
  }
}

/** In order; a migration that was released is never edited. */
const migrations: readonly string[] = [
  start,
  retries,
  cookies,
  repair,
  lookups,
  referrerPolicy,
  libraryCards,
  names,
  listOrders,
  logins,
  realRoots,
  hidden,
  runs,
  understanding,
  thumbnails,
  galleryOrder,
]

/** Format of the newest database that this program reads. */
export const newestVersion = migrations.length

/**
 * Pages of 4 KiB that the write-ahead log gathers at most before they go into the database, on this thread: the more
 * there are, the more often the same page needs to go only once. SQLite's own 1,000 are there after some hundred small
 * images. `checkpoints.ts` also copies them, at its own pace.
 */
const checkpointPages = 8000

/** An open database whose tables are up to date. */
export interface Connection {
  readonly connection: DatabaseSyncInstance
  /** The write-ahead log; null where the file system allows none. */
  readonly log: string | null
  /** Whether tables had to be made or changed. */
  readonly isNew: boolean
}

/** Opens the file and brings its tables up to date; fails as `openDatabase` does. */
export function openConnection(file: string): Connection {
  try {
    const { connection, log } = connect(file)
    return { connection, log, isNew: migrate(connection, file) }
  } catch (error) {
    throw troubleOf(error, file) ?? error
  }
}

/** Opens the file, brings its tables up to date and closes it; fails as `openDatabase` does, or as SQLite does. */
export function bringUpToDate(file: string): void {
  const { connection } = connect(file)
  migrate(connection, file)
  connection.close()
}

/** What SQLite answers when its file cannot be written (sqlite.org/rescode.html): the low byte of its codes. */
const troubles: Readonly<Record<number, 'disk-full' | 'not-writable'>> = {
  8: 'not-writable', // SQLITE_READONLY
  10: 'not-writable', // SQLITE_IOERR
  13: 'disk-full', // SQLITE_FULL
  14: 'not-writable', // SQLITE_CANTOPEN
}

/** The failure of a disk that does not take the records; null for any other error. */
export function troubleOf(error: unknown, file: string): FailureError | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  const kind = troubles[error.errcode & 0xff]
  if (kind === undefined) return null
  return new FailureError(localFailure(kind, `${file}: ${error.message}`, { of: 'records' }), {
    cause: error,
  })
}

function connect(file: string): Pick<Connection, 'connection' | 'log'> {
  try {
    makePrivate(file)
    const connection = new DatabaseSync(file, { timeout: 5000 })
    const journal: Row = connection.prepare('PRAGMA journal_mode = WAL').get()
    const log = journal['journal_mode'] === 'wal' ? `${file}-wal` : null
    // NORMAL: a commit flushes nothing and blocks nothing; `durable` brings it onto the disk. Without a log that would
    // not hold, so every commit is flushed. On macOS only a full flush empties the drive's own cache.
    connection.exec(`
      PRAGMA synchronous = ${log === null ? 'FULL' : 'NORMAL'};
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA wal_autocheckpoint = ${checkpointPages};
      PRAGMA foreign_keys = ON;
      PRAGMA secure_delete = ON;
      PRAGMA cache_size = -16000;
      PRAGMA temp_store = MEMORY;
    `)
    return { connection, log }
  } catch (error) {
    throw new FailureError(
      failure(
        'unexpected',
        `${file} cannot be opened as a database (${String(error)}). Move it away to start with a new list.`,
      ),
      { cause: error },
    )
  }
}

/** Whether anything had to be brought up to date. */
function migrate(connection: DatabaseSyncInstance, file: string): boolean {
  const version = formatOf(connection)
  if (version > migrations.length) {
    connection.close()
    throw new FailureError(
      failure(
        'unexpected',
        `${file} was written by a newer Galleon (format ${version}). Install that version.`,
      ),
    )
  }
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue
    connection.exec(`BEGIN IMMEDIATE; ${sql} PRAGMA user_version = ${index + 1}; COMMIT`)
  }
  return version < migrations.length
}

/** The format of an open database: how many migrations made it. */
export function formatOf(connection: DatabaseSyncInstance): number {
  const row: Row | undefined = connection.prepare('PRAGMA user_version').get()
  return Number(row?.['user_version'])
}

/** The statements of a connection, each prepared once. */
export interface Statements {
  get(sql: string, ...values: readonly Value[]): Row | undefined
  all(sql: string, ...values: readonly Value[]): readonly Row[]
  /** Returns the row id of an insert. */
  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly id: number }
}

/** Prepares statements when they are used first. They live as long as the connection. */
export function createStatements(connection: DatabaseSyncInstance): Statements {
  const prepared = new Map<string, StatementSyncInstance>()
  const prepare = (sql: string): StatementSyncInstance => {
    const known = prepared.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  return {
    get: (sql, ...values): Row | undefined => prepare(sql).get(...values),
    all: (sql, ...values): readonly Row[] => prepare(sql).all(...values),
    run(sql, ...values) {
      const { changes, lastInsertRowid } = prepare(sql).run(...values)
      return { changes, id: Number(lastInsertRowid) }
    },
  }
}
