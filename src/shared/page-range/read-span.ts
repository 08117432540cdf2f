import { type RangeError, rangeError } from './range-error'
import type { LetterSpan, NumberSpan } from './range-part'

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

export function stretchText(stretch: Stretch): string {
  return stretch.text.slice(stretch.start, stretch.end)
}

/** The stretch without white space around it. */
export function trimmed(stretch: Stretch): Stretch {
  const text = stretchText(stretch)
  const start = stretch.start + text.length - text.trimStart().length
  return { ...stretch, start, end: Math.max(start, stretch.start + text.trimEnd().length) }
}

export function refuse(code: RangeError['code'], stretch: Stretch, at: number, end: number): Read<never> {
  return { ok: false, error: rangeError(code, stretch.text, at, end, stretch.part) }
}

const longestNumber = 20

/** A run of digits; `next` is the offset behind it and the spaces that follow. */
interface Digits {
  readonly value: number
  readonly length: number
  readonly zeroLed: boolean
  readonly next: number
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9' && char.length === 1
}

function skipSpaces(stretch: Stretch, from: number): number {
  let at = from
  while (at < stretch.end && stretch.text.charAt(at) === ' ') at += 1
  return at
}

export function readDigits(stretch: Stretch, from: number): Read<Digits> {
  const start = skipSpaces(stretch, from)
  let at = start
  while (at < stretch.end && isDigit(stretch.text.charAt(at))) at += 1
  if (at === start) return refuse('bad-number', stretch, start, start + 1)
  const value = Number(stretch.text.slice(start, at))
  if (at - start > longestNumber || !Number.isSafeInteger(value))
    return refuse('number-too-large', stretch, start, at)
  const zeroLed = at - start > 1 && stretch.text.charAt(start) === '0'
  return { ok: true, value: { value, length: at - start, zeroLed, next: skipSpaces(stretch, at) } }
}

/** The mark at `at` that may stand between two ends. */
function readDash(stretch: Stretch, at: number): '' | '-' | '–' | ':' | '..' {
  const char = stretch.text.charAt(at)
  if (at >= stretch.end) return ''
  if (char === '-' || char === '–' || char === ':') return char
  return char === '.' && at + 1 < stretch.end && stretch.text.charAt(at + 1) === '.' ? '..' : ''
}

function readStep(stretch: Stretch, from: number, dash: string): Read<number> {
  if (from >= stretch.end) return { ok: true, value: 1 }
  const mark = readDash(stretch, from)
  if (mark !== ':' && !(mark === '..' && dash === '..')) return refuse('bad-number', stretch, from, from + 1)
  const step = readDigits(stretch, from + mark.length)
  if (!step.ok) return step
  if (step.value.next < stretch.end)
    return refuse('bad-number', stretch, step.value.next, step.value.next + 1)
  if (step.value.value === 0)
    return refuse('step-zero', stretch, step.value.next - step.value.length, step.value.next)
  return { ok: true, value: step.value.value }
}

/**
 * Zeros as curl keeps them (as many digits as an end that begins with one has), or as a shell does (`{1..010}` and
 * `{01..100}` are filled up to the longer end).
 */
function widthOf(ends: readonly Digits[], dash: string): number {
  const zeroLed = ends.filter((end) => end.zeroLed)
  if (zeroLed.length === 0) return 0
  return Math.max(...(dash === '..' ? ends : zeroLed).map((end) => end.length))
}

/**
 * Reads `1-50`, `1-50:2`, `001-100`, `60-10`, `5560-` and the dialects `1:50`, `1:50:2`, `1..50`, `1..50..2`.
 *
 * The stretch must begin with a digit; everything up to its end must belong to the span.
 */
export function readNumberSpan(stretch: Stretch): Read<NumberSpan> {
  const from = readDigits(stretch, stretch.start)
  if (!from.ok) return from
  const dash = readDash(stretch, from.value.next)
  if (dash === '') {
    const at = from.value.next
    return at < stretch.end
      ? refuse('bad-number', stretch, at, at + 1)
      : refuse('not-a-range', stretch, stretch.start, stretch.end)
  }
  const after = skipSpaces(stretch, from.value.next + dash.length)
  const hasEnd = after < stretch.end && stretch.text.charAt(after) !== ':'
  const to = hasEnd ? readDigits(stretch, after) : null
  if (to !== null && !to.ok) return to
  if (to === null && dash === ':') return refuse('bad-number', stretch, after, after + 1)
  const step = readStep(stretch, to === null ? after : to.value.next, dash)
  if (!step.ok) return step
  const ends = to === null ? [from.value] : [from.value, to.value]
  return {
    ok: true,
    value: {
      kind: 'numbers',
      from: from.value.value,
      to: to === null ? null : to.value.value,
      step: step.value,
      width: widthOf(ends, dash),
    },
  }
}

/** Reads `a-z`, `A-Z:2`, `z-a` and the dialects with `:` and `..`. */
export function readLetterSpan(stretch: Stretch): Read<LetterSpan> {
  const { text, start, end } = stretch
  const from = text.charAt(start)
  const dash = readDash(stretch, start + 1)
  if (dash === '') return refuse('not-a-range', stretch, start, end)
  const toAt = start + 1 + dash.length
  const to = toAt < end ? text.charAt(toAt) : ''
  if (!/^[a-z]$/i.test(to)) return refuse('not-a-range', stretch, toAt, toAt + 1)
  if (/[a-z]/.test(from) !== /[a-z]/.test(to)) return refuse('mixed-case-letters', stretch, start, toAt + 1)
  if (toAt + 1 < end && readDash(stretch, toAt + 1) === '') return refuse('not-a-range', stretch, start, end)
  const step = readStep(stretch, toAt + 1, dash)
  if (!step.ok) return step
  return { ok: true, value: { kind: 'letters', from, to, step: step.value } }
}
