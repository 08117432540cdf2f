import { percentDecoded } from '../address/address-text'
import type { SiteTemplate } from './extraction'
import { type Element, foldBlanks, isElement, isLive, parentOf, textOf } from './html/dom'
import type { PageDocument } from './html/page-document'
import { isOtherHeading } from './judge/groups/headings'
import { headsPictures, isGeneralTitle, ownPart, trailEnd } from './title-parts'

/** File names that say nothing about a gallery: the number of its query, or the folder above, does. */
const plainStems =
  /^(?:index|default|home|main|view|show|viewer|gallery|album|photo|photos|image|picture|post|page|read|detail|article|content|item|thread|viewthread|showthread)$/i

function pathAndQuery(address: string): string {
  const url = new URL(address)
  return url.pathname + url.search
}

/** The number of an address at the place where the compared pages differ; null when they differ in more than one. */
function differingNumber(address: string, [a, b]: readonly [string, string]): string | null {
  const [shape, shapeA, shapeB] = [address, a, b].map((one) => pathAndQuery(one).split(/\d+/).join('#'))
  if (shape !== shapeA || shape !== shapeB) return null
  const [numbers = [], numbersA = [], numbersB = []] = [address, a, b].map(
    (one) => pathAndQuery(one).match(/\d+/g) ?? [],
  )
  const places = numbers.flatMap((_, i) => (numbersA[i] === numbersB[i] ? [] : [i]))
  return places.length === 1 ? (numbers[places[0] ?? 0] ?? null) : null
}

/** The identity of a gallery by its address: the number that differs from page to page, else the last segment's stem, decoded as the page is. */
export function galleryIdOf(
  address: string,
  template: SiteTemplate | null,
  encoding: string | null = null,
): string | null {
  const number = template && differingNumber(address, template.pages)
  if (number) return number
  const url = new URL(address)
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const stems = segments.map((segment) =>
    percentDecoded(segment, encoding).replace(/\.[a-z][a-z0-9]{1,4}$/i, ''),
  )
  const last = stems.at(-1) ?? ''
  const named = /[?&](?:[a-z]*id|p|t|n|no|num)=(\d+)(?=&|$)/i.exec(url.search)?.[1]
  if (named && !/\d/.test(last)) return named
  if (last !== '' && !plainStems.test(last)) return last
  const inQuery = /[?&][^=&]*=(\d+)(?=&|$)/.exec(url.search)?.[1]
  return inQuery ?? stems.findLast((stem) => !plainStems.test(stem)) ?? (last || null)
}

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
  /** Headings of the page itself: none that leads elsewhere, belongs to navigation or is a notice. */
  readonly headings: readonly string[]
  readonly title: string
  /** Headings and names that lead to the site's root: what the site is called. */
  readonly siteNames: readonly string[]
}

/** Places whose headings are not those of the page: navigation, notices, what is asked before or beside the content. */
const otherPlaces =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|notice|alert|cookies?|consent|gdpr|banner|popup|modal|dialog|toast|outdated|browser[-_]?(?:warning|update|upgrade)|noscript|sidebar|widget|related|footer|copyright)(?:$|[\s_-])/i

/** Headings that name a step of navigation or a notice, in whole. */
const otherHeading =
  /^(?:home|menu|navigation|search|login|log in|sign in|welcome|gallery|galleries|photos|首页|首頁|菜单|主页|ホーム|メニュー|홈|메뉴|startseite|accueil|inicio|início|главная|меню|strona główna|menü|ana sayfa|الرئيسية)$|\b(?:cookies?|your browser|javascript (?:is|must|needs)|ad ?block|older? version of)\b/i

const mostLevels = 6

/** Whether a heading stands in a place of something else. */
function isElsewhere(element: Element): boolean {
  let at: Element | null = element
  for (let level = 0; at && at.name !== 'body' && at.name !== 'html' && level < mostLevels; level += 1) {
    if (at.name === 'nav' || at.name === 'footer' || at.name === 'aside' || at.attribs['role'] === 'alert')
      return true
    if (otherPlaces.test(`${at.attribs['class'] ?? ''} ${at.attribs['id'] ?? ''}`)) return true
    at = parentOf(at)
  }
  return false
}

/** The addresses of links in a heading, and of a link around it. */
function linksOf(element: Element, page: PageDocument): readonly string[] {
  const around: Element[] = []
  let at: Element | null = parentOf(element)
  for (let level = 0; at && level < 3; level += 1) {
    around.push(at)
    at = parentOf(at)
  }
  return [
    ...around,
    ...element.children.filter(isElement).flatMap((one) => [one, ...one.children.filter(isElement)]),
  ]
    .filter((one) => one.name === 'a' && one.attribs['href'] !== undefined)
    .flatMap((link) => page.resolve(link.attribs['href'] ?? '') ?? [])
}

/**
 * Reads every text that could name the page. A heading in or around a link to another page is not its own: one that leads to
 * the site's root is the site's name.
 */
