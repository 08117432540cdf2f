import { type Element, foldBlanks, isElement, isText, type Node, parentOf, textOf } from '../html/dom'
import { partPath } from '../page-address'
import { namesOf } from './names-above'
import { pagerPlaces } from './next-words'

/** A link of a page with what it leads to. */
export interface PageLink {
  readonly element: Element
  /** Absolute address of the same site, not of the page itself. */
  readonly address: string
  /** Its text, cut to what a label can be. */
  readonly label: string
}

/** The place of a page among the pages of one thing. */
interface Counted {
  /** The address without what counts. */
  readonly base: string
  readonly page: number
  /** What counts: pages one by one, or pictures (`start=20`). */
  readonly by: 'page' | 'offset'
}

const pageKey =
  /^(?:p|pg|pn|np|pages?|paged|paging|page_?no|page_?num|page_?index|pagina|seite|sida|strona|stranica|(?:cur|current)_?page|g2_page)$/i
const offsetKey = /^(?:start|offset|from|skip|first|pid)$/i

/** `/page/2`, `/page-2`, `/p2`, `/page,2.html` at the end of a path. */
const pagePath = /\/(?:page|pag|seite|pagina|p)[/_,-]?(\d{1,5})(?:\.[a-z]{2,5})?\/?$/i

function plainBase(url: URL, path: string): string {
  const query = [...url.searchParams].sort(([a], [b]) => (a < b ? -1 : 1))
  return `${path.replace(/\/+$/, '')}?${new URLSearchParams(query).toString()}`
}

/** Every way in which an address can be one page of something; the last one is that it is the first page. */
function readings(address: string): Counted[] {
  const url = new URL(address)
  const { pathname } = url
  const found: Counted[] = []
  for (const [key, value] of url.searchParams) {
    if (!/^\d{1,6}$/.test(value)) continue
    const by = pageKey.test(key) ? 'page' : offsetKey.test(key) ? 'offset' : null
    if (by === null) continue
    const rest = new URL(address)
    rest.searchParams.delete(key)
    found.push({ base: `${key} ${plainBase(rest, pathname)}`, page: Number(value), by })
  }
  const byPath = pagePath.exec(pathname)
  if (byPath) {
    const base = `path ${plainBase(url, pathname.slice(0, byPath.index))}`
    found.push({ base, page: Number(byPath[1]), by: 'page' })
  }
  const byPart = partPath.exec(pathname)
  if (byPart) {
    const path = pathname.slice(0, byPart.index) + pathname.slice(byPart.index + byPart[0].length)
    found.push({ base: `part ${plainBase(url, path)}`, page: Number(byPart[1]), by: 'page' })
  }
  return found
}

/** The base of an address that is itself the first page, as `readings` would spell it for this way of counting. */
function firstBase(address: string, base: string): string {
  const url = new URL(address)
  return `${base.slice(0, base.indexOf(' '))} ${plainBase(url, url.pathname)}`
}

/** Most links that are looked at; a pager stands among fewer. */
const mostLinks = 5000

/** Whether the first part of something is linked by its number. */
function hasFirstPart(base: string, links: readonly PageLink[]): boolean {
  return links.some(
    ({ address }) =>
      /[_-]0*1(?:\D|$)/.test(address) && readings(address).some((one) => one.base === base && one.page === 1),
  )
}

/**
 * The next page by the number in the address: the one that follows the page's own (`_2.html`, `?page=2`, `/page/2`, an offset),
 * if a link leads there. The number of a gallery itself never counts.
 */
export function nextByAddress(page: string, links: readonly PageLink[]): string | null {
  const own = readings(page)
  const listed = links.slice(0, mostLinks)
  let best: { readonly address: string; readonly step: number } | null = null
  for (const { address, label } of listed) {
    if (!/\d/.test(address)) continue
    for (const { base, page: number, by } of readings(address)) {
      const mine = own.find((one) => one.base === base && one.by === by)
      const isFirst = own.every((one) => one.base !== base) && firstBase(page, base) === base
      if (mine === undefined && !isFirst) continue
      // `photo_1` is linked: `photo` is no first part, but what lists them
      if (isFirst && number === 2 && base.startsWith('part ') && hasFirstPart(base, listed)) continue
      const current = mine?.page ?? (by === 'page' ? 1 : 0)
      // the second page has number 1 where counting begins at 0, which only its label shows
      const follows =
        by === 'offset'
          ? number > current
          : number === current + 1 || (isFirst && number === 1 && label === '2')
      if (follows && (best === null || number < best.step)) best = { address, step: number }
    }
  }
  return best?.address ?? null
}

/** Classes of the current page in a pager. */
const currentClass =
  /(?:^|[\s_-])(?:current|active|selected|sel|on|cur|curr|this|thispage|now|here|disabled)(?:$|[\s_-])/i

/** Most elements and text of one pager that are read. */
const mostNodes = 400
const mostPagers = 100
const mostLevels = 4

/** Text longer than this is no number of a page. */
const longestLabel = 40

