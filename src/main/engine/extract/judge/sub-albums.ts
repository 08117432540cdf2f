import type { PageKind } from '@shared/model/page-kind'
import type { PageRole } from '../extraction'
import type { Element } from '../html/dom'
import { foldBlanks, parentOf, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { namesAbove } from '../next/names-above'
import { folderOfPage } from './albums-beside'
import { isPagingText } from './candidates/neighbours'
import { isOtherHeading } from './groups/headings'
import { createDomPaths } from './hints/dom-path'
import type { Taken } from './take-by-kind'
import { findTextIndex, type TextLink } from './text-links'

/** Titles of listings that servers make of a folder. */
const listingTitle = /^(?:index of|directory listing (?:for|of)|listing of|verzeichnis|contenu de|[/\\]$)/i

/** Folders of a page that hold no album. */
const noAlbums =
  /^(?:feed|rss|atom|amp|print|embed|trackback|tags?|categor(?:y|ies)|author|users?|page|comments?|comment-page-\d+|search|login|register|edit|delete|share|reply|download|zip|about|contact|slideshow|\d{1,3})$/i

/** Fewer links than this in words beside pictures are no list of albums; a listing of a folder is sure of each. */
const leastAlbums = 2

/** Most links of a page that are looked at. */
const mostLinks = 20_000

/** Whether a page is the listing that a server makes of a folder. */
export function isListing(page: PageDocument): boolean {
  const [title, heading] = ['title', 'h1'].map((name) => {
    const element = page.first(name)
    return element ? foldBlanks(textOf(element)) : ''
  })
  return listingTitle.test(title ?? '') || listingTitle.test(heading ?? '')
}

/** Elements that hold an entry of a list. */
const entries = new Set(['li', 'td', 'dt', 'dd', 'h2', 'h3', 'h4'])

function isEntry(link: Element): boolean {
  const around = parentOf(link)
  const outer = around && parentOf(around)
  return [around, outer].some((one) => one !== null && entries.has(one.name))
}

/** The list of entries that a link stands in. */
function listOf(link: Element): Element | null {
  let at = parentOf(link)
  while (at && (entries.has(at.name) || at.name === 'tr' || at.name === 'p')) at = parentOf(at)
  return at
}

/** The name of a folder right below another one, by its own address or by that of its index; null for anything else. */
function nameBelow(folder: string, address: string): string | null {
  if (!address.startsWith(folder)) return null
  return /^([^/?#]+)\/(?:index\.[a-z]{2,5})?$/i.exec(address.slice(folder.length))?.[1] ?? null
}

/** Links of a page to folders right below one, with their names. */
const linksBelow = (folder: string, page: PageDocument) =>
  page
    .select('a[href]', 'links')
    .slice(0, mostLinks)
    .flatMap((link) => {
      const address = page.resolve(link.attribs['href'] ?? '')
      const name = address === null ? null : nameBelow(folder, address)
      return address === null || name === null ? [] : [{ link, address, name }]
    })

/** A class or id of what lists the albums of a site, wherever it stands. */
const albumsName = /(?:^|[\s_-])(?:folders?|albums?|galleries|albumlist|folderlist)(?:$|[\s_-])/i

/** Whether what holds a link is called a list of albums: skins of programs put it into the side bar. */
function isCalledAlbums(link: Element): boolean {
  return namesAbove(link).some((names) => albumsName.test(names))
}

/** The words of the heading right before a list. */
function headingBefore(list: Element): string {
  for (let at = list.prev; at; at = at.prev)
    if ('attribs' in at) return /^h[2-6]$/.test(at.name) ? foldBlanks(textOf(at)).slice(0, 100) : ''
  return ''
}

/**
 * Albums that a page links to in words, each once: folders right below its own, in one list of entries, or in the listing of
 * a folder. Links in navigation, to further pages and to lists of something else are none, but for what is called a list of
 * albums; `onlyCalled`: nothing else.
 */
export function albumsInWords(page: PageDocument, onlyCalled = false): readonly TextLink[] {
  // At the root of a site every page lies below
  const own = folderOfPage(page.address)
  const { origin, pathname } = new URL(page.address)
  if (own === null && !/^\/(?:index\.[a-z]{2,5})?$/i.test(pathname)) return []
  const folder = own ?? `${origin}/`
  const mustBeCalled = onlyCalled || own === null
  const isSure = own !== null && isListing(page)
  const { placeOf } = createDomPaths()
  const lists = new Map<Element | null, Map<string, TextLink>>()
  for (const { link, address, name } of linksBelow(folder, page)) {
    if (noAlbums.test(name)) continue
    const title = page.labelOf(link)
    if (title === '' || isPagingText(title)) continue
    const { isHidden, isTemplate, region } = placeOf(link)
    if (isHidden || isTemplate) continue
    if ((mustBeCalled || (region !== null && region !== 'content')) && !isCalledAlbums(link)) continue
    if (!isSure && !isEntry(link)) continue
    const list = isSure ? null : listOf(link)
    if (list !== null && isOtherHeading(headingBefore(list))) continue
    const known = lists.get(list) ?? new Map<string, TextLink>()
    lists.set(list, known)
    if (!known.has(address)) known.set(address, { address, title })
  }
  const found = [...lists.values()].filter(({ size }) => isSure || size >= leastAlbums)
  return found.flatMap((list) => [...list.values()])
}

/** Fewer parts than this are no contents. */
const leastParts = 3

/**
 * The parts of a work by their numbers, `1/` to `5/` right below its own folder without a gap, wherever the page lists them:
 * a reader shows them in its navigation alone. Null where there are no such links.
 */
function numberedParts(page: PageDocument): readonly TextLink[] | null {
  const folder = folderOfPage(page.address)
  if (folder === null) return null
  const parts = new Map<number, TextLink>()
  for (const { link, address, name } of linksBelow(folder, page))
    if (/^\d{1,4}$/.test(name)) parts.set(Number(name), { address, title: page.labelOf(link) })
  const numbers = [...parts.keys()].sort((a, b) => a - b)
  const [first = 0] = numbers
  const isWhole = numbers.length >= leastParts && first <= 1 && numbers.every((one, at) => one === first + at)
  return isWhole ? numbers.flatMap((one) => parts.get(one) ?? []) : null
}

/**
 * The list in words that a page is for; of the listing of a folder its folders, however few; of a page that shows no picture
 * (`isEmpty`) also its numbered parts.
 */
export function textIndexOf(
  page: PageDocument,
  role: PageRole,
  isEmpty: boolean,
): readonly TextLink[] | null {
  const listed = findTextIndex(page, role === 'list')
  if (listed !== null) return listed
  if (!isListing(page)) return isEmpty ? numberedParts(page) : null
  const folders = albumsInWords(page)
  return folders.length > 0 ? folders : null
}

/** What the albums of a page depend on besides its links. */
interface Beside {
  readonly kind: PageKind
  readonly role: PageRole
  /** Entries with headings of their own: the links below these are no albums. */
  readonly entries: number
}

/** What is taken of a page with pictures of its own, with its albums in words, each page once. */
export function withAlbumsInWords(taken: Taken, page: PageDocument, { kind, role, entries }: Beside): Taken {
  const isGallery = kind === 'gallery' || (kind === 'picture' && isListing(page))
  if (role === 'item' || entries > 1 || (!isGallery && kind !== 'picture')) return taken
  const known = new Set([...taken.galleries, ...taken.items].map(({ address }) => address))
  // One picture beside the albums of a site is its head
  const added = albumsInWords(page, !isGallery).filter(({ address }) => !known.has(address))
  if (added.length === 0) return taken
  return { ...taken, galleries: [...taken.galleries, ...added.map((one) => ({ ...one, thumbnail: null }))] }
}
