import { plainAddress } from '../../address/plain-address'
import { type Element, foldBlanks, isElement, parentOf, textOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { pathOf } from '../html/resolve-address'
import { isPictureAddress } from '../versions/addresses/picture-address'
import { isPagingText } from './candidates/neighbours'
import { isSameSite, pageShape } from './hints/address-shape'
import { createDomPaths } from './hints/dom-path'
import { regionByNames } from './hints/noise-words'
import { isDocumentAddress } from './other-addresses'

/** A link in words to a page of the site. */
export interface TextLink {
  readonly address: string
  readonly title: string
}

/** Fewer links than this are no list. */
const leastLinks = 3

/** Share of a page's words that a list has that is what the page is for. */
const leastShare = 0.3

/** Most links of a page that are looked at. */
const mostLinks = 20_000

/** A year names what it leads to: no list has so many pages. */
const year = /^(?:19|20)\d\d$/

/** Links that sort a list. */
const sorting = /[?&](?:C|O|sort|order|orderby|sortby|dir)=/
const notGalleries =
  /\/(?:tags?|labels?|author|users?|profile|members?|feed|rss|about|contact|privacy|terms|impressum|datenschutz|login|register|search|faq|help|sitemap)(?:[/._?-]|$)/i

interface Listed extends TextLink {
  readonly key: string
  /** Length of its words with what its entry says besides. */
  readonly length: number
}

/** Most words of an entry that count as its own. */
const longestEntry = 200

/** What is read of an element around links, once for all of them: a paragraph may hold every link of a page. */
interface Block {
  readonly name: string
  /** Links directly in it. */
  readonly links: number
  /** Length of its text, blanks folded. */
  readonly length: number
}

function createBlocks(): (link: Element) => Block | null {
  const known = new Map<Element, Block>()
  return (link) => {
    const around = parentOf(link)
    if (!around || around.name === 'body') return null
    const remembered = known.get(around)
    if (remembered) return remembered
    const links = around.children.filter((node) => 'name' in node && node.name === 'a').length
    const block = { name: around.name, links, length: foldBlanks(textOf(around)).length }
    known.set(around, block)
    return block
  }
}

const entryNames: ReadonlySet<string> = new Set(['li', 'td', 'dt', 'dd', 'p', 'div', 'h2', 'h3', 'h4'])

/** Most links of a row that is one entry: a title, its author, a category. */
const mostInRow = 3

/** Most elements of a row that are looked at. */
const mostOfRow = 100

/** Links in an element, as many as a row of one entry has and one more at most. */
function countLinks(element: Element): number {
  const waiting = [element]
  let links = 0
  for (let looked = 0; waiting.length > 0 && looked < mostOfRow && links <= mostInRow; looked += 1) {
    const at = waiting.pop()
    if (at?.name === 'a') links += 1
    waiting.push(...(at?.children ?? []).filter(isElement).slice(0, mostOfRow))
  }
  return links
}

/** Length of the words of the table row of a link, which says dates, counts and authors of one entry; 0 without such a row. */
function createRows(): (link: Element) => number {
  const known = new Map<Element, number>()
  return (link) => {
    let row = parentOf(link)
    for (let level = 0; row && row.name !== 'tr' && level < 4; level += 1) row = parentOf(row)
    if (row?.name !== 'tr') return 0
    const before = known.get(row)
    if (before !== undefined) return before
    const length = countLinks(row) <= mostInRow ? Math.min(longestEntry, foldBlanks(textOf(row)).length) : 0
    known.set(row, length)
    return length
  }
}

/** Length of the entry of a link: of the list item or cell that holds no other. */
function lengthOfEntry(block: Block | null, own: number): number {
  const isEntry = block && entryNames.has(block.name) && block.links === 1
  return isEntry ? Math.min(longestEntry, block.length) : own
}

/** Share of its block that a link's words take: a link in a sentence is no entry of a list. */
function fillsItsBlock(block: Block | null, length: number): boolean {
  if (!block) return true
  return length * 3 >= Math.min(block.length, 400) || block.name === 'li' || /^h[1-6]$/.test(block.name)
}

/** Share of the words of a block that its links have when it is nothing but a list of them. */
const shareOfList = 0.8

/** Whether a link stands in a block of nothing but links, which holds its entries without elements around each. */
function createListJudge(): (link: Element) => boolean {
  const known = new Map<Element, boolean>()
  return (link) => {
    const block = parentOf(link)
    if (!block || block.name === 'body') return false
    const before = known.get(block)
    if (before !== undefined) return before
    const links = block.children
      .filter(isElement)
      .filter(({ name }) => name === 'a')
      .slice(0, mostLinks)
    const words = links.reduce((sum, one) => sum + foldBlanks(textOf(one)).length, 0)
    const isList = links.length >= leastLinks && words >= foldBlanks(textOf(block)).length * shareOfList
    known.set(block, isList)
    return isList
  }
}

const queryOf = (address: string) => address.split('#')[0]?.split('?')[1] ?? ''

/**
 * Whether an address is of a page around another one: a folder above it, or the same program with a part of its parameters.
 * `board.php?table=photo&id=7` lies below `board.php?table=photo`.
 */
function leadsUp(address: string, page: string): boolean {
  if (!pathOf(page).startsWith(pathOf(address))) return false
  const own = new Set(queryOf(page).split('&'))
  return queryOf(address)
    .split('&')
    .every((pair) => pair === '' || own.has(pair))
}

/** Whether a page lies below another folder than the root, where a site keeps the pages of its navigation. */
const isBelowRoot = (address: string) => pathOf(address).split('/').filter(Boolean).length > 1

function listedLinks(page: PageDocument): Listed[] {
  const { placeOf, pathOf: pathIn } = createDomPaths()
  const isInList = createListJudge()
  const blockOf = createBlocks()
  const rowOf = createRows()
  const links = page.select('a[href]', 'links').slice(0, mostLinks)
  const placed = links.map((element) => ({ element, place: placeOf(element) }))
  return placed.flatMap(({ element, place }): Listed[] => {
    if (place.isHidden || place.isTemplate || (place.region !== null && place.region !== 'content')) return []
    const address = page.resolve(element.attribs['href'] ?? '')
    if (!address || address === page.address || !isSameSite(address, page.address)) return []
    if (isPictureAddress(address) || isDocumentAddress(address)) return []
    const title = page.labelOf(element)
    if (
      title === '' ||
      (isPagingText(title) && !year.test(title)) ||
      sorting.test(address) ||
      notGalleries.test(pathOf(address))
    )
      return []
    const block = blockOf(element)
    if (leadsUp(address, page.address)) return []
    if (!fillsItsBlock(block, title.length) && !(isBelowRoot(address) && isInList(element))) return []
    return [
      {
        address,
        title,
        key: `${pathIn(element).layout} ${pageShape(address)}`,
        length: Math.max(rowOf(element), lengthOfEntry(block, title.length)),
      },
    ]
  })
}

/** Most containers of a page that are looked at for what stands beside its content. */
const mostContainers = 2000

/** Length of the words of a page without those of its navigation, foot and boxes of something else, in UTF-16 units. */
export function lengthOfWords(page: PageDocument): number {
  const body = page.first('body')
  if (!body) return 0
  let beside = 0
  const waiting = body.children.slice(0, mostContainers).filter(isElement)
  for (let looked = 0; waiting.length > 0 && looked < mostContainers; looked += 1) {
    const element = waiting.pop()
    if (!element) break
    const { attribs, name } = element
    const region = regionByNames(name, attribs['class'] ?? '', attribs['id'] ?? '')
    if (region !== null && region !== 'content') beside += foldBlanks(textOf(element)).length
    else if (name !== 'a') waiting.push(...element.children.slice(0, mostContainers).filter(isElement))
  }
  return Math.max(0, foldBlanks(textOf(body)).length - beside)
}

/** The form of the links that say most, each page once: a box of something else may have as many links as the list. */
function keyOfMostWords(listed: readonly Listed[]): string {
  const words = new Map<string, number>()
  const seen = new Set<string>()
  for (const { key, address, length } of listed) {
    const one = `${key} ${address}`
    if (seen.has(one)) continue
    seen.add(one)
    words.set(key, (words.get(key) ?? 0) + length)
  }
  return [...words].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0] as const)[0]
}

/**
 * The list of links in words that makes up a page, each once; null when none does: links in navigation, in sentences, to
 * files or to other sites are none.
 *
 * `isList`: an index continues on the page, whose last part may hold a single entry.
 */
export function findTextIndex(page: PageDocument, isList: boolean): readonly TextLink[] | null {
  const listed = listedLinks(page)
  const key = keyOfMostWords(listed)
  const members = new Map<string, Listed>()
  for (const link of listed) {
    if (link.key !== key) continue
    const own = plainAddress(link.address).replace('://www.', '://')
    if (!members.has(own)) members.set(own, link)
  }
  if (members.size < (isList ? 1 : leastLinks)) return null
  const all = lengthOfWords(page)
  const own = [...members.values()].reduce((sum, { length }) => sum + length, 0)
  if (own < all * leastShare) return null
  return [...members.values()].map(({ address, title }) => ({ address, title }))
}
