import type { Alignment, FieldSource, TemplatePart } from './parse-template'

/**
 * One piece of a rendered name: a character of the template itself, the value of a field, or a field without one.
 * Only characters of the template are ever taken away: a title keeps its own brackets.
 */
export type Piece =
  | { readonly kind: 'literal'; readonly char: string }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'nothing' }

const closers = new Map(
  ['[]', '()', '{}', '<>', '【】', '「」', '『』', '《》', '（）', '［］'].map((pair) => [
    pair.charAt(0),
    pair.charAt(1),
  ]),
)
const separators = ' \t-–—_.,;:·|~#@+&'

function isSeparator(piece: Piece | undefined): boolean {
  return piece?.kind === 'literal' && separators.includes(piece.char)
}

function isNothing(piece: Piece | undefined): boolean {
  return piece?.kind === 'nothing'
}

/** Index of the bracket that closes the one at `at` if there is nothing between them but missing fields, else -1. */
function emptyBracketEnd(pieces: readonly Piece[], at: number): number {
  const opener = pieces[at]
  const closer = opener?.kind === 'literal' ? closers.get(opener.char) : undefined
  if (closer === undefined) return -1
  let missing = 0
  let next = at + 1
  while (isNothing(pieces[next]) || isSeparator(pieces[next])) {
    if (isNothing(pieces[next])) missing += 1
    next += 1
  }
  const end = pieces[next]
  return missing > 0 && end?.kind === 'literal' && end.char === closer ? next : -1
}

function isBracket(piece: Piece | undefined, marks: Iterable<string>): boolean {
  return piece?.kind === 'literal' && [...marks].includes(piece.char)
}

/** Whether a run of separators from `start` to `end` stands at an end of the segment or just inside of a bracket. */
function isAtEdge(pieces: readonly Piece[], start: number, end: number): boolean {
  if (start === 0 || end === pieces.length) return true
  return isBracket(pieces[start - 1], closers.keys()) || isBracket(pieces[end], closers.values())
}

/** From the inside out: brackets around nothing become nothing. */
function withoutBrackets(pieces: readonly Piece[]): readonly Piece[] {
  const kept = [...pieces]
  for (let at = kept.length - 1; at >= 0; at -= 1) {
    const end = emptyBracketEnd(kept, at)
    if (end !== -1) kept.splice(at, end - at + 1, { kind: 'nothing' })
  }
  return kept
}

/**
 * Takes away what missing fields leave behind in one segment of a name: empty brackets, separators at the ends, and one
 * of two separators that now stand side by side.
 */
export function withoutDebris(segment: readonly Piece[]): string {
  const pieces = withoutBrackets(segment)
  const kept: Piece[] = []
  for (let at = 0; at < pieces.length; ) {
    let end = at
    while (isNothing(pieces[end]) || isSeparator(pieces[end])) end += 1
    const run = pieces.slice(at, end)
    const lastMissing = run.findLastIndex(isNothing)
    if (lastMissing === -1) kept.push(...run)
    else if (!isAtEdge(pieces, at, end)) {
      const after = run.slice(lastMissing + 1)
      kept.push(...(after.length > 0 ? after : run.slice(0, run.findIndex(isNothing))))
    }
    const piece = pieces[end]
    if (piece !== undefined) kept.push(piece)
    at = end + 1
  }
  return kept
    .map((piece) => (piece.kind === 'literal' ? piece.char : piece.kind === 'value' ? piece.text : ''))
    .join('')
}

/**
 * A number of a known series, such as picture 7 of 1,200: where it is filled up with zeros, it gets at least as many
 * digits as the last one has, so that names sort by number.
 */
export interface CountedNumber {
  readonly number: number
  /** The last number of the series; 0: not known. */
  readonly of: number
}

/** What a template may name. A missing, null or blank field renders as nothing. */
export type NameFields = Readonly<Record<string, FieldValue | null | undefined>>

type FieldValue = string | number | Date | CountedNumber

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const dayMs = 86_400_000

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function datePiece(date: Date, conversion: string): string {
  switch (conversion) {
    case '%Y':
      return String(date.getUTCFullYear()).padStart(4, '0')
    case '%y':
      return two(date.getUTCFullYear() % 100)
    case '%m':
      return two(date.getUTCMonth() + 1)
    case '%d':
      return two(date.getUTCDate())
    case '%H':
      return two(date.getUTCHours())
    case '%M':
      return two(date.getUTCMinutes())
    case '%S':
      return two(date.getUTCSeconds())
    case '%j':
      return String(Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / dayMs) + 1).padStart(
        3,
        '0',
      )
    case '%B':
      return months[date.getUTCMonth()] ?? ''
    case '%b':
      return (months[date.getUTCMonth()] ?? '').slice(0, 3)
    default:
      return conversion.slice(1)
  }
}

function isCounted(value: FieldValue): value is CountedNumber {
  return typeof value === 'object' && 'number' in value
}

function asDate(value: string | number | Date): Date | null {
  const date = value instanceof Date ? value : new Date(value)
  return Number.isNaN(date.getTime()) ? null : date
}

/** English month names and UTC: the same gallery gets the same name on every machine. */
function formatDate(value: FieldValue, pattern: string): string {
  const date = asDate(isCounted(value) ? value.number : value)
  return date === null ? '' : pattern.replace(/%./g, (conversion) => datePiece(date, conversion))
}

function align(text: string, { fill, side, width }: Alignment): string {
  const missing = width - Array.from(text).length
  if (missing <= 0) return text
  const left = side === '>' ? missing : side === '^' ? Math.floor(missing / 2) : 0
  return fill.repeat(left) + text + fill.repeat(missing - left)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Slices between characters as they are displayed, so that no accent or emoji is cut in two. */
function slice(text: string, bounds: NonNullable<FieldSource['slice']>): string {
  const characters = Array.from(graphemes.segment(text), ({ segment }) => segment)
  return characters
    .slice(bounds.from ?? 0, bounds.to ?? undefined)
    .join('')
    .trim()
}

/** More of a value than any name can hold, in UTF-16 units: a title of megabytes must not take seconds. */
const longestValue = 2000

function plainText(value: FieldValue): string {
  if (isCounted(value)) return String(value.number)
  if (value instanceof Date) return formatDate(value, '%Y-%m-%d')
  return String(value).trim().slice(0, longestValue)
}

/** An alignment that fills with zeros, at least as wide as the last number of a series. */
function wideEnough(format: Alignment, value: FieldValue): Alignment {
  if (!isCounted(value) || format.fill !== '0' || format.side !== '>') return format
  return { ...format, width: Math.max(format.width, String(value.of).length) }
}

/** The text of a value without alignment; empty if it is missing. */
export function valueText(value: NameFields[string]): string {
  return value === null || value === undefined ? '' : plainText(value)
}

/** The text of one field; empty if none of its sources has a value. */
export function fieldText(part: Extract<TemplatePart, { kind: 'field' }>, fields: NameFields): string {
  for (const { name, slice: bounds } of part.sources) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (value === null || value === undefined || plainText(value) === '') continue
    if (part.format?.kind === 'date') {
      const date = formatDate(value, part.format.pattern)
      if (date !== '') return date
      continue
    }
    const text = bounds === null ? plainText(value) : slice(plainText(value), bounds)
    if (text !== '') return part.format === null ? text : align(text, wideEnough(part.format, value))
  }
  return ''
}
