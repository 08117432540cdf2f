import { type Read, refuse, type Stretch, stretchText } from './range-error'
import type { LetterSpan, NumberSpan } from './range-part'

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

/** A number in decimal digits; null for any other text, and above the safe integers. */
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
function widthOf(ends: readonly Pick<Digits, 'length' | 'zeroLed'>[], dash: string): number {
  const zeroLed = ends.filter((end) => end.zeroLed)
  if (zeroLed.length === 0) return 0
  return Math.max(...(dash === '..' ? ends : zeroLed).map((end) => end.length))
}

const hexSpan = /^\s*0x([0-9a-f]+)\s*(-|–|:|\.\.)\s*(?:0x([0-9a-f]+))?\s*(?:(?::|\.\.)\s*(\d+)\s*)?$/i

/**
 * Reads `0x08-0x0f`, `0xff-` and `0x0-0xff:16` in the dialects of decimal numbers; the step is decimal.
 *
 * Letters are written as the ends write them; `0X08-0X10` asks for capitals where no end has a letter.
 */
function readHexSpan(stretch: Stretch): Read<NumberSpan> {
  const text = stretchText(stretch)
  const hexStep = /0x[0-9a-f]+\s*(?:-|–|:|\.\.)\s*0x[0-9a-f]+\s*(?::|\.\.)\s*(0x[0-9a-f]+)\s*$/i.exec(
    text,
  )?.[1]
  if (hexStep !== undefined) {
    const at = stretch.start + text.lastIndexOf(hexStep)
    return refuse('bad-number', stretch, at, at + hexStep.length)
  }
  const [, first, dash = '', last, by] = hexSpan.exec(text) ?? []
  if (first === undefined) return refuse('hex-ends', stretch, stretch.start, stretch.end)
  if (last === undefined && dash === ':') return refuse('hex-ends', stretch, stretch.start, stretch.end)
  const ends = last === undefined ? [first] : [first, last]
  const letters = ends.join('').replace(/\d/g, '')
  if (/[a-f]/.test(letters) && /[A-F]/.test(letters))
    return refuse('mixed-case-letters', stretch, stretch.start, stretch.end)
  const [from = 0, to] = ends.map((end) => Number.parseInt(end, 16))
  const step = by === undefined ? 1 : Number(by)
  if (![from, to ?? 0, step].every(Number.isSafeInteger) || ends.some((end) => end.length > longestNumber))
    return refuse('number-too-large', stretch, stretch.start, stretch.end)
  if (step === 0) return refuse('step-zero', stretch, stretch.end - (by?.length ?? 0), stretch.end)
  const isUpper = letters === '' ? text.includes('X') : /[A-F]/.test(letters)
  const digits = ends.map((end) => ({ length: end.length, zeroLed: end.length > 1 && end.startsWith('0') }))
  const width = widthOf(digits, dash)
  return {
    ok: true,
    value: { kind: 'numbers', from, to: to ?? null, step, width, hex: isUpper ? 'upper' : 'lower' },
  }
}

/**
 * Reads `1-50`, `1-50:2`, `001-100`, `60-10`, `5560-` and the dialects `1:50`, `1:50:2`, `1..50`, `1..50..2`; the same in
 * hexadecimal behind `0x`.
 *
 * The stretch must begin with a digit; everything up to its end must belong to the span.
 */
export function readNumberSpan(stretch: Stretch): Read<NumberSpan> {
  if (/^\s*0x[0-9a-f]/i.test(stretchText(stretch))) return readHexSpan(stretch)
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
