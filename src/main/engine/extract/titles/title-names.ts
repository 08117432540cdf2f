import { plainAddress } from '../../address/plain-address'
import { type Element, foldBlanks, isElement, parentOf, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { withoutPage } from '../page-address'

/** What the links of a page call the site, what the page is in, and the page itself. */
export interface NamesAround {
  /** Of links to the front page of the site, or of the program that makes its pages. */
  readonly site: readonly string[]
  /** Of links to folders above, and of breadcrumbs. */
  readonly above: readonly string[]
  /** Of links to the page itself, in headings and breadcrumbs. */
  readonly own: readonly string[]
}

/** Most links from the start and from the end of a page that are read, and longest name. */
const mostLinks = 2000
const mostLast = 200
const longestName = 120

const front = /^\/(?:[a-z]{2}(?:-[a-z]{2})?\/?)?(?:(?:index|default|home|main|forum)\.\w{2,5})?$/i
const indexFile = /\/(?:index|default|home)\.\w{2,5}$/i
const crumbs = /(?:^|[\s_-])(?:bread-?crumbs?|crumbs?|browse-?path|navpath|pathway)(?:$|[\s_-])/i

/** Whether a path is that of the front page of a site, in one of its languages. */
export const isFrontPath = (path: string): boolean => front.test(path)

/** Texts of a link, with those of the pictures in it. */
function textsOf(link: Element): string[] {
  const inside = link.children.filter(isElement).slice(0, 5)
  const pictures = [...inside, ...inside.flatMap((one) => one.children.filter(isElement).slice(0, 5))]
  const alts = pictures.flatMap(({ name, attribs }) => (name === 'img' ? (attribs['alt'] ?? []) : []))
  return [textOf(link).slice(0, 300), link.attribs['title'] ?? '', ...alts]
    .map((text) => foldBlanks(text.slice(0, 300)))
    .filter((text) => text !== '' && text.length <= longestName)
}

function isInCrumbs(link: Element): boolean {
  let at = parentOf(link)
  for (let level = 0; at && level < 4; level += 1, at = parentOf(at)) {
    const { attribs } = at
    const names = `${attribs['class'] ?? ''} ${attribs['id'] ?? ''} ${attribs['aria-label'] ?? ''}`
    if (crumbs.test(names.slice(0, 300)) || /BreadcrumbList$/i.test(attribs['itemtype'] ?? '')) return true
  }
  return false
}

/** Whether a link to the page itself names it: in a heading or in breadcrumbs, not in a menu or in a sentence. */
function isInHeading(link: Element): boolean {
  let at = parentOf(link)
  for (let level = 0; at && level < 3; level += 1, at = parentOf(at)) {
    if (/^h[1-3]$/.test(at.name)) return true
  }
  return isInCrumbs(link)
}

/** Where a link of the same host leads, seen from the page. */
function placeOf(target: URL, page: URL, link: Element): keyof NamesAround | null {
  if (target.host !== page.host) return null
  if (target.search === '' && isFrontPath(target.pathname)) return 'site'
  const folder = target.pathname.slice(0, target.pathname.lastIndexOf('/') + 1)
  const isAbove = page.pathname.startsWith(folder) && target.search === ''
  if (isAbove && folder !== '/' && indexFile.test(target.pathname)) return 'site'
  const path = target.pathname.replace(/\/+$/, '')
  const isFolder = target.search === '' && path !== '' && page.pathname.startsWith(`${path}/`)
  if (!isFolder && !isInCrumbs(link)) return null
  return withoutPage(target.href) === withoutPage(page.href) ? null : 'above'
}

/** Reads the names that the links of a page give to the site, to what the page is in, and to the page. */
export function namesAround(page: PageDocument): NamesAround {
  const names = { site: new Set<string>(), above: new Set<string>(), own: new Set<string>() }
  const self = plainAddress(page.address)
  const own = new URL(page.address)
  const links = page.select('a[href]', 'links')
  const read =
    links.length <= mostLinks + mostLast
      ? links
      : [...links.slice(0, mostLinks), ...links.slice(links.length - mostLast)]
  for (const link of read) {
    const href = link.attribs['href'] ?? ''
    const address = href === '' || href.startsWith('#') ? null : page.resolve(href)
    if (address === null) continue
    const isOwn = plainAddress(address) === self
    if (isOwn && !isInHeading(link)) continue
    const place = isOwn ? 'own' : placeOf(new URL(address), own, link)
    if (place !== null) for (const text of textsOf(link)) names[place].add(text)
  }
  return { site: [...names.site], above: [...names.above], own: [...names.own] }
}
