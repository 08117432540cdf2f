import { existsSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { FailureError, failure } from '@shared/model/failure'
import { readSmallFileSync } from '../../disk/read-small-file'
import { writeSmallFileSync } from '../../disk/write-small-file'
import { formatOf } from './connection'
import type { Database } from './database'

/**
 * Answers what to throw for an error that is damage of the file, and null for any other: damage is marked for the next
 * start and reported once.
 */
export function createDamageWatch(
  file: string,
  onTrouble: (reason: FailureError) => void,
): (cause: unknown) => FailureError | null {
  let isReported = false
  return (cause) => {
    if (!isDamage(cause)) return null
    const text = `${file} is damaged (${String(cause)}). Start Galleon again: it is kept, and what is on disk is found again.`
    const reason = new FailureError(failure('unexpected', text), { cause })
    if (!isReported) {
      isReported = true
      markDamaged(file, String(cause))
      onTrouble(reason)
    }
    return reason
  }
}

/**
 * The same database, but damage that shows while it is used is marked for the next start, reported once, and thrown as a
 * FailureError (`unexpected`) that says what helps.
 */
export function watchDamage(
  database: Database,
  file: string,
  onTrouble: (reason: FailureError) => void,
): Database {
  const damageOf = createDamageWatch(file, onTrouble)

  function guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      const cause = error instanceof FailureError ? error.cause : error
      throw damageOf(cause) ?? error
    }
  }

  return {
    run: (sql, ...values) => guarded(() => database.run(sql, ...values)),
    get: (sql, ...values) => guarded(() => database.get(sql, ...values)),
    all: (sql, ...values) => guarded(() => database.all(sql, ...values)),
    flush: () => guarded(() => database.flush()),
    durable: () => database.durable(),
    committed: () => database.committed(),
    scrub: () => guarded(() => database.scrub()),
    close: () => guarded(() => database.close()),
  }
}

/** A file up to this long is checked whole at each start, in a tenth of a second; a longer one is sampled. */
const wholeCheckBytes = 64 * 1024 ** 2

/** Tables without which a database of ours is not one; see the first migration. */
const ownTables = ['tasks', 'pages', 'galleries', 'images', 'left_out', 'settings'] as const

/** SQLITE_CORRUPT and SQLITE_NOTADB (sqlite.org/rescode.html), whatever their extension. */
const damageCodes = new Set([11, 26])

/** Whether SQLite says that the file itself is damaged. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    damageCodes.has(error.errcode & 0xff)
  )
}

/** Mark beside a database in which damage showed while it was used. */
const markOf = (file: string) => `${file}.damaged`

/** Notes that the file turned out damaged, so that the next start looks at all of it. Never throws. */
function markDamaged(file: string, reason: string): void {
  try {
    writeSmallFileSync(markOf(file), reason, { durable: false })
  } catch {
    // The next start finds the damage automatically, or when it uses the file.
  }
}

/** What the mark says, as far as it can be read. */
function reasonIn(mark: string): string {
  try {
    return readSmallFileSync(mark, { mostBytes: 64 * 1024, links: 'refuse' }).toString('utf8')
  } catch (error) {
    return `it was found damaged; ${mark} cannot be read: ${String(error)}`
  }
}

/** Removes the mark that asks the next start for a full check. */
export function unmarkDamaged(file: string): void {
  rmSync(markOf(file), { force: true })
}

/**
 * Why a database cannot be used any more, or null: it is sound as far as a bounded look shows, does not exist, or is one
 * of a newer program.
 *
 * Looks at the whole of a small file, and of one that was marked or `isSuspect`; of others at the schema and at both ends of each table.
 * Errors that say nothing about the content (locked, not readable) are left to the code that opens it.
 */
export function findDamage(file: string, newestVersion: number, isSuspect: boolean): string | null {
  let bytes: number
  try {
    bytes = statSync(file).size
  } catch {
    return null
  }
  if (bytes === 0) return null
  const marked = existsSync(markOf(file))
  let connection: DatabaseSyncInstance | null = null
  try {
    connection = new DatabaseSync(file, { timeout: 5000, readOnly: true })
    const version = formatOf(connection)
    if (version > newestVersion) return null
    const found =
      missingTable(connection, version) ??
      (marked || isSuspect || bytes <= wholeCheckBytes ? checkWhole(connection) : sample(connection))
    if (found === null && marked) unmarkDamaged(file)
    return found
  } catch (error) {
    if (isDamage(error)) return String(error)
    if (marked) return reasonIn(markOf(file))
    return null
  } finally {
    connection?.close()
  }
}

function missingTable(connection: DatabaseSyncInstance, version: number): string | null {
  if (version === 0) return null
  const rows = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const names = new Set(rows.map((row) => row['name']))
  const missing = ownTables.find((name) => !names.has(name))
  return missing === undefined ? null : `the table ${missing} is missing`
}

function checkWhole(connection: DatabaseSyncInstance): string | null {
  const [first] = connection.prepare('PRAGMA quick_check(1)').all()
  const text = String(first?.['quick_check'])
  return text === 'ok' ? null : text
}

/** Throws what SQLite finds damaged on its way to the first and the last rows. */
function sample(connection: DatabaseSyncInstance): null {
  const rows = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const names = new Set(rows.map((row) => row['name']))
  for (const name of ownTables.filter((table) => names.has(table))) {
    for (const order of ['ASC', 'DESC']) {
      const key = name === 'left_out' ? 'task_id' : name === 'settings' ? 'key' : 'id'
      connection.prepare(`SELECT * FROM ${name} ORDER BY ${key} ${order} LIMIT 50`).all()
    }
  }
  return null
}