/** A label that says by a word that it counts pages: `Page 2`, `Seite 2`, `2ページ`. */
const pageLabel =
  /^[^\p{L}\p{N}]*(?:(?:pages?|seiten?|p[áa]ginas?|страниц[аы]?|стр|strona|stránka|sayfa|sidan?|side|sivu|oldal|trang)[\s.:#]*(\d{1,4})|(\d{1,4})\s*(?:ページ目?|페이지|쪽))[^\p{L}\p{N}]*$/iu

const numberLabel = /^[[(（第|·\s-]*(\d{1,4})[\])）页頁,;|·\s-]*$/

/** The number of a label that says by a word that it counts pages; null for others. */
export function saidPageOf(label: string): number | null {
  const digits = pageLabel
    .exec(label.slice(0, longestLabel + 1))
    ?.slice(1)
    .find((one) => one !== undefined)
  return digits === undefined ? null : Number(digits)
}

/** The number of a label: `2`, `[2]`, `2,`, `第2页`, `- 2 -`, `Page 2`; null for anything else, and for a year. */
function numberOf(label: string): number | null {
  if (label.length > longestLabel) return null
  const value = Number(numberLabel.exec(label)?.[1] ?? saidPageOf(label) ?? Number.NaN)
  return Number.isNaN(value) || (value >= 1900 && value < 2100) ? null : value
}

/** The link around a node, up to the pager that holds both. */
function linkAround(node: Node, pager: Element): Element | null {
  for (let at = isElement(node) ? node : (node.parent as Node | null); at && at !== pager; at = at.parent) {
    if (isElement(at) && at.name === 'a') return at
  }
  return null
}

function isMarked(node: Node, pager: Element): boolean {
  for (let at: Node | null = node.parent; at && at !== pager; at = at.parent) {
    if (!isElement(at)) return false
    const { attribs } = at
    if (currentClass.test(attribs['class'] ?? '') || attribs['aria-current'] !== undefined) return true
    if (at.name === 'option' && attribs['selected'] !== undefined) return true
  }
  return false
}

/** The numbers in a pager that are the current page: those that are marked, else those that are no link. */
function currentIn(pager: Element, targets: ReadonlyMap<Element, string>): number | null {
  const marked = new Set<number>()
  const unlinked = new Set<number>()
  const waiting: Node[] = [pager]
  let seen = 0
  for (let node = waiting.pop(); node && seen < mostNodes; node = waiting.pop()) {
    seen += 1
    if (isText(node)) {
      const number = numberOf(foldBlanks(node.data))
      if (number === null) continue
      const link = linkAround(node, pager)
      if (isMarked(node, pager)) marked.add(number)
      else if (link === null || !targets.has(link)) unlinked.add(number)
    } else if ('children' in node) {
      for (let i = node.children.length - 1; i >= 0; i -= 1) {
        const child = node.children[i]
        if (child) waiting.push(child)
      }
    }
  }
  const found = marked.size > 0 ? marked : unlinked
  return found.size === 1 ? ([...found][0] ?? null) : null
}

/** Whether an address can be page `number` of the same thing as the page: by its path, or a number that fits. */
function fits(page: string, address: string, number: number): boolean {
  const [own, other] = [new URL(page), new URL(address)]
  if (own.pathname === other.pathname) return true
  const digits: readonly string[] = (other.pathname + other.search).match(/\d+/g) ?? []
  return digits.some((one) => Number(one) === number || Number(one) === number - 1)
}

interface NumberedLink extends PageLink {
  readonly number: number
}

/** Fewer numbers in a row than this may be anything. */
const leastRun = 3

/** Whether the links bear all numbers from the first on but the current one, each once and in order, to as many pages. */
function isRun(members: readonly NumberedLink[], current: number): boolean {
  const expected = members.map((_, at) => (at + 1 < current ? at + 1 : at + 2))
  return (
    members.length + 1 >= leastRun &&
    members.every(({ number }, at) => number === expected[at]) &&
    new Set(members.map(({ address }) => address)).size === members.length
  )
}

/** What numbered pagination says. */
export interface NumberedNext {
  readonly next: string | null
  /** The current page is known, and there is none behind it. */
  readonly isLast: boolean
}

/**
 * The next page by numbered pagination: the current page is marked, or the only number that is no link, and a link bears
 * the number behind it.
 */
export function nextByNumbers(page: string, links: readonly PageLink[]): NumberedNext {
  const numbered = links.flatMap((link) => {
    const number = numberOf(link.label)
    return number === null ? [] : [{ ...link, number }]
  })
  const targets = new Map(links.map(({ element, address }) => [element, address]))
  const pagers = new Map<Element, NumberedLink[]>()
  for (const link of numbered.slice(0, mostLinks)) {
    const { element } = link
    let at = parentOf(element)
    for (let level = 0; at && at.name !== 'html' && level < mostLevels; level += 1) {
      const known = pagers.get(at)
      if (known) known.push(link)
      else pagers.set(at, [link])
      at = parentOf(at)
    }
  }
  let tried = 0
  let isLast = false
  for (const [pager, members] of pagers) {
    if (tried++ >= mostPagers) break
    const current = currentIn(pager, targets)
    if (current === null) continue
    const found = members.find(({ number }) => number === current + 1)
    if (found === undefined) {
      isLast ||= members.some(({ number }) => number === current - 1)
      continue
    }
    const isNamed = pagerPlaces.test(namesOf(pager))
    const isPager = members.length >= 2 || isNamed
    // `Page 2` alone says that it counts pages; so does each number from the first on, wherever it leads
    const isPage =
      pageLabel.test(found.label) ||
      fits(page, found.address, found.number) ||
      (isNamed && members.length >= 2) ||
      isRun(members, current)
    if (isPage && (isPager || isShort(pager))) return { next: found.address, isLast: false }
  }
  return { next: null, isLast }
}

/** Whether an element holds little besides numbers: a pager of two pages. */
function isShort(pager: Element): boolean {
  return foldBlanks(textOf(pager)).length <= 40
}
