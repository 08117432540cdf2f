import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Row, Value } from '../../../storage/database/connection'
import * as storage from '../../../storage/database/connection'

/** The statements of a file of records. */
export interface Statements extends storage.Statements {
  /** Rows one after another: no other statement that writes may run meanwhile. */
  each(sql: string, ...values: readonly Value[]): Iterable<Row>
}

/** Prepares statements as `storage` does. */
export function createStatements(connection: DatabaseSyncInstance): Statements {
  return {
    ...storage.createStatements(connection),
    // Not kept: the text of a filter is any text, and a statement at work cannot be used twice.
    each: (sql, ...values): Iterable<Row> => connection.prepare(sql).iterate(...values),
  }
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
