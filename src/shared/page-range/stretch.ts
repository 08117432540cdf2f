import { type RangeError, rangeError } from './range-error'

/** What was read of a stretch, or the error that it holds. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: RangeError }

/** A stretch of a text, so that an error can point into the whole. */
export interface Stretch {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly part: RangeError['part']
}

/** The text of a stretch. */
export function stretchText(stretch: Stretch): string {
  return stretch.text.slice(stretch.start, stretch.end)
}

/** The stretch without white space around it. */
export function trimmed(stretch: Stretch): Stretch {
  const text = stretchText(stretch)
  const start = stretch.start + text.length - text.trimStart().length
  return { ...stretch, start, end: Math.max(start, stretch.start + text.trimEnd().length) }
}

/** An error for a whole stretch. */
export function refuse(code: RangeError['code'], stretch: Stretch, at: number, end: number): Read<never> {
  return { ok: false, error: rangeError(code, stretch.text, at, end, stretch.part) }
}
