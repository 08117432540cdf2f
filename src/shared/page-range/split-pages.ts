import { findPageNumbers, type PageNumber } from './find-numbers'
import { parseAddress } from './parse'
import { listText, type RangePart, rawText, spanText, valueAt } from './range-part'
import { withPages } from './with-pages'

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
