import { authorityEnd } from '../text/address-parts'
import { looksLikeRange } from './looks-like-range'

/** A stretch of a path, in UTF-16 units. */
export interface TextSpan {
  readonly start: number
  readonly end: number
}

const year = '(?:19|20)\\d\\d'
const month = '(?:0?[1-9]|1[0-2])'
const day = '(?:0?[1-9]|[12]\\d|3[01])'

/** Year, month and day with one kind of separator; year and month, or a year alone, as directories; digits run together. */
const dates = [
  new RegExp(`(?<!\\d)${year}([-/_.])${month}\\1${day}(?!\\d)`, 'g'),
  new RegExp(`(?<=/)${year}[-/_.]${month}(?=/)`, 'g'),
  new RegExp(`(?<=/)${year}(?=/)`, 'g'),
  new RegExp(`(?<=/)${year}(?:0[1-9]|1[0-2])(?=/)`, 'g'),
  new RegExp(`(?<!\\d)${year}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)`, 'g'),
]

/** Where a path names a day, a month or a year: numbers there do not count pages. */
function dateSpans(path: string): readonly TextSpan[] {
  return dates.flatMap((date) =>
    Array.from(path.matchAll(date), (found) => ({ start: found.index, end: found.index + found[0].length })),
  )
}

/** A whole date in an address: a day, or a year and a month as directories. */
export interface DateInAddress extends TextSpan {
  readonly text: string
}

/** The whole dates of a path, in order; a year alone is none. */
export function wholeDates(path: string): readonly DateInAddress[] {
  const found = dateSpans(path)
    .map((place) => ({ ...place, text: path.slice(place.start, place.end) }))
    .filter(({ text }) => /^\d{8}$|^\d{4}[-/_.]/.test(text))
  // The month of a day is found too.
  return found
    .filter(
      (one) => !found.some((other) => other !== one && other.start <= one.start && other.end >= one.end),
    )
    .sort((a, b) => a.start - b.start)
}

/** How well a number may count pages; at 0 it does not. The values only order one another. */
const scores = {
  star: 1000,
  pageInQuery: 100,
  pageInPath: 90,
  idInQuery: 60,
  lastInPath: 50,
  beginsSlug: 45,
  inPath: 30,
  offsetInQuery: 25,
  otherInQuery: 15,
  insideWords: 10,
  none: 0,
} as const

const pageKeys =
  /^(?:p|pg|pn|np|pages?|paged|paging|pageno|pagenum|pagenumber|pageindex|pageid|(?:cur|current|my|this)page)$/
const idKeys =
  /^(?:id|[tagnv]id|pid|(?:album|gallery|post|article|photo|picture|pic|image|item|set|thread|topic|news|content)id)$/
const offsetKeys = /^(?:start|offset|from|skip|begin|first)$/
const sizeKeys =
  /^(?:[whstv_q]|ts|width|height|size|dpr|time|timestamp|ver|version|rev|quality|rand|random|sort|order|orderby|limit|count|num|per|perpage|pagesize|itemsperpage|year|month|day|date|lang|cb|cache|token|key|sig|hash|uid|userid|sid|fid|cid|catid)$/

/** Score of a number that is the whole value of a query's pair. */
function queryScore(key: string): number {
  const name = key.toLowerCase().replace(/[-_.]/g, '') || '_'
  if (pageKeys.test(name)) return scores.pageInQuery
  if (idKeys.test(name)) return scores.idInQuery
  if (sizeKeys.test(name)) return scores.none
  return offsetKeys.test(name) ? scores.offsetInQuery : scores.otherInQuery
}

/** `page3`, `page-3`, `p_3`, `第3页` also percent-encoded, and a segment of nothing else behind `page/`. */
function isCalledPage(before: string, after: string): boolean {
  if (/(?:第|%e7%ac%ac)$/i.test(before) && /^(?:[页頁]|%e9%a1%b5|%e9%a0%81)/i.test(after)) return true
  if (/[/_.-](?:pages?|pg|p)[-_.=]?$/i.test(before)) return true
  return /\/(?:pages?|pg|seite|pagina)\/$/i.test(before) && /^(?:\/|\.[a-z]+$|$)/i.test(after)
}

/** A size (`800x600`), a resolution (`1080p`), a version (`v2`), or digits of a hash. */
function isOther(before: string, digits: string, after: string): boolean {
  if (/\dx$/i.test(before) || /^x\d/i.test(after) || /^p(?![a-z\d])/i.test(after)) return true
  if (/\/v(?:\d+\.)*$/i.test(before)) return true
  const token = (/[a-z\d]*$/i.exec(before)?.[0] ?? '') + digits + (/^[a-z\d]*/i.exec(after)?.[0] ?? '')
  return token.length >= 12 && /\d[a-z]/i.test(token)
}

/** Score of a `*`: the user put it where the pages are. */
const starScore = scores.star

/** What stands further away from a number says nothing about it, and would only take time. */
const contextLength = 64

/** Score of a number of the path; `fromLast` is 0 for the path's last number. */
function pathScore(path: string, number: TextSpan, fromLast: number): number {
  const before = path.slice(Math.max(0, number.start - contextLength), number.start)
  const after = path.slice(number.end, number.end + contextLength)
  if (isOther(before, path.slice(number.start, number.end), after)) return scores.none
  if (isCalledPage(before, after)) return scores.pageInPath
  if (/^[a-z]/i.test(after)) return scores.insideWords
  if (fromLast === 0)
    return /[a-z][-_]$/i.test(before) && /^[-_][a-z]/i.test(after) ? scores.insideWords : scores.lastInPath
  return before.endsWith('/') && /^[-_]\D/.test(after) ? scores.beginsSlug : scores.inPath
}

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
  const dates = dateSpans(plain.slice(0, pathEnd))
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
