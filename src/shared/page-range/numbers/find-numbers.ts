import { authorityEnd } from '../../text/address-parts'
import { looksLikeRange } from '../looks-like-range'
import { inPages } from '../read-pages'
import { datePlaces } from './date-places'
import { isCalledPages, pathScore, queryScore, starScore } from './number-scores'

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

/** The numbers of an address that may count pages, the likeliest first. */
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

/** How far around a number of the query is looked. */
const contextLength = 256

/** Score of a number of the query, by the pair that holds it. */
function scoreInQuery(address: string, { start: at, end, text }: PageNumber): number {
  const start = Math.max(...['?', '&', ';'].map((mark) => address.lastIndexOf(mark, at - 1))) + 1
  const pair = address.slice(start, at)
  const equals = pair.indexOf('=')
  // inside a value that is more than the number
  if (equals !== -1 && equals !== pair.length - 1) return 0
  return queryScore({
    key: equals === -1 ? '' : pair.slice(0, -1),
    text,
    before: address.slice(Math.max(0, at - contextLength), at),
    after: address.slice(end, end + contextLength),
  })
}

/** Index of the highest score above zero, the last one of equals. */
function bestOf(scores: readonly number[]): number {
  const highest = Math.max(0, ...scores)
  return highest > 0 ? scores.lastIndexOf(highest) : -1
}

/** Where the path ends; a query that begins with a slash is a path in other words (`index.php?/category/12`). */
function pathEndOf(plain: string): number {
  const queryAt = plain.indexOf('?')
  if (queryAt === -1) return plain.length
  if (plain.charAt(queryAt + 1) !== '/') return queryAt
  const pairsAt = plain.slice(queryAt).search(/[&;]/)
  return pairsAt === -1 ? plain.length : queryAt + pairsAt
}

/** Digits from which a number that begins the pages is no coincidence, whatever it says else. */
const leastDigits = 3

/** Above what any number scores by its place. */
const heldScore = 200

/** Raises the scores of numbers that the pages begin with, or hold, above all others. */
function scoresFor(pages: string, numbers: readonly PageNumber[], scores: readonly number[]): number[] {
  const standing = inPages(pages)
  return numbers.map(({ text, value }, index) => {
    const score = scores[index] ?? 0
    if (text.includes('*')) return score
    const found = standing(value)
    // a number that is called a page need not be the first of the pages
    const begins = found === 'begins' || (found === 'holds' && isCalledPages(score))
    if (score === 0) return found === 'begins' && text.length >= leastDigits ? heldScore : 0
    return found === 'none' ? score : score + (begins ? 2 : 1) * heldScore
  })
}

/**
 * Finds the numbers of path and query, and which of them counts pages.
 *
 * That is a star if there is one; with `pages` (the text of *Pages*) the number that they begin with or hold; else what a
 * query or a directory calls a page or an id; a thread, album or chapter before the page or part in it; else the last number
 * of the path. Never one of a date, of a size or of a version unless the pages begin with it, and none at all in host, port,
 * percent escape, fragment, file extension or in a range that stands there already. Never throws.
 */
export function findPageNumbers(address: string, pages = ''): PageNumbers {
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
  const pathEnd = pathEndOf(plain)
  const dates = datePlaces(plain.slice(0, pathEnd))
  const inPath = numbers.filter(({ start }) => start < pathEnd).length
  const scores = numbers.map((number, index) => {
    if (number.text.includes('*')) return starScore
    if (number.start >= pathEnd) return scoreInQuery(plain, number)
    if (dates.some(({ start, end }) => number.start < end && number.end > start)) return 0
    return pathScore(address.slice(0, pathEnd), number, inPath - 1 - index)
  })
  return { numbers, best: bestOf(pages.trim() === '' ? scores : scoresFor(pages, numbers, scores)) }
}
