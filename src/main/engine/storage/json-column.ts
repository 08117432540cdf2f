import type { z } from 'zod'

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

/** A field of such a column in SQL; null where the column cannot be read, which `json_extract` alone would throw for. */
export function jsonField(column: string, field: string): string {
  return `CASE WHEN json_valid(${column}) THEN json_extract(${column}, '$.${field}') END`
}
