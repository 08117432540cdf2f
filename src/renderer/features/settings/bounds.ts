/** Limits of a number that the engine accepts; undefined where there is none. */
export interface Bounds {
  readonly least: number | undefined
  readonly most: number | undefined
}

/** A number's schema, as zod describes it. */
interface NumberSchema {
  readonly minValue: number | null
  readonly maxValue: number | null
}

/** Limits from the schema that the engine itself parses with, so that the window never allows another range. */
export function boundsOf({ minValue, maxValue }: NumberSchema): Bounds {
  // Whole numbers always carry the limits of exactness, which say nothing to people.
  const least = minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? minValue : undefined
  const most = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? maxValue : undefined
  return { least, most }
}

export type BoundsProblem = 'no-number' | 'outside'

/** What is wrong with a number, or null. */
export function boundsProblem(value: number | null, { least, most }: Bounds): BoundsProblem | null {
  if (value === null || !Number.isFinite(value)) return 'no-number'
  if (least !== undefined && value < least) return 'outside'
  if (most !== undefined && value > most) return 'outside'
  return null
}