export function rawTitlesOf(page: PageDocument): RawTitles {
  const root = new URL('/', page.address).href
  const headings = elementTexts(page, 'h1').map(({ element, text }) => ({
    text,
    links: linksOf(element, page),
    isOther: isElsewhere(element) || otherHeading.test(text),
  }))
  return {
    openGraph: metaContent(page, 'meta[property="og:title" i], meta[name="og:title" i]').slice(
      0,
      longestTitle,
    ),
    headings: headings
      .filter(({ links, isOther }) => !isOther && links.every((link) => link === page.address))
      .map(({ text }) => text),
    title: elementTexts(page, 'title')[0]?.text ?? '',
    siteNames:
      page.address === root
        ? []
        : headings.filter(({ links }) => links.includes(root)).map(({ text }) => text),
  }
}

/** Headings of the second level of the page itself. */
function secondHeadings(page: PageDocument): { element: Element; text: string }[] {
  return elementTexts(page, 'h2').filter(
    ({ element, text }) =>
      !isElsewhere(element) &&
      !otherHeading.test(text) &&
      !isOtherHeading(text) &&
      linksOf(element, page).every((link) => link === page.address),
  )
}

/** The only heading of the second level, where the first one leads to an album above or the title names nothing. */
function headingBelow(page: PageDocument, title: string, isBelowLink: boolean): string | null {
  if (titleSeparator.test(title) || !(isBelowLink || isGeneralTitle(title))) return null
  const [only, another] = secondHeadings(page)
  return only && !another && headsPictures(page, only.element) ? only.text : null
}

/** Whether a heading leads to another page of the site than its root: what stands below is part of that. */
function hasHeadingOfAbove(page: PageDocument): boolean {
  const root = new URL('/', page.address).href
  return elementTexts(page, 'h1').some(({ element }) => {
    const links = linksOf(element, page)
    return (
      !isElsewhere(element) &&
      links.length > 0 &&
      links.every((link) => link.startsWith(root) && link !== root && link !== page.address)
    )
  })
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
function withoutSite(text: string, siteNames: readonly string[], address: string): string {
  const label = siteLabel(address)
  const names = new Set(siteNames.map(squash))
  const isSite = (part: string) => {
    const plain = squash(part)
    return plain !== '' && (names.has(plain) || (label !== '' && plain.startsWith(label)))
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

function withoutShared(text: string, template: SiteTemplate): string {
  let rest = text
  if (template.titlePrefix !== '' && rest.startsWith(template.titlePrefix))
    rest = rest.slice(template.titlePrefix.length)
  if (template.titleSuffix !== '' && rest.endsWith(template.titleSuffix)) {
    rest = rest.slice(0, rest.length - template.titleSuffix.length)
  }
  return rest.trim() === '' ? text : rest.trim()
}

/** Fewest letters of a name in an address that surely means its page. */
const leastSlug = 4

/**
 * The heading that the last name of the address spells: "Gara de Nord" of `/gara-de-nord/`. Sites that give each of their
 * pages one slogan as its title say the name of the page in such a heading alone.
 */
function headingOfAddress(page: PageDocument): string {
  const last = new URL(page.address).pathname.split('/').findLast((segment) => segment !== '') ?? ''
  const plain = (text: string) => squash(text.normalize('NFD').replaceAll(/\p{M}/gu, ''))
  const name = plain(percentDecoded(last, null).replace(/\.[a-z][a-z0-9]{1,4}$/i, ''))
  if (name.length < leastSlug || plainStems.test(name) || /^\d+$/.test(name)) return ''
  const found = elementTexts(page, 'h1, h2, h3').find(
    ({ element, text }) => plain(text) === name && !isElsewhere(element),
  )
  return found?.text ?? ''
}

/**
 * Title of a page without a recipe's help: `og:title`, `h1` or `title`, minus the site's name and what both compared
 * pages share. Empty when the page has none.
 */
export function titleOf(page: PageDocument, template: SiteTemplate | null): string {
  const { openGraph, headings, title, siteNames: linked } = rawTitlesOf(page)
  const named = metaContent(page, 'meta[property="og:site_name" i], meta[name="application-name" i]')
  const siteNames = [named, ...linked].filter((name) => name !== '')
  const isShared = (text: string) =>
    text === '' || siteNames.includes(text) || (template?.headings.includes(text) ?? false)
  const ownHeadings = headings.filter((text) => !isShared(text))
  // of several headings none is the page's, unless its title says which
  const bySlug = page.select('h1, h2, h3', 'named-headings').length > 1 ? headingOfAddress(page) : ''
  const heading = ownHeadings.length > 1 ? ownHeadings.find((text) => title.startsWith(text)) : ownHeadings[0]
  const isSaid = bySlug === '' || squash([openGraph, heading, title].join(' ')).includes(squash(bySlug))
  const chosen =
    [isSaid ? '' : bySlug, openGraph, heading ?? '', title].find((text) => !isShared(text)) ||
    title ||
    openGraph ||
    headings[0] ||
    ''
  const own = template ? withoutShared(chosen, template) : chosen
  const names = {
    trail: trailEnd(page),
    first: ownHeadings,
    second: secondHeadings(page).map(({ text }) => text),
  }
  // a site that prints its name as a heading: the title says what follows it
  const isPrefix = chosen === heading && title.startsWith(chosen) && title !== chosen
  const part = ownPart(own, names) ?? (isPrefix ? ownPart(title, names) : null)
  if (part !== null) return part
  if (chosen === title && ownHeadings.length === 0) {
    const below = headingBelow(page, title, hasHeadingOfAbove(page))
    if (below !== null) return below
  }
  return withoutSite(own, siteNames, page.address) || own
}
