import { chmodSync, closeSync, constants, openSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite'
import { FailureError, failure, localFailure } from '@shared/model/failure'
import { createCheckpoints } from './checkpoints'
import {
  cookies,
  hidden,
  listOrders,
  logins,
  lookups,
  names,
  realRoots,
  referrerPolicy,
  repair,
  retries,
  runs,
  shelf,
  start,
} from './migrations'
import { createWriteAhead } from './write-ahead'

/** Read and written by its owner alone. Windows has no such mode; there the person's own folder guards it. */
const ownerOnly = 0o600

/** A named pipe without a reader is refused (`open(2)`, `ENXIO`) instead of being waited for. */
const flags = constants.O_WRONLY | constants.O_CREAT | (constants.O_NONBLOCK ?? 0)

/**
 * Makes sure that nobody but the person can read the database: cookies lie in it.
 *
 * The file exists afterwards, if it can be made at all: SQLite gives its side files (`-wal`, `-shm`) the mode of the file,
 * but makes the file itself readable for all. What cannot be done here is told by opening the database.
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
      // A side file that is not there now gets its mode from the database.
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
  shelf,
  names,
  listOrders,
  logins,
  realRoots,
  hidden,
  runs,
]

/** Format of the newest database that this program reads. */
export const newestVersion = migrations.length

/**
 * Pages of 4 KiB that the write-ahead log gathers at most before they go into the database, on this thread: the more
 * there are, the more often the same page needs to go only once. SQLite's own 1,000 are there after some hundred small
 * images. `checkpoints.ts` copies them at its own pace besides.
 */
const checkpointPages = 8000

/** Writes of this long are committed together: what the window shows, a tenth of a second at a time, is committed. */
const commitEveryMs = 10

/** A value that SQLite stores. */
export type Value = string | number | null
/** One row of a result, by column name. */
export type Row = Readonly<Record<string, Value>>

/**
 * The one connection to the database.
 *
 * Writes gather in a transaction that commits within 10 ms; everything written in one turn of the event loop commits
 * together or not at all. `flush` commits now, which outlives a kill; `durable` also outlives a power cut.
 */
export interface Database {
  /** Returns the row id of an insert. */
  run(sql: string, ...values: readonly Value[]): { readonly changes: number; readonly id: number }
  get(sql: string, ...values: readonly Value[]): Row | undefined
  all(sql: string, ...values: readonly Value[]): readonly Row[]
  /** A number that changes with the content; absent on a connection that writes. */
  readonly version?: () => number
  flush(): void
  /** Commits and flushes to the disk what was written until now; see `WriteAhead`. */
  durable(): Promise<void>
  /** Commits what was written until now, together with what others write meanwhile; see `WriteAhead`. */
  committed(): Promise<void>
  /** Commits, and empties the write-ahead log: what was overwritten is nowhere any more (`secure_delete`). */
  scrub(): void
  close(): void
}

/**
 * Opens or makes the file and brings its tables up to date.
 *
 * `onTrouble` hears of a commit that failed while nobody waited for it.
 *
 * Fails with `unexpected` when the file is no database or was written by a newer Galleon: it is left untouched; with
 * disk-full or not-writable when the disk does not take what opening writes.
 */
export function openDatabase(file: string, onTrouble: (reason: FailureError) => void): Database {
  const { connection, log, isNew } = prepared(file)
  const checkpoints = createCheckpoints(log === null ? null : file, connection)
  if (isNew) checkpoints.migrated()
  const writeAhead = createWriteAhead(log, flush)
  const statements = new Map<string, StatementSyncInstance>()
  let timer: NodeJS.Timeout | null = null

  function prepare(sql: string): StatementSyncInstance {
    const known = statements.get(sql)
    if (known) return known
    const statement = connection.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  function flush(): void {
    if (timer) clearTimeout(timer)
    timer = null
    try {
      if (!connection.isTransaction) return
      connection.exec('COMMIT')
      checkpoints.committed()
    } catch (error) {
      throw told(error)
    }
  }

  /** Nobody waits for this commit: whoever works must hear that it failed. */
  function flushLater(): void {
    try {
      flush()
    } catch (error) {
      if (!(error instanceof FailureError)) throw error
      onTrouble(error)
    }
  }

  /**
   * What to throw for an error of a write. What was written before stays in the transaction where SQLite allows it, and is
   * committed with what comes next.
   */
  function told(error: unknown): unknown {
    const trouble = troubleOf(error, file)
    if (trouble !== null && !connection.isTransaction) writeAhead.lost(trouble)
    return trouble ?? error
  }

  /** Throws FailureError when the disk does not take what is written. */
  function write(sql: string, values: readonly Value[]) {
    try {
      if (!connection.isTransaction) connection.exec('BEGIN IMMEDIATE')
      return prepare(sql).run(...values)
    } catch (error) {
      throw told(error)
    }
  }

  return {
    run(sql, ...values) {
      const { changes, lastInsertRowid } = write(sql, values)
      timer ??= setTimeout(flushLater, commitEveryMs)
      writeAhead.changed()
      return { changes, id: Number(lastInsertRowid) }
    },
    get: (sql, ...values) => prepare(sql).get(...values) as Row | undefined,
    all: (sql, ...values) => prepare(sql).all(...values) as Row[],
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

function prepared(file: string) {
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

/** `log` is the write-ahead log; null where the file system allows none. */
function connect(file: string): { readonly connection: DatabaseSyncInstance; readonly log: string | null } {
  try {
    makePrivate(file)
    const connection = new DatabaseSync(file, { timeout: 5000 })
    const journal = connection.prepare('PRAGMA journal_mode = WAL').get() as Row
    const log = journal['journal_mode'] === 'wal' ? `${file}-wal` : null
    // NORMAL: a commit flushes nothing and blocks nobody; whoever needs it on the disk waits for `durable`. Without a
    // log that would not hold, so every commit is flushed. On macOS only a full flush empties the drive's own cache.
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
        `${file} cannot be opened as a database (${String(error)}). Move it away to start anew.`,
      ),
      { cause: error },
    )
  }
}

/** Whether anything had to be brought up to date. */
function migrate(connection: DatabaseSyncInstance, file: string): boolean {
  const version = Number((connection.prepare('PRAGMA user_version').get() as Row)['user_version'])
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
