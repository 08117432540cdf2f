/** Numbers from `from` to `to`, both included, down if `to` is smaller; `to` null has no end. */
export interface NumberSpan {
  readonly kind: 'numbers'
  readonly from: number
  readonly to: number | null
  /** At least 1, also for a span that counts down. */
  readonly step: number
  /** Digits to which numbers are filled up with zeros; 0: none. */
  readonly width: number
}

/** Letters of one case, as `a` to `z`; down if `to` comes earlier. */
export interface LetterSpan {
  readonly kind: 'letters'
  readonly from: string
  readonly to: string
  readonly step: number
}

export interface Literal {
  readonly kind: 'text'
  readonly text: string
}

export interface List {
  readonly kind: 'list'
  readonly items: readonly (Literal | NumberSpan)[]
}

/** One piece of an address: the same in all addresses, or one of several values. */
export type RangePart = Literal | NumberSpan | LetterSpan | List

function spanCount(from: number, to: number, step: number): number {
  return Math.floor(Math.abs(to - from) / step) + 1
}

/** How many values a part takes; Infinity if it has no end. */
export function countOf(part: RangePart): number {
  if (part.kind === 'text') return 1
  if (part.kind === 'list') return part.items.reduce((sum, item) => sum + countOf(item), 0)
  if (part.kind === 'letters') return spanCount(part.from.charCodeAt(0), part.to.charCodeAt(0), part.step)
  return part.to === null ? Number.POSITIVE_INFINITY : spanCount(part.from, part.to, part.step)
}

export function isOpen(part: RangePart): boolean {
  return countOf(part) === Number.POSITIVE_INFINITY
}

function valueInSpan(from: number, to: number | null, step: number, index: number): number {
  return to !== null && to < from ? from - index * step : from + index * step
}

export function numberText(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

/** The value of a list at `index`: that of the entry in which it falls. */
function valueInList(list: List, index: number): string {
  let left = index
  for (const item of list.items) {
    const count = countOf(item)
    if (left < count) return valueAt(item, left)
    left -= count
  }
  return ''
}

/** The value of a part at `index`, from 0; the caller keeps it below `countOf`. */
export function valueAt(part: RangePart, index: number): string {
  if (part.kind === 'text') return part.text
  if (part.kind === 'list') return valueInList(part, index)
  if (part.kind === 'numbers')
    return numberText(valueInSpan(part.from, part.to, part.step, index), part.width)
  const from = part.from.charCodeAt(0)
  return String.fromCharCode(valueInSpan(from, part.to.charCodeAt(0), part.step, index))
}

/** Text that reads back as itself outside of brackets. */
export function escapeText(text: string): string {
  return text.replace(/[[\]{}*\\]/g, '\\$&')
}

/**
 * Whether an entry of a list is meant as numbers. A dash that counts down is not: `{2024-05,2024-06}` are two months.
 */
export function isSpanText(text: string): boolean {
  const ends = /^(\d+)-(\d*)(?::\d*)?$/.exec(text)
  if (ends === null) return /^\d+\.\.\d*(?:(?:\.\.|:)\d*)?$/.test(text)
  return ends[2] === '' || Number(ends[2]) >= Number(ends[1])
}

/** Whether the only entry of a list is meant as a range in another dialect: `{1-100}`, `{00..99}`, `{a..z}`. */
export function isSpanAlone(text: string): boolean {
  return (
    /^ *\d+ *(?:-|–|:|\.\.)[\d .:]*$/.test(text) || /^[a-z](?:-|\.\.)[a-z](?:(?:\.\.|:)\d*)?$/i.test(text)
  )
}

/** Text that reads back as one entry of a list, and not as a span. */
function escapeItem(text: string, isSpan: (text: string) => boolean): string {
  const plain = text.replace(/[[\]{}*\\,]/g, '\\$&')
  return isSpan(plain) ? plain.replace(/[-–:.]/, '\\$&') : plain
}

/**
 * A span as it stands in brackets or in a list.
 *
 * In a list a span that counts down is written with two dots, because `2024-05` there is a text, not 2,020 pages.
 */
export function spanText(span: NumberSpan | LetterSpan, place: 'brackets' | 'list'): string {
  const step = span.step === 1 ? '' : `:${span.step}`
  if (span.kind === 'letters') return `${span.from}-${span.to}${step}`
  const from = numberText(span.from, span.width)
  if (span.to === null) return `${from}-${step}`
  const dash = place === 'list' && span.to < span.from ? '..' : '-'
  return `${from}${dash}${numberText(span.to, span.width)}${step}`
}

/** A list as it stands in braces, or as the text of *Pages*. */
export function listText({ items }: List): string {
  const isSpan = items.length === 1 ? isSpanAlone : isSpanText
  return items
    .map((item) => (item.kind === 'text' ? escapeItem(item.text, isSpan) : spanText(item, 'list')))
    .join(',')
}

/** The canonical form of one part. */
export function partText(part: RangePart): string {
  if (part.kind === 'text') return escapeText(part.text)
  return part.kind === 'list' ? `{${listText(part)}}` : `[${spanText(part, 'brackets')}]`
}
