import type { Row } from './database/database'

// One typed reader per kind of column. A value of another type than its column's reads as null where null is allowed:
// a damaged row must not put a number where a text is expected.

/** A column that is TEXT NOT NULL. */
export function text(row: Row, column: string): string {
  return String(row[column])
}

/** A column that is INTEGER NOT NULL. */
export function integer(row: Row, column: string): number {
  return Number(row[column])
}

/** A column that holds a row number, such as a `TaskId`. Row numbers get their brand here alone. */
export function rowId<T extends number>(row: Row, column: string): T {
  return Number(row[column]) as T
}

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

/** A column that holds a row number, or null when it holds none. */
export function rowIdOrNull<T extends number>(row: Row, column: string): T | null {
  const value = row[column]
  return typeof value === 'number' ? (value as T) : null
}
