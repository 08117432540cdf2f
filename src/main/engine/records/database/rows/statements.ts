import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'

/** A value that SQLite stores. */
export type Value = string | number | null | Uint8Array
/** One row of a result, by column name. */
export type Row = Readonly<Record<string, Value>>

/** The statements of a connection, each prepared once. */
export interface Statements {
  get(sql: string, ...values: readonly Value[]): Row | undefined
  all(sql: string, ...values: readonly Value[]): readonly Row[]
  /** Rows one after another: no other statement that writes may run meanwhile. */
  each(sql: string, ...values: readonly Value[]): Iterable<Row>
  /** Returns how many rows were changed. */
  run(sql: string, ...values: readonly Value[]): number
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
    // Not kept: the text of a filter is any text, and a statement at work cannot be used twice.
    each: (sql, ...values): Iterable<Row> => connection.prepare(sql).iterate(...values),
    run: (sql, ...values) => prepare(sql).run(...values).changes,
  }
}

// One typed reader per kind of column; a damaged row must not put a value of another type where one is expected.

/** A column that is TEXT NOT NULL. */
export const text = (row: Row, column: string): string => String(row[column])

/** A column that is INTEGER NOT NULL. */
export const integer = (row: Row, column: string): number => Number(row[column])

/** A TEXT column; null when it holds none. */
export function textOrNull(row: Row, column: string): string | null {
  const value = row[column]
  return typeof value === 'string' ? value : null
}

/** An INTEGER column; null when it holds none. */
export function integerOrNull(row: Row, column: string): number | null {
  const value = row[column]
  return typeof value === 'number' ? value : null
}

/** A BLOB column; empty when it holds none. */
export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column]
  return value instanceof Uint8Array ? value : new Uint8Array()
}

/** A BLOB column in hexadecimal; null when it holds none. */
export function hexOrNull(row: Row, column: string): string | null {
  const value = row[column]
  return value instanceof Uint8Array ? hexOf(value) : null
}

/** Bytes in hexadecimal, in small letters. */
export function hexOf(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')
}

/** Bytes of a hexadecimal text. */
export const fromHex = (hex: string): Uint8Array => Buffer.from(hex, 'hex')

/** The column `n` of a question that always has one row. */
export function numberOf(row: Row | undefined): number {
  return Number(row?.['n'] ?? 0)
}
