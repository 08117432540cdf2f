import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { FailureError, failure, localFailure } from '@shared/model/failure'
import { makePrivate, troubleOf } from '../../storage/database/connection'
import { isDamage } from '../../storage/database/damage'
import { applicationId, migrations } from './format'

/**
 * KiB of pages that a connection that writes holds in memory. The seen set is written all over: with less, each batch
 * reads its pages again; with more, the memory of a crawl grows.
 */
const cacheKiB = 48_000
const readerCacheKiB = 16_000

/** Pages of 4 KiB that the write-ahead log gathers before they go into the database. */
const checkpointPages = 16_000

/** Opens or makes the file of one crawl and brings its tables up to date; throws what `refusalOf` understands. */
export function openToWrite(file: string): DatabaseSyncInstance {
  makePrivate(file)
  const connection = new DatabaseSync(file, { timeout: 5000 })
  try {
    checkFormat(connection, file)
    const journal = connection.prepare('PRAGMA journal_mode = WAL').get()
    const isLogged = journal?.['journal_mode'] === 'wal'
    // NORMAL: a commit survives a kill, and costs no flush. Without a log it would not, so every commit is flushed.
    connection.exec(`
      PRAGMA synchronous = ${isLogged ? 'NORMAL' : 'FULL'};
      PRAGMA checkpoint_fullfsync = ON;
      PRAGMA wal_autocheckpoint = ${checkpointPages};
      PRAGMA journal_size_limit = ${checkpointPages * 4096};
      PRAGMA cache_size = -${cacheKiB};
    `)
    migrate(connection)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** A second connection, that only reads: it sees what the first one has committed. The file must have been opened to write before. */
export function openToRead(file: string): DatabaseSyncInstance {
  const connection = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
  connection.exec(`PRAGMA cache_size = -${readerCacheKiB}`)
  return connection
}

function checkFormat(connection: DatabaseSyncInstance, file: string): void {
  const version = pragma(connection, 'user_version')
  const isForeign =
    version === 0
      ? connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined
      : pragma(connection, 'application_id') !== applicationId
  if (isForeign) throw refused(`${file} holds something else than the records of a crawl. Move it away.`)
  if (version > migrations.length)
    throw refused(`${file} was written by a newer Galleon (format ${version}). Install that version.`)
}

function migrate(connection: DatabaseSyncInstance): void {
  const version = pragma(connection, 'user_version')
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue
    const marks = `PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${index + 1};`
    connection.exec(`BEGIN IMMEDIATE; ${sql} ${marks} COMMIT`)
  }
}

function pragma(connection: DatabaseSyncInstance, name: 'user_version' | 'application_id'): number {
  return Number(connection.prepare(`PRAGMA ${name}`).get()?.[name])
}

function refused(text: string, cause?: unknown): FailureError {
  return new FailureError(failure('unexpected', text), { cause })
}

/** SQLITE_BUSY (sqlite.org/rescode.html): another program writes to the file for longer than 5 s. */
const busyCode = 5

/** The failure that an error of SQLite stands for (see `RecordStore`); null for any other error, which is a bug. */
export function refusalOf(error: unknown, file: string): FailureError | null {
  if (error instanceof FailureError) return error
  if (isDamage(error))
    return refused(
      `${file} is damaged (${String(error)}). Galleon leaves it as it is: copy what can be read with the program sqlite3 (.recover), or delete the records and run the crawl again.`,
      error,
    )
  if (isBusy(error))
    return new FailureError(
      localFailure('not-writable', `${file}: another program is writing to it`, { of: 'records' }),
      { cause: error },
    )
  return troubleOf(error, file)
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    (error.errcode & 0xff) === busyCode
  )
}
