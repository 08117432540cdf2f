import type { TextSpan } from './date-places'

/** How well a number may count pages; at 0 it does not. The values only order one another. */
const scores = {
  star: 1000,
  /** The post itself, where `page` is that of the list which is left behind it. */
  documentInQuery: 110,
  pageInQuery: 100,
  pageInPath: 90,
  /** A thread, album or chapter in front of the page or part in it. */
  wholeBeforePart: 70,
  idInQuery: 60,
  /** `355-our-trip-2`: the number in front of words, when the one behind them is not longer. */
  beginsLastSlug: 55,
  lastInPath: 50,
  beginsSlug: 45,
  topicInQuery: 40,
  postInQuery: 35,
  inPath: 30,
  offset: 25,
  otherInQuery: 15,
  forumInQuery: 12,
  insideWords: 10,
  none: 0,
} as const

/** Score of a `*`: the user put it where the pages are. */
export const starScore = scores.star

const pageKeys =
  /^(?:p|pg|pn|np|pages?|paged|paging|pageno|pagenum|pagenumber|pageindex|pageid|g2page|(?:cur|current|my|this)page)$/
const documentKeys = /^(?:documentsrl|wrid|no|articleid|articleno|logno|nttid)$/
const idKeys =
  /^(?:id|[tagnv]id|pid|(?:album|gallery|post|photo|picture|pic|image|item|g2item|set|thread|topic|news|content|illust|attachment|chapter)id)$/
const topicKeys = /^(?:t|topic|thread|album|gallery|set|chapter|episode)$/
const forumKeys = /^(?:f|forum|board|c|cat|category)$/
const offsetKeys = /^(?:start|offset|from|skip|begin|first)$/
const sizeKeys =
  /^(?:[whsv_q]|ts|width|height|size|dpr|time|timestamp|ver|version|rev|quality|rand|random|sort|order|orderby|limit|count|num|per|perpage|pagesize|itemsperpage|year|month|day|date|lang|cb|cache|token|key|sig|hash|uid|userid|sid|fid|cid|catid)$/

/** Files that show a thread: `p` is a post there, not a page. Their extension may be blanked out. */
const threadFile = /(?:viewtopic|showthread|showpost)[^?/]{0,5}\?/i

/** A number in the query, and what stands around it. */
export interface QueryNumber {
  /** The query's key before `=`; empty when the number is not a value. */
  readonly key: string
  readonly text: string
  /** From the beginning of the address to the number. */
  readonly before: string
  /** From the number to the end of the address. */
  readonly after: string
}

/** Score of a number of the query. */
export function queryScore({ key, text, before, after }: QueryNumber): number {
  const isPlain = /^(?:[&;]|$)/.test(after)
  if (key === '') return bareQueryScore(before, after)
  const name = key.toLowerCase().replace(/[-_.]/g, '') || '_'
  // `topic=355.15`: a thread, and the post in it that comes first
  if (!isPlain && !(topicKeys.test(name) && /^\.(?:msg)?\d+(?:[&;]|$)/i.test(after))) return scores.none
  if (name === 'p' && threadFile.test(before)) return scores.postInQuery
  if (documentKeys.test(name)) return scores.documentInQuery
  if (pageKeys.test(name)) return scores.pageInQuery
  if (idKeys.test(name)) return scores.idInQuery
  // a month of an archive, a time
  if (/^(?:m|ym|t|d)$/.test(name) && (/^(?:19|20)\d{4}(?:\d\d)?$/.test(text) || text.length > 9))
    return scores.none
  if (topicKeys.test(name)) return scores.topicInQuery
  if (forumKeys.test(name)) return scores.forumInQuery
  if (sizeKeys.test(name)) return scores.none
  return offsetKeys.test(name) ? scores.offset : scores.otherInQuery
}

