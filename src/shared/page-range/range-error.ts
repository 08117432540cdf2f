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

/** Why a text is not an address with a page range. */
export type RangeErrorCode =
  | 'empty' // nothing was typed
  | 'no-scheme' // neither http:// nor something that looks like a host
  | 'bad-scheme' // a scheme other than http and https
  | 'no-host' // nothing between // and the path
  | 'bad-character' // a control character, or white space in the host
  | 'two-addresses' // two addresses that do not differ in exactly one number, or more than two
  | 'in-host' // a range in the host, the port or the user's name
  | 'in-escape' // a range right behind % or %x, which would make half of a percent escape
  | 'unclosed' // [ or { without its end
  | 'nested' // a bracket inside a list
  | 'not-a-range' // brackets around something that looks like a range and is none
  | 'hex-ends' // hexadecimal numbers that do not both begin with 0x
  | 'bad-date' // no day or month of the calendar, or two dates of different shape
  | 'no-number' // pages beside an address of which no number counts pages
  | 'no-date' // pages that are dates beside an address without one
  | 'date-shape' // dates without zeros whose ends do not show that there are none
  | 'bad-number' // something else where a number must stand
  | 'number-too-large' // beyond Number.MAX_SAFE_INTEGER or longer than 20 digits
  | 'step-zero'
  | 'mixed-case-letters' // [a-Z]
  | 'open-not-last' // an open end that is not the last entry of its list
  | 'open-not-first' // an open range behind another range: the first one would never move
  | 'star-needs-pages' // * stands for pages that are given by From and To
  | 'too-many' // more addresses than Number.MAX_SAFE_INTEGER

/**
 * Where and why reading a range ended.
 *
 * `at` and `length` count UTF-16 units of the text that `part` names: the address, or the pages given beside it.
 * `found` is that stretch of the text, cut to a bound.
 */
export interface RangeError {
  readonly code: RangeErrorCode
  readonly part: 'address' | 'pages'
  readonly at: number
  readonly length: number
  readonly found: string
}

const longestFound = 40

/** An error of a range at the offsets `[at, end)` of the typed text. */
export function rangeError(
  code: RangeErrorCode,
  text: string,
  at: number,
  end: number,
  part: RangeError['part'] = 'address',
): RangeError {
  const length = Math.max(0, end - at)
  return { code, part, at, length, found: text.slice(at, end).slice(0, longestFound) }
}
