import { type DateSpan, dateText, readDate } from './date-span'
import { type DateInAddress, type TextSpan, wholeDates } from './numbers/date-places'
import { countable, findPageNumbers, type PageNumber } from './numbers/find-numbers'
import { type Parsed, parseAddress } from './parse-address'
import type { Read } from './range-error'
import { type RangeError, rangeError } from './range-error'
import {
  type List,
  listText,
  numberText,
  partText,
  type RangePart,
  rawText,
  spanText,
  valueAt,
} from './range-part'
import { type Entry, readPages } from './read-pages'

/** An address with a range, taken apart as a form shows it. */
export interface SplitPages {
  /** The first address, which holds the first page's number. */
  readonly address: string
  readonly number: PageNumber
  /** Index of `number` in what `findPageNumbers` finds in `address`; -1 if it is only a part of one of these. */
  readonly numberIndex: number
  /** The text of *Pages*: `1-20,25,30-40:2`. */
  readonly pages: string
}

function pagesText(part: RangePart): string | null {
  if (part.kind === 'numbers') return spanText(part, 'brackets')
  return part.kind === 'list' ? listText(part) : null
}

/**
 * Takes an address with exactly one range of numbers apart: `…/[1-50].html` is `…/1.html` with pages `1-50`.
 *
 * Null if there is no such range or more than one group. `withPages` makes the same canonical form of the parts again.
 */
export function splitPages(text: string): SplitPages | null {
  const parsed = parseAddress(text)
  if (!parsed.ok) return null
  const [head, ...rest] = parsed.range.parts
  const at = rest.findIndex((part) => part.kind !== 'text')
  const group = rest[at]
  if (head === undefined || group === undefined) return null
  const pages = pagesText(group)
  const first = valueAt(group, 0)
  if (pages === null || !/^\d+$/.test(first)) return null
  const before = valueAt(head, 0) + rest.slice(0, at).map(rawText).join('')
  const address =
    before +
    first +
    rest
      .slice(at + 1)
      .map(rawText)
      .join('')
  const number = {
    start: before.length,
    end: before.length + first.length,
    text: first,
    value: Number(first),
  }
  const again = withPages(address, number, pages)
  if (rest.filter((part) => part.kind !== 'text').length > 1) return null
  if (!again.ok || again.range.canonical !== parsed.range.canonical) return null
  const { numbers } = findPageNumbers(address)
  const numberIndex = numbers.findIndex(({ start, end }) => start === number.start && end === number.end)
  return { address, number, numberIndex, pages }
}

function hasOwnWidth(entry: Entry): boolean {
  if (entry.kind === 'dates') return true
  return entry.kind === 'text' ? /^0\d/.test(entry.text) : entry.width > 0
}

function widen(entry: Entry, width: number): Entry {
  if (entry.kind === 'dates') return entry
  return entry.kind === 'text'
    ? { kind: 'text', text: numberText(Number(entry.text), width) }
    : { ...entry, width }
}

/** Pages that are days or months instead of numbers. */
function areDates(entries: readonly Entry[]): boolean {
  return entries.every((entry) => entry.kind === 'dates' || (entry.kind === 'text' && /\D/.test(entry.text)))
}

/** Whether a span without zeros reads back as one: an end below 10 shows it, or none of its dates has one. */
function showsShape(span: DateSpan): boolean {
  const ends = [dateText(span.from, span), dateText(span.to, span)]
  const isShown = ends.some((end) => readDate(end)?.padded === false)
  return span.padded || isShown || ends[0]?.slice(0, 7) === ends[1]?.slice(0, 7)
}

/** The dates in the shape in which the address writes its own; null: without zeros, and that would not read back. */
function inShapeOf(entries: readonly Entry[], date: DateInAddress): readonly Entry[] | null {
  const own = readDate(date.text)
  if (own === null) return entries
  const shaped = entries.map((entry): Entry => {
    const { separator } = own
    if (entry.kind === 'dates') return { ...entry, separator, padded: own.padded ?? entry.padded }
    const read = entry.kind === 'text' ? readDate(entry.text) : null
    if (read === null) return entry
    const padded = own.padded ?? read.padded ?? true
    return { kind: 'text', text: dateText(read.ordinal, { unit: read.unit, separator, padded }) }
  })
  return shaped.every((entry) => entry.kind !== 'dates' || showsShape(entry)) ? shaped : null
}

