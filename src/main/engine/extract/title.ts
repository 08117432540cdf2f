import { foldBlanks, textOf } from '../crawl/element-text'
import type { CommonParts } from './extraction'
import { type Element, isLive } from './html/dom'
import type { PageDocument } from './html/page-document'

/** What separates a page's title from its site's name; a hyphen or colon only between blanks, as names hold them. */
export const titleSeparator = /\s+[-:·•]\s+|\s*[|_»«—–｜]+\s*/

const longestTitle = 500
const mostLooked = 1000

function metaContent(page: PageDocument, selector: string): string {
  return foldBlanks(page.first(selector)?.attribs['content'] ?? '')
}

function elementTexts(page: PageDocument, selector: string): { element: Element; text: string }[] {
  return page
    .select(selector, selector)
    .slice(0, mostLooked)
    .filter(isLive)
    .slice(0, 20)
    .map((element) => ({ element, text: foldBlanks(textOf(element)).slice(0, longestTitle) }))
    .filter(({ text }) => text !== '')
}

/** The heading, title and og:title of a page as they stand. */
export interface RawTitles {
  readonly openGraph: string
  readonly headings: readonly string[]
  readonly title: string
}

/** Reads every text that could name the page; a heading that is a link to the site's root is not one of them. */
export function rawTitlesOf(page: PageDocument): RawTitles {
  const root = new URL('/', page.address).href
  const leadsHome = (element: Element) =>
    [element, ...element.children].some(
      (node) => 'attribs' in node && node.name === 'a' && page.resolve(node.attribs['href'] ?? '') === root,
    )
  return {
    openGraph: metaContent(page, 'meta[property="og:title" i], meta[name="og:title" i]').slice(
      0,
      longestTitle,
    ),
    headings: elementTexts(page, 'h1')
      .filter(({ element }) => !leadsHome(element))
      .map(({ text }) => text),
    title: elementTexts(page, 'title')[0]?.text ?? '',
  }
}

/** Letters and digits alone, lower case: `Example Photos` and `example-photos.org` begin alike. */
function squash(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Longest label of a host name, which is nearly always the site's own; empty when too short to mean anything. */
function siteLabel(address: string): string {
  const host = new URL(address).hostname
  if (/^[\d.]+$|^\[/.test(host)) return ''
  const label = host
    .split('.')
    .slice(0, -1)
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '')
  return label.length >= 4 ? squash(label) : ''
}

/** Takes the site's name off the ends of a title, where a separator sets it apart. */
function withoutSite(text: string, siteName: string, address: string): string {
  const label = siteLabel(address)
  const isSite = (part: string) => {
    const plain = squash(part)
    return plain !== '' && (plain === squash(siteName) || (label !== '' && plain.startsWith(label)))
  }
  let rest = text
  for (;;) {
    const parts = rest.split(titleSeparator)
    const [first = '', last = ''] = [parts[0], parts.at(-1)]
    if (parts.length < 2) return rest
    if (last === '' || isSite(last))
      rest = rest.slice(0, rest.length - last.length).replace(/[\s\-:·•|_»«—–｜]+$/, '')
    else if (first === '' || isSite(first)) rest = rest.slice(first.length).replace(/^[\s\-:·•|_»«—–｜]+/, '')
    else return rest
  }
}

function withoutShared(text: string, common: CommonParts): string {
  let rest = text
  if (common.titlePrefix !== '' && rest.startsWith(common.titlePrefix))
    rest = rest.slice(common.titlePrefix.length)
  if (common.titleSuffix !== '' && rest.endsWith(common.titleSuffix)) {
    rest = rest.slice(0, rest.length - common.titleSuffix.length)
  }
  return rest.trim() === '' ? text : rest.trim()
}

/**
 * Title of a page without a recipe's help: `og:title`, `h1` or `title`, minus the site's name and what both compared
 * pages share. Empty when the page has none.
 */
export function titleOf(page: PageDocument, common: CommonParts | null): string {
  const siteName = metaContent(page, 'meta[property="og:site_name" i], meta[name="application-name" i]')
  const { openGraph, headings, title } = rawTitlesOf(page)
  const isShared = (text: string) =>
    text === '' || text === siteName || (common?.headings.includes(text) ?? false)
  const ownHeadings = headings.filter((text) => !isShared(text))
  const heading = ownHeadings.find((text) => title.includes(text)) ?? ownHeadings[0] ?? ''
  const chosen =
    [openGraph, heading, title].find((text) => !isShared(text)) ?? (title || openGraph || headings[0] || '')
  const own = common ? withoutShared(chosen, common) : chosen
  return withoutSite(own, siteName, page.address) || own
}
