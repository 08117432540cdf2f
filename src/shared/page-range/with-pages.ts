import type { PageNumber } from './find-numbers'
import { halfWidth } from './half-width'
import { type Parsed, parseAddress } from './parse'
import { type RangeError, rangeError } from './range-error'
import { type List, type Literal, type NumberSpan, numberText, partText, type RangePart } from './range-part'
import { cutAtCommas } from './read-list'
import { type Read, readDigits, readNumberSpan, type Stretch, stretchText, trimmed } from './read-span'

type Entry = Literal | NumberSpan

function readEntry(entry: Stretch): Read<Entry> {
  const from = readDigits(entry, entry.start)
  if (!from.ok) return from
  return from.value.next === entry.end
    ? { ok: true, value: { kind: 'text', text: stretchText(entry) } }
    : readNumberSpan(entry)
}

/** Reads `1-20,25,30-40:2`: numbers and spans with commas between them, those of a Chinese keyboard too. */
function readPages(pages: string): Read<readonly Entry[]> {
  const text = halfWidth(pages)
  const whole = trimmed({ text, start: 0, end: text.length, part: 'pages' })
  if (whole.start === whole.end)
    return { ok: false, error: rangeError('empty', text, 0, text.length, 'pages') }
  const entries: Entry[] = []
  for (const piece of cutAtCommas(whole)) {
    const last = entries.at(-1)
    if (last?.kind === 'numbers' && last.to === null) {
      return { ok: false, error: rangeError('open-not-last', text, 0, piece.start, 'pages') }
    }
    const entry = readEntry(trimmed(piece))
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  return { ok: true, value: entries }
}

function hasOwnWidth(entry: Entry): boolean {
  return entry.kind === 'text' ? /^0\d/.test(entry.text) : entry.width > 0
}

function widen(entry: Entry, width: number): Entry {
  return entry.kind === 'text'
    ? { kind: 'text', text: numberText(Number(entry.text), width) }
    : { ...entry, width }
}

/** One entry is a literal or a range, more are a list. Zeros follow the address unless the pages bring their own. */
function pagesPart(entries: readonly Entry[], number: PageNumber): RangePart {
  const width = /^0\d/.test(number.text) && !entries.some(hasOwnWidth) ? number.text.length : 0
  const items = width === 0 ? entries : entries.map((entry) => widen(entry, width))
  const [only] = items
  const list: List = { kind: 'list', items }
  return items.length === 1 && only !== undefined ? only : list
}

/** Moves an error of the joined text back to where it stands in the address or in the pages. */
function errorBack(error: RangeError, number: PageNumber, inserted: number, pages: string): RangeError {
  if (error.at < number.start) return error
  if (error.at < number.start + inserted) return rangeError(error.code, pages, 0, pages.length, 'pages')
  return { ...error, at: error.at - inserted + (number.end - number.start) }
}

/**
 * Puts pages in the place of a number of an address: `…/5510.html` with `5510-5560` is `…/[5510-5560].html`.
 *
 * `number` comes from `findPageNumbers`. `pages` is a list of numbers and spans (`1-20,25,30-40:2`, `60-10`, `5510-`);
 * it is filled up with zeros as the number in the address is (`001`), unless it has zeros of its own. An error says by
 * `part` whether its offset counts in `pages` or in `address`. Never throws.
 */
export function withPages(address: string, number: PageNumber, pages: string): Parsed {
  const entries = readPages(pages)
  if (!entries.ok) return entries
  const text = partText(pagesPart(entries.value, number))
  const parsed = parseAddress(address.slice(0, number.start) + text + address.slice(number.end))
  if (!parsed.ok) return { ok: false, error: errorBack(parsed.error, number, text.length, pages) }
  return { ok: true, range: { ...parsed.range, rewritten: parsed.range.canonical !== address } }
}