/** The date of an address that pages count: the one that the number belongs to, else the last. */
function dateFor(address: string, number: PageNumber | undefined): DateInAddress | undefined {
  const dates = wholeDates(countable(address))
  return dates.find(({ start, end }) => number && number.start < end && number.end > start) ?? dates.at(-1)
}

/** One entry is a literal or a range, more are a list. Zeros follow the address unless the pages bring their own. */
function pagesPart(entries: readonly Entry[], spelling: string): RangePart {
  const width = /^0\d/.test(spelling) && !entries.some(hasOwnWidth) ? spelling.length : 0
  const items = width === 0 ? entries : entries.map((entry) => widen(entry, width))
  const [only] = items
  const list: List = { kind: 'list', items }
  return items.length === 1 && only !== undefined ? only : list
}

/** Moves an error of the joined text back to where it stands in the address or in the pages. */
function errorBack(error: RangeError, number: TextSpan, inserted: number, pages: string): RangeError {
  if (error.at < number.start) return error
  if (error.at < number.start + inserted) return rangeError(error.code, pages, 0, pages.length, 'pages')
  return { ...error, at: error.at - inserted + (number.end - number.start) }
}

/** The place of an address that pages go to, and what they are there; or why there is none. */
function placed(
  address: string,
  number: PageNumber | undefined,
  entries: readonly Entry[],
  pages: string,
): Read<{ readonly place: PageNumber | DateInAddress; readonly part: RangePart }> {
  const refused = (code: RangeError['code']) =>
    ({ ok: false, error: rangeError(code, pages, 0, pages.length, 'pages') }) as const
  if (!areDates(entries)) {
    if (number === undefined) return refused('no-number')
    return { ok: true, value: { place: number, part: pagesPart(entries, number.text) } }
  }
  const date = dateFor(address, number)
  if (date === undefined && number?.text.includes('*') !== true) return refused('no-date')
  const place = date ?? number
  const shaped = date === undefined ? entries : inShapeOf(entries, date)
  if (place === undefined || shaped === null) return refused('date-shape')
  return { ok: true, value: { place, part: pagesPart(shaped, '') } }
}

/**
 * Puts pages in the place of a number of an address: `…/5510.html` with `5510-5560` is `…/[5510-5560].html`.
 *
 * `number` comes from `findPageNumbers`; undefined if none counts pages. `pages` is a list of numbers and spans
 * (`1-20,25,30-40:2`, `60-10`, `5510-`, `0x08-0x0f`); it is filled up with zeros as the number in the address is
 * (`001`), unless it has zeros of its own. Dates (`2024-01-01..2024-01-31`) take the place of the date in the address,
 * in its shape: `/2024/02/28` becomes `/[2024/01/01..2024/01/31]`. An error says by `part` whether its offset counts in
 * `pages` or in `address`. Never throws.
 */
export function withPages(address: string, number: PageNumber | undefined, pages: string): Parsed {
  const entries = readPages(pages)
  if (!entries.ok) return entries
  const found = placed(address, number, entries.value, pages)
  if (!found.ok) return found
  const { place, part } = found.value
  const text = partText(part)
  const parsed = parseAddress(address.slice(0, place.start) + text + address.slice(place.end))
  if (!parsed.ok) return { ok: false, error: errorBack(parsed.error, place, text.length, pages) }
  return { ok: true, range: { ...parsed.range, rewritten: parsed.range.canonical !== address } }
}

/** Whether pages are dates, which need no number that counts pages. */
export function arePagesDates(pages: string): boolean {
  const entries = readPages(pages)
  return entries.ok && areDates(entries.value)
}

/** Whether an address holds a day or a month that dates can take the place of. Never throws. */
export function holdsDate(address: string): boolean {
  return dateFor(address, undefined) !== undefined
}
