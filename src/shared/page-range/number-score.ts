import type { Place } from './date-places'

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
export function queryScore(key: string): number {
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

/** Score of a `*`: somebody put it where the pages are. */
export const starScore = scores.star

/** What stands further away from a number says nothing about it, and would only take time. */
const contextLength = 64

/** Score of a number of the path; `fromLast` is 0 for the path's last number. */
export function pathScore(path: string, number: Place, fromLast: number): number {
  const before = path.slice(Math.max(0, number.start - contextLength), number.start)
  const after = path.slice(number.end, number.end + contextLength)
  if (isOther(before, path.slice(number.start, number.end), after)) return scores.none
  if (isCalledPage(before, after)) return scores.pageInPath
  if (/^[a-z]/i.test(after)) return scores.insideWords
  if (fromLast === 0)
    return /[a-z][-_]$/i.test(before) && /^[-_][a-z]/i.test(after) ? scores.insideWords : scores.lastInPath
  return before.endsWith('/') && /^[-_]\D/.test(after) ? scores.beginsSlug : scores.inPath
}
