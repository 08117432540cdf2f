import { type DateSpan, dateSpanText, dateText, isDateSpanText } from './date-span'

/** Numbers from `from` to `to`, both included, down if `to` is smaller; `to` null has no end. */
export interface NumberSpan {
  readonly kind: 'numbers'
  readonly from: number
  readonly to: number | null
  /** At least 1, also for a span that counts down. */
  readonly step: number
  /** Digits to which numbers are filled up with zeros; 0: none. */
  readonly width: number
  /** Written in hexadecimal, without `0x`, in this case; absent: decimal. */
  readonly hex?: 'lower' | 'upper'
}

/** Letters of one case, as `a` to `z`; down if `to` comes earlier. */
export interface LetterSpan {
  readonly kind: 'letters'
  readonly from: string
  readonly to: string
  readonly step: number
}

/** Text of an address that is the same on every page. */
export interface Literal {
  readonly kind: 'text'
  readonly text: string
}

/** Alternatives in braces: each is one page. */
export interface List {
  readonly kind: 'list'
  readonly items: readonly (Literal | NumberSpan | DateSpan)[]
}

/** One piece of an address: the same in all addresses, or one of several values. */
export type RangePart = Literal | NumberSpan | DateSpan | LetterSpan | List

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

/** Whether a span has no end: pages are counted until several are missing. */
export function isOpen(part: RangePart): boolean {
  return countOf(part) === Number.POSITIVE_INFINITY
}

function valueInSpan(from: number, to: number | null, step: number, index: number): number {
  return to !== null && to < from ? from - index * step : from + index * step
}

/** A number with the width that its span pads to. */
export function numberText(value: number, width: number, hex?: NumberSpan['hex']): string {
  const digits = value.toString(hex === undefined ? 10 : 16).padStart(width, '0')
  return hex === 'upper' ? digits.toUpperCase() : digits
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
    return numberText(valueInSpan(part.from, part.to, part.step, index), part.width, part.hex)
  if (part.kind === 'dates') return dateText(valueInSpan(part.from, part.to, part.step, index), part)
  const from = part.from.charCodeAt(0)
  return String.fromCharCode(valueInSpan(from, part.to.charCodeAt(0), part.step, index))
}

/** Text that reads back as itself outside of brackets. */
function escapeText(text: string): string {
  return text.replace(/[[\]{}*\\]/g, '\\$&')
}

/** Digits, or hexadecimal ones behind `0x`. */
const number = String.raw`(?:\d+|0x[0-9a-f]+)`
const dashSpan = new RegExp(`^(${number})-(${number}|)(?::\\d*)?$`, 'i')
const dotSpan = new RegExp(`^${number}\\.\\.(?:${number})?(?:(?:\\.\\.|:)\\d*)?$`, 'i')
const spanAlone = new RegExp(`^ *${number} *(?:-|–|:|\\.\\.)[\\da-fx .:]*$`, 'i')

/**
 * Whether an entry of a list is meant as numbers or dates. A dash that counts down is not: `{2024-05,2024-06}` are two
 * months.
 */
export function isSpanText(text: string): boolean {
  if (isDateSpanText(text)) return true
  const ends = dashSpan.exec(text)
  if (ends === null) return dotSpan.test(text)
  return ends[2] === '' || Number(ends[2]) >= Number(ends[1])
}

/** Whether the only entry of a list is meant as a range in another dialect: `{1-100}`, `{00..99}`, `{a..z}`. */
export function isSpanAlone(text: string): boolean {
  return (
    isDateSpanText(text) || spanAlone.test(text) || /^[a-z](?:-|\.\.)[a-z](?:(?:\.\.|:)\d*)?$/i.test(text)
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
export function spanText(span: NumberSpan | DateSpan | LetterSpan, place: 'brackets' | 'list'): string {
  if (span.kind === 'dates') return dateSpanText(span)
  const step = span.step === 1 ? '' : `:${span.step}`
  if (span.kind === 'letters') return `${span.from}-${span.to}${step}`
  const prefix = hexPrefix(span)
  const from = prefix + numberText(span.from, span.width, span.hex)
  if (span.to === null) return `${from}-${step}`
  const dash = place === 'list' && span.to < span.from ? '..' : '-'
  return `${from}${dash}${prefix}${numberText(span.to, span.width, span.hex)}${step}`
}

/** `0X` says that letters are capitals where no end has one. */
function hexPrefix({ from, to, hex }: NumberSpan): string {
  if (hex === undefined) return ''
  const hasLetter = /[a-f]/.test(from.toString(16) + (to ?? 0).toString(16))
  return hex === 'upper' && !hasLetter ? '0X' : '0x'
}

/** A list as it stands in braces, or as the text of *Pages*. */
export function listText({ items }: List): string {
  const isSpan = items.length === 1 ? isSpanAlone : isSpanText
  return items
    .map((item) => (item.kind === 'text' ? escapeItem(item.text, isSpan) : spanText(item, 'list')))
    .join(',')
}

/** One part without escapes, which reads back as itself unless it holds what looks like a range. */
export function rawText(part: RangePart): string {
  return part.kind === 'text' ? part.text : partText(part)
}

/** One part with escapes: reads back as itself whatever stands beside it. */
export function partText(part: RangePart): string {
  if (part.kind === 'text') return escapeText(part.text)
  return part.kind === 'list' ? `{${listText(part)}}` : `[${spanText(part, 'brackets')}]`
}
