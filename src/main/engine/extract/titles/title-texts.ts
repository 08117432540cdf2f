import { percentDecoded } from '../../address/address-text'
import { plainAddress } from '../../address/plain-address'
import { plainStems } from '../gallery-id'
import { type Element, foldBlanks, isElement, isLive, parentOf, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { ageText } from '../judge/obstacles/obstacle-words'
import { isFrontPath } from './title-names'
import { isGeneralTitle } from './title-parts'

/** What separates a page's title from its site's name; a hyphen or colon only between blanks, as names hold them. */
export const titleSeparator = /\s+(?:[-:·•/~›‹*]|::)\s+|\s*[|_»«—–｜]+\s*/

const longestTitle = 500
const mostLooked = 1000

export function metaContent(page: PageDocument, selector: string): string {
  return foldBlanks(page.first(selector)?.attribs['content'] ?? '')
}

export function elementTexts(page: PageDocument, selector: string): { element: Element; text: string }[] {
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
  /** A heading that every album has, "Photos": it names the page where nothing else does; empty without. */
  readonly generalHeading: string
}

/** Places whose headings are not those of the page: navigation, notices, what is asked before or beside the content. */
const otherPlaces =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|notice|alert|cookies?|consent|gdpr|banner|popup|modal|dialog|toast|outdated|browser[-_]?(?:warning|update|upgrade)|noscript|sidebar|widget|related|footer|copyright|age[-_]?(?:gate|check|verif\w*|warning|confirm\w*)|nsfw)(?:$|[\s_-])/i

/** Headings that name a step of navigation or a notice, in whole. */
export const otherHeading =
  /^(?:home|menu|navigation|search|login|log in|sign in|welcome|gallery|galleries|photos|首页|首頁|菜单|主页|ホーム|メニュー|홈|메뉴|startseite|accueil|inicio|início|главная|меню|strona główna|menü|ana sayfa|الرئيسية)$|\b(?:cookies?|your browser|javascript (?:is|must|needs)|ad ?block|older? version of)\b/i

/** A heading that warns of what the page shows. */
const warning =
  /^(?:nsfw\W*)?(?:(?:mature|adult|sensitive|explicit)\W+)?content warning\W*$|^(?:nsfw|warning)\W*$/i

/** Whether a heading is a question or a warning that lies over the page: the title of the page has nothing of it. */
const isGate = (heading: string, title: string) =>
  (ageText.test(heading) || warning.test(heading)) && !title.includes(heading)

const mostLevels = 6

/** Whether a heading stands in a place of something else. */
export function isElsewhere(element: Element): boolean {
  let at: Element | null = element
  for (let level = 0; at && at.name !== 'body' && at.name !== 'html' && level < mostLevels; level += 1) {
    if (at.name === 'nav' || at.name === 'footer' || at.name === 'aside' || at.name === 'dialog') return true
    if (/^(?:alert)?dialog$|^alert$/.test(at.attribs['role'] ?? '')) return true
    if (otherPlaces.test(`${at.attribs['class'] ?? ''} ${at.attribs['id'] ?? ''}`)) return true
    at = parentOf(at)
  }
  return false
}

/** The addresses of links in a heading, and of a link around it. */
export function linksOf(element: Element, page: PageDocument): readonly string[] {
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

/** Whether an address is the front page of the host, or of another site, of which the page is a part or a copy. */
function leadsToSite(host: string, address: string): boolean {
  const url = new URL(address)
  return url.host !== host || (url.search === '' && isFrontPath(url.pathname))
}

/**
 * Reads every text that could name the page. A heading in or around a link to another page is not its own: one that leads to
 * the site's root is the site's name.
 */
export function rawTitlesOf(page: PageDocument): RawTitles {
  const { host, href: root } = new URL('/', page.address)
  const self = plainAddress(page.address)
  const isSelf = (link: string) => plainAddress(link) === self
  const title = elementTexts(page, 'title')[0]?.text ?? ''
  const headings = elementTexts(page, 'h1').map(({ element, text }) => {
    const isPlaced = !isElsewhere(element)
    const isOther = !isPlaced || otherHeading.test(text) || isGate(text, title)
    return { text, links: linksOf(element, page), isPlaced, isOther }
  })
  return {
    openGraph: metaContent(page, 'meta[property="og:title" i], meta[name="og:title" i]').slice(
      0,
      longestTitle,
    ),
    headings: headings
      .filter(({ links, isOther }) => !isOther && links.every(isSelf))
      .map(({ text }) => text),
    title,
    generalHeading:
      headings.find(({ text, links, isPlaced }) => isPlaced && links.every(isSelf) && isGeneralTitle(text))
        ?.text ?? '',
    siteNames:
      page.address === root
        ? []
        : headings
            .filter(({ links }) => links.some((link) => leadsToSite(host, link)))
            .map(({ text }) => text),
  }
}

/** Letters and digits alone, lower case: `Example Photos` and `example-photos.org` begin alike. */
export function squash(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** Fewest letters of a name in an address that surely means its page. */
const leastSlug = 4

/**
 * The heading that the last name of the address spells: "Gara de Nord" of `/gara-de-nord/`. Sites that give each of their
 * pages one slogan as its title say the name of the page in such a heading alone.
 */
export function headingOfAddress(page: PageDocument): string {
  if (page.select('h1, h2, h3', 'named-headings').length < 2) return ''
  const last = new URL(page.address).pathname.split('/').findLast((segment) => segment !== '') ?? ''
  const plain = (text: string) => squash(text.normalize('NFD').replaceAll(/\p{M}/gu, ''))
  const name = plain(percentDecoded(last, null).replace(/\.[a-z][a-z0-9]{1,4}$/i, ''))
  if (name.length < leastSlug || plainStems.test(name) || /^\d+$/.test(name)) return ''
  const found = elementTexts(page, 'h1, h2, h3').find(
    ({ element, text }) => plain(text) === name && !isElsewhere(element),
  )
  return found?.text ?? ''
}
