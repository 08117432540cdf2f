import { authorityEnd } from '../text/address-parts'
import { datePlaces } from './date-places'
import { looksLikeRange } from './looks-like-range'
import { pathScore, queryScore, starScore } from './number-score'

/**
 * A number of an address that may count pages, or a `*` in its place.
 *
 * `start` and `end` are UTF-16 offsets in the address. `value` is what the address says now, 1 for a star.
 */
export interface PageNumber {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly value: number
}

export interface PageNumbers {
  /** In the order of the address. */
  readonly numbers: readonly PageNumber[]
  /** Index of the number that most likely counts pages; -1: none does. */
  readonly best: number
}

/** Offset of path, query or fragment, also of an address without a scheme. */
function pathStartOf(address: string): number {
  const prefix = /^\s*(?:[a-z][a-z0-9+.-]*:)?\/\//i.exec(address)?.[0] ?? ''
  return authorityEnd(address, prefix.length)
}

function blank(found: string): string {
  return '\0'.repeat(found.length)
}

/** The address without fragment, with everything else that holds no page number blanked out; offsets stay. */
export function countable(address: string): string {
  const pathStart = pathStartOf(address)
  const rest = address
    .slice(pathStart)
    .replace(/#.*$/s, '')
    .replace(/\\[^]|%[0-9a-f]{2}|\[[^\]]*\]|\{[^}]*\}/gi, (found) =>
      // A number in brackets of the address, `n[1].html`, may count pages.
      found.startsWith('[') && !looksLikeRange(found.slice(1, -1))
        ? found.replace(/%[0-9a-f]{2}/gi, blank)
        : blank(found),
    )
    .replace(/^[^?]*/, (path) => path.replace(/\.[a-z][a-z0-9]{0,4}$/i, blank))
  return blank(address.slice(0, pathStart)) + rest
}

/** Key of the query's pair that holds the offset, and whether its value is nothing but the number. */
function queryPair(address: string, number: PageNumber): { readonly key: string; readonly isWhole: boolean } {
  const start = Math.max(...['?', '&', ';'].map((mark) => address.lastIndexOf(mark, number.start - 1))) + 1
  const key = /^[^=]*/.exec(address.slice(start, number.start))?.[0] ?? ''
  return {
    key,
    isWhole:
      address.slice(start, number.start) === `${key}=` && /^(?:[&;]|$)/.test(address.slice(number.end)),
  }
}

/** Index of the highest score above zero, the last one of equals. */
function bestOf(scores: readonly number[]): number {
  const highest = Math.max(0, ...scores)
  return highest > 0 ? scores.lastIndexOf(highest) : -1
}

/**
 * Finds the numbers of path and query, and which of them counts pages.
 *
 * That is a star if there is one; else what a query or a directory calls a page or an id; else the last number of the
 * path. Never one of a date, of a size or of a version, and none at all in host, port, percent escape, fragment,
 * file extension or in a range that stands there already. Never throws.
 */
export function findPageNumbers(address: string): PageNumbers {
  const plain = countable(address)
  const numbers = Array.from(plain.matchAll(/\d+|\(\*\)|\*/g), (found): PageNumber => {
    const [text] = found
    return {
      start: found.index,
      end: found.index + text.length,
      text,
      value: /\d/.test(text) ? Number(text) : 1,
    }
  }).filter(({ value }) => Number.isSafeInteger(value))
  const queryAt = plain.indexOf('?')
  const pathEnd = queryAt === -1 ? plain.length : queryAt
  const dates = datePlaces(plain.slice(0, pathEnd))
  const inPath = numbers.filter(({ start }) => start < pathEnd).length
  const scores = numbers.map((number, index) => {
    if (number.text.includes('*')) return starScore
    if (number.start >= pathEnd) {
      const { key, isWhole } = queryPair(plain, number)
      return isWhole ? queryScore(key) : 0
    }
    if (dates.some(({ start, end }) => number.start < end && number.end > start)) return 0
    return pathScore(address.slice(0, pathEnd), number, inPath - 1 - index)
  })
  return { numbers, best: bestOf(scores) }
}
