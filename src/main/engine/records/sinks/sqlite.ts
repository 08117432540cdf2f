import { rmSync } from 'node:fs'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { FailureError, type SinkTrouble, sinkFailure } from '@shared/model/failure'
import { isNewerRow } from './newer-row'
import { type Preparation, type Sink, type SinkTable } from './sink'
import {
  type ColumnType,
  fittingName,
  type NameLimits,
  newestOf,
  type TableColumn,
  tableColumns,
} from './table-columns'

/** Names that differ in the case of ASCII letters alone are one (sqlite.org/lang_keywords.html). */
const limits: NameLimits = {
  bytes: 1000,
  length: 1000,
  supplementary: true,
  fold: (name) => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
}

const types: Readonly<Record<ColumnType, string>> = {
  key: 'TEXT PRIMARY KEY',
  revision: 'INTEGER',
  text: 'TEXT',
  address: 'TEXT',
  number: 'REAL',
  date: 'TEXT',
  boolean: 'INTEGER',
  json: 'TEXT',
}

/** How a file is opened. */
export interface SqliteOptions {
  /** Absolute path; the file is made when the table is. */
  readonly path: string
  readonly table?: string | null
  /** Made in the place of what is there, in one go: nothing reads it before it is whole. */
  readonly isNew?: boolean
}

/** A lock of another program is waited for so long on this thread; then the delivery pauses. */
const busyMs = 250

/** A table of the user's own SQLite file: dates as ISO 8601, lists as JSON, truth as 0 and 1. */
export function openSqlite({ path, table: named = null, isNew = false }: SqliteOptions): Sink {
  const label = `SQLite ${path}`
  let database: DatabaseSyncInstance | null = null

  function open(): DatabaseSyncInstance {
    if (database !== null) return database
    if (isNew) for (const end of ['', '-journal', '-wal', '-shm']) rmSync(path + end, { force: true })
    database = new DatabaseSync(path, { timeout: busyMs })
    // A new file is flushed once, when it is whole.
    database.exec(
      isNew ? 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF' : 'PRAGMA synchronous = NORMAL',
    )
    return database
  }

  async function run<T>(signal: AbortSignal, work: (database: DatabaseSyncInstance) => T): Promise<T> {
    signal.throwIfAborted()
    try {
      return work(open())
    } catch (error) {
      if (error instanceof FailureError) throw error
      throw new FailureError(
        sinkFailure(sqliteTrouble(error), label, error instanceof Error ? error.message : String(error)),
      )
    }
  }

  function look(open: DatabaseSyncInstance, table: SqliteTable): Preparation {
    const present: readonly Record<string, unknown>[] = open
      .prepare('SELECT name, pk FROM pragma_table_info(?)')
      .all(table.plain)
    if (present.length === 0) return { kind: 'asks', isNew: true, statements: [createTable(table)] }
    const names = new Set(present.map((row) => limits.fold(String(row['name']))))
    const missing = table.columns.filter(({ name }) => !names.has(limits.fold(name)))
    const needed = missing.find(({ required }) => required)
    const hasKey = present.some(
      (row) => limits.fold(String(row['name'])) === 'key' && Number(row['pk']) === 1,
    )
    if (needed !== undefined || !hasKey)
      throw new FailureError(
        sinkFailure(
          'table',
          label,
          `${table.name} is not a table of records: its primary key is not key, or a column is missing`,
        ),
      )
    if (missing.length === 0) return { kind: 'ready' }
    return {
      kind: 'asks',
      isNew: false,
      statements: missing.map((column) => `ALTER TABLE ${table.name} ADD COLUMN ${definition(column)}`),
    }
  }

  return {
    label,
    lanes: 1,
    prepare: (table, signal) => run(signal, (open) => look(open, sqliteTable(table, named))),
    make: (table, signal) =>
      run(signal, (open) => {
        const preparation = look(open, sqliteTable(table, named))
        if (preparation.kind === 'asks')
          inTransaction(open, () => preparation.statements.forEach((sql) => open.exec(sql)))
      }),
    write: (table, records, signal) =>
      run(signal, (open) => {
        const { name, columns } = sqliteTable(table, named)
        const statement = open.prepare(upsert(name, columns))
        inTransaction(open, () => {
          for (const record of newestOf(records)) {
            statement.run(...columns.map((column) => stored(column.valueOf(record))))
          }
        })
      }),
    async close() {
      database?.close()
      database = null
    },
  }
}

interface SqliteTable {
  readonly plain: string
  /** Quoted. */
  readonly name: string
  readonly columns: readonly TableColumn[]
}

function sqliteTable(table: SinkTable, named: string | null): SqliteTable {
  const plain = fittingName(named ?? table.name, limits)
  return { plain, name: quoted(plain), columns: tableColumns(table, limits) }
}

function quoted(name: string): string {
  return `"${name.replaceAll('\0', '').replaceAll('"', '""')}"`
}

function definition({ name, type, required }: TableColumn): string {
  return `${quoted(name)} ${types[type]}${required ? ' NOT NULL' : ''}`
}

function createTable({ name, columns }: SqliteTable): string {
  return `CREATE TABLE ${name} (\n  ${columns.map(definition).join(',\n  ')}\n)`
}

function upsert(name: string, columns: readonly TableColumn[]): string {
  const names = columns.map((column) => quoted(column.name))
  const updates = names.slice(1).map((column) => `${column} = excluded.${column}`)
  return [
    `INSERT INTO ${name} AS kept (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    `ON CONFLICT (${quoted('key')}) DO UPDATE SET ${updates.join(', ')}`,
    `WHERE ${isNewerRow(sideOf('kept'), sideOf('excluded'))}`,
  ].join(' ')
}

const sideOf = (row: string) => (column: string) => `${row}.${quoted(column)}`

function stored(value: string | number | boolean | null): string | number | null {
  return typeof value === 'boolean' ? Number(value) : value
}

function inTransaction(database: DatabaseSyncInstance, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** Result codes of SQLite (sqlite.org/rescode.html): of its low byte those that are no matter of a lock or the disk. */
function sqliteTrouble(error: unknown): SinkTrouble {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : 0
  if (code === 3 || code === 8 || code === 14 || code === 26) return 'access'
  if (code === 1) return 'table'
  return code === 18 || code === 19 || code === 20 ? 'record' : 'connection'
}
