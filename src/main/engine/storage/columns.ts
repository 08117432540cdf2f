import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
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

/** A column that holds the number of a task. */
export function readTaskId(row: Row, column: string): TaskId {
  return Number(row[column]) as TaskId
}

/** A column that holds the number of a gallery. */
export function readGalleryId(row: Row, column: string): GalleryId {
  return Number(row[column]) as GalleryId
}

/** A column that holds the number of an image. */
export function readImageId(row: Row, column: string): ImageId {
  return Number(row[column]) as ImageId
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

/** The number of a gallery; null when the column holds none. */
export function readGalleryIdOrNull(row: Row, column: string): GalleryId | null {
  return integerOrNull(row, column) === null ? null : readGalleryId(row, column)
}

/** The number of an image; null when the column holds none. */
export function readImageIdOrNull(row: Row, column: string): ImageId | null {
  return integerOrNull(row, column) === null ? null : readImageId(row, column)
}
