import type { Failure } from '@shared/model/failure'
import * as schemas from '@shared/model/failure-schema'
import { GalleryId, ImageId, type TaskId } from '@shared/model/units'
import type { z } from 'zod'
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

/** The column `n` of a row that counts; 0 without a row. */
export function countIn(row: Row | undefined): number {
  return Number(row?.['n'] ?? 0)
}

// A row number is taken as it is: one impossible number in a damaged file must not keep a whole list from being read.

/** A column that holds the id of a task. */
export function readTaskId(row: Row, column: string): TaskId {
  return Number(row[column]) as TaskId
}

/** A column that holds the id of a gallery. */
export function readGalleryId(row: Row, column: string): GalleryId {
  return Number(row[column]) as GalleryId
}

/** A column that holds the id of an image. */
export function readImageId(row: Row, column: string): ImageId {
  return Number(row[column]) as ImageId
}

/** The id of a gallery; null when the column holds none. */
export function readGalleryIdOrNull(row: Row, column: string): GalleryId | null {
  return GalleryId.safeParse(row[column]).data ?? null
}

/** The id of an image; null when the column holds none. */
export function readImageIdOrNull(row: Row, column: string): ImageId | null {
  return ImageId.safeParse(row[column]).data ?? null
}

/** A column that holds one of some words; `otherwise` when it holds none of them. */
export function oneOf<T extends string>(row: Row, column: string, words: readonly T[], otherwise: T): T {
  return words.find((word) => word === row[column]) ?? otherwise
}

/**
 * A value that a row keeps as JSON; null when the column holds none, or one that cannot be read: one bad row must not
 * keep a whole list from being read.
 */
export function readJson<T extends z.ZodType>(schema: T, column: unknown): z.infer<T> | null {
  if (typeof column !== 'string') return null
  try {
    return schema.safeParse(JSON.parse(column)).data ?? null
  } catch {
    return null
  }
}

/** The column `failure`, as it was saved; `unexpected` for one that cannot be read, null for a row without one. */
export function failureOf(row: Row): Failure | null {
  if (row['failure'] === null || row['failure'] === undefined) return null
  return readJson(schemas.Failure, row['failure']) ?? unreadableFailure
}

const unreadableFailure: Failure = { kind: 'unexpected', detail: 'the record of the failure is damaged' }

/** A field of a JSON column in SQL; null where the column cannot be read, which `json_extract` alone would throw for. */
export function jsonField(column: string, field: string): string {
  return `CASE WHEN json_valid(${column}) THEN json_extract(${column}, '$.${field}') END`
}