/** `?355-our-trip`, `?355/page2`, `?355`: a query that is a name instead of pairs. */
function bareQueryScore(before: string, after: string): number {
  if (/\/page-?$/i.test(before)) return scores.pageInPath
  if (!/[?&;]$/.test(before)) return scores.none
  if (/^-[a-z]/i.test(after)) return scores.beginsSlug
  return /^(?:[&;/]|$)/.test(after) ? scores.otherInQuery : scores.none
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

/** Names before the number of a list, whose pages are behind it: `forum-2-1`, `list_23_5`, `user/12345/7`. */
const listName =
  /(?:^|[/_.-])(?:forum|forumdisplay|list|category|cat|board|class|tag|tags|index|search|channel|sort|column|type|user|users|u|member|members|author|artist|page)[-_/]$/i

/** Names before the number of one thing: `thread-3108-1-1`, `post/98765/title-2`. */
const itemName =
  /(?:^|[/_.-])(?:threads?|topics?|articles?|read|view|albums?|galler(?:y|ies)|posts?|news|content|show|details?|photos?|images?|pictures?|pic|sets?|comics?|manga|archives?|items?|story|g|t|p|a|s)[-_/,]$/i

/** Chapters, whose pages are behind them: `chapter-12/3`, `c012/3`. */
const chapterName =
  /(?:^|[/_.-])(?:chapters?|chap|ch|c|episodes?|ep|volume|vol|issue|tome|kapitel|capitulo|chapitre)[-_/]?$/i

/** Behind a whole: nothing but short numbers to the end of the segment, or a segment that is one. */
const partsBehind = /^(?:[-_]\d{1,3}){1,3}(?:\.[a-z]+)?\/?$/i
const partFolder = /^\/(\d{1,3})(?:\.[a-z]+)?\/?$/i

/** `355-1-1`, `5510_2`, `177013/3`: a thread, album or chapter with the number of a part behind it. */
function isWholeBeforePart(before: string, digits: string, after: string): boolean {
  // what is in a category or a tag is seen from there
  if (before.endsWith('/') && /^\/(?:category|categories|tags?|search|list|in)\//i.test(after)) return true
  if (/topic,$/i.test(before) && /^\.(?:msg)?\d/i.test(after)) return true
  const isSegment = before.endsWith('/')
  const folder = partFolder.exec(after)?.[1]
  if (folder !== undefined) {
    if (chapterName.test(before)) return true
    return isSegment && !listName.test(before) && digits.length >= 4 && digits.length - folder.length >= 2
  }
  if (isSegment && itemName.test(before) && /^\/[a-z][a-z-]*-[^/]*\/?$/i.test(after)) return true
  if (!partsBehind.test(after) || listName.test(before)) return false
  const last = /\d+(?=\D*$)/.exec(after)?.[0] ?? ''
  // `3108-1-1` has a page and a page of a list behind it; the second of these is no whole
  if (/\d[-_]$/.test(before)) return false
  if (itemName.test(before) || digits.length > last.length) return true
  return isSegment && after.startsWith('_') && !digits.startsWith('0')
}

/** Whether the number begins the last segment, words follow, and the number behind them is not longer. */
function beginsLastSlug(before: string, digits: string, after: string): boolean {
  if (!before.endsWith('/') || !/^[-_][a-z][^/]*$/i.test(after)) return false
  const last = /(\d+)(?:\.[a-z]+)?$/i.exec(after)?.[1] ?? ''
  return last !== '' && digits.length >= last.length
}

/** What stands further away from a number says nothing about it, and would only take time. */
const contextLength = 64

/** Score of a number of the path; `fromLast` is 0 for the path's last number. */
export function pathScore(path: string, number: TextSpan, fromLast: number): number {
  const before = path.slice(Math.max(0, number.start - contextLength), number.start)
  const after = path.slice(number.end, number.end + contextLength)
  const digits = path.slice(number.start, number.end)
  if (isOther(before, digits, after)) return scores.none
  if (isCalledPage(before, after)) return scores.pageInPath
  if (/^[a-z]/i.test(after)) return scores.insideWords
  if (isWholeBeforePart(before, digits, after)) return scores.wholeBeforePart
  if (/\/start-$/i.test(before)) return scores.offset
  // the album that a picture is seen in: `72157/in/album-88`
  if (/\/in\/[a-z]+-$/i.test(before)) return scores.insideWords
  if (fromLast === 0)
    return /[a-z][-_]$/i.test(before) && /^[-_][a-z]/i.test(after) ? scores.insideWords : scores.lastInPath
  if (beginsLastSlug(before, digits, after)) return scores.beginsLastSlug
  return before.endsWith('/') && /^[-_]\D/.test(after) ? scores.beginsSlug : scores.inPath
}

/** Whether a score says in words that the number counts pages. */
export function isCalledPages(score: number): boolean {
  return score === scores.pageInQuery || score === scores.pageInPath || score === scores.star
}
