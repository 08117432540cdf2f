import { isHomeAddress } from '../../../address/known-pages'
import { type Element, foldBlanks, parentOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { isPictureAddress, leadsToVideo } from '../../versions/addresses/picture-address'
import { enclosingLink } from '../../versions/offers/element-links'
import { isSameSite } from '../hints/address-shape'
import type { Candidate } from './candidate'
import { openedPages } from './opened-pages'
import { rowOf, rowsOfLinks } from './shared-links'

/** A candidate with the page that it opens. */
export interface Placed extends Candidate {
  /** Address of the page behind its link, or behind the link of its card; null without. */
  readonly target: string | null
  /** Text of that link; empty when it has none. */
  readonly label: string
}

/** How far up from a picture its card may reach. */
const cardReach = 4

/** Most different links of a container that are distinguished: a card has one. */
const mostTargets = 2

/** Containers that are no cards, whatever they hold. */
const noCards = new Set(['body', 'html', 'main', 'form', 'table', 'tbody', 'ul', 'ol', 'nav'])

interface Card {
  pictures: number
  readonly links: Map<string, Element>
}

/** Elements that hold nothing. */
const voids = new Set(['img', 'input', 'source', 'image', 'embed'])

/** The containers around an element that may be its card, innermost first; a background is a part of its own. */
function aroundOf(element: Element): Element[] {
  const found: Element[] = element.name === 'a' || voids.has(element.name) ? [] : [element]
  for (let at = parentOf(element); at && found.length < cardReach && !noCards.has(at.name); at = parentOf(at))
    found.push(at)
  return found
}

/** What the containers close around pictures hold: how many pictures, which links. */
function surveyCards(candidates: readonly Candidate[], page: PageDocument): Map<Element, Card> {
  const cards = new Map<Element, Card>()
  for (const { element } of candidates) {
    for (const container of aroundOf(element)) {
      const card = cards.get(container)
      if (card) card.pictures += 1
      else cards.set(container, { pictures: 1, links: new Map() })
    }
  }
  for (const link of page.select('a[href]', 'links')) {
    for (const container of aroundOf(link)) {
      const links = cards.get(container)?.links
      if (!links || links.size > mostTargets) continue
      const target = page.resolve(link.attribs['href'] ?? '')
      if (target && target !== page.address) links.set(target, link)
    }
  }
  return cards
}

/** Whether a link is the heading of an entry that is shown here: a post of a blog, not a card. */
function headsEntry(link: Element, container: Element): boolean {
  const isEntry =
    container.name === 'article' ||
    /(?:^|[\s_-])(?:post|entry|hentry|article)(?:$|[\s_-])/i.test(container.attribs['class'] ?? '')
  if (!isEntry) return false
  for (let at: Element | null = link; at && at !== container; at = parentOf(at)) {
    if (/^h[1-3]$/.test(at.name)) return true
  }
  return false
}

/** Most elements of a card that are looked at for its heading. */
const mostOfCard = 200

/** The link in the heading of a card that has a picture as its background: what the card is of, whatever else it links to. */
function headingLinkOf(card: Element, page: PageDocument): { target: string; link: Element } | null {
  const waiting = card.children.slice(0, mostOfCard).reverse()
  for (let looked = 0; waiting.length > 0 && looked < mostOfCard; looked += 1) {
    const node = waiting.pop()
    if (!node || !('attribs' in node)) continue
    if (node.name === 'a' && node.attribs['href'] !== undefined && headsCard(node, card)) {
      const target = page.resolve(node.attribs['href'])
      if (target && target !== page.address && isSameSite(target, page.address)) return { target, link: node }
    }
    waiting.push(...node.children.slice(0, mostOfCard).reverse())
  }
  return null
}

/** Whether a link stands in, or around, a heading of a card. */
function headsCard(link: Element, card: Element): boolean {
  if (link.children.some((child) => 'name' in child && /^h[2-4]$/.test(child.name))) return true
  for (let at = parentOf(link); at && at !== card; at = parentOf(at))
    if (/^h[2-4]$/.test(at.name)) return true
  return false
}

/** The only link beside a picture in its card, that leads to a page of the same site. */
function besideOf(element: Element, cards: ReadonlyMap<Element, Card>, page: PageDocument) {
  for (const container of aroundOf(element)) {
    const card = cards.get(container)
    if (!card || card.pictures > 1 || card.links.size >= mostTargets) return null
    const [only] = card.links
    if (!only) continue
    const [target, link] = only
    if (
      isHomeAddress(target) ||
      isPictureAddress(target) ||
      leadsToVideo(target) ||
      !isSameSite(target, page.address) ||
      headsEntry(link, container)
    )
      return null
    return { target, link }
  }
  return null
}

/** The words of another link of the card to the same page: a picture and its title are two links as often as one. */
function labelBeside(
  element: Element,
  target: string,
  cards: ReadonlyMap<Element, Card>,
  page: PageDocument,
) {
  for (const container of aroundOf(element)) {
    const card = cards.get(container)
    if (!card || card.pictures > 1) return ''
    const label = labelOf(card.links.get(target) ?? null, page)
    if (label !== '') return label
  }
  return ''
}

function labelOf(link: Element | null, page: PageDocument): string {
  if (!link) return ''
  return (
    page.labelOf(link) ||
    foldBlanks((link.attribs['title'] ?? link.attribs['aria-label'] ?? '').slice(0, 300))
  )
}

/** An announced area from which on a picture shows itself, whatever its link opens. */
const largeArea = 300 * 200

/** Sources of a larger version that the page names although the link opens a page. */
const namesLarger = /orig|full|large|hi-?res|zoom|retina|big/i

/** Whether the link around a candidate opens the page that it stands on. */
function leadsHere({ link, element }: Candidate, page: PageDocument): boolean {
  if (link !== 'none') return false
  const href = enclosingLink(element)?.attribs['href']
  return href !== undefined && !href.startsWith('#') && page.resolve(href) === page.address
}

/**
 * Pictures that link to this page and belong to those of their place that link to pages: of a menu it is one. Where several
 * do, the links say nothing.
 */
function ownEntries(candidates: readonly Candidate[], page: PageDocument): ReadonlySet<Candidate> {
  const places = new Set(candidates.filter(({ link }) => link === 'page').map(({ place }) => place.key))
  const byPlace = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const { key } = candidate.place
    if (!places.has(key) || !leadsHere(candidate, page)) continue
    const here = byPlace.get(key)
    if (here) here.push(candidate)
    else byPlace.set(key, [candidate])
  }
  const menus = [...byPlace.values()].filter((here) => new Set(here.map(({ address }) => address)).size === 1)
  return new Set(menus.flat())
}

/** Whether a page shows pictures that link nowhere or to files. */
function showsOwn(candidates: readonly Candidate[]): boolean {
  return candidates.some(
    ({ link, shown, place }) =>
      link !== 'page' &&
      shown === 'image' &&
      !place.isHidden &&
      (place.region === null || place.region === 'content'),
  )
}

/**
 * Gives each candidate the page that it opens: behind the link around it, or behind the only link beside it in the same
 * card (`<li>`, `<figure>`). `next` and its like are pages that continue this one: what leads there shows itself.
 */
export function withTargets(
  candidates: readonly Candidate[],
  page: PageDocument,
  neighbours: ReadonlySet<string>,
): Placed[] {
  const cards = surveyCards(candidates, page)
  // A picture of which the page names a larger version is no cover of something else
  const beside = candidates.map(({ element, link, shown, versions }) => {
    if (link !== 'none' || shown === 'text-link' || versions?.shown) return null
    return (shown === 'background' ? headingLinkOf(element, page) : null) ?? besideOf(element, cards, page)
  })
  const users = new Map<string, Set<string>>()
  for (const [at, one] of beside.entries()) {
    if (!one) continue
    const known = users.get(one.target) ?? new Set()
    users.set(one.target, known.add(candidates[at]?.address ?? ''))
  }
  const entries = ownEntries(candidates, page)
  const opened = openedPages(candidates, page)
  const rows = rowsOfLinks(candidates, page)
  const hasOwn = showsOwn(candidates)
  const plain = { target: null, label: '' }
  const linked = (candidate: Candidate): Placed => {
    const { versions } = candidate
    if (versions?.shown && versions.source.startsWith('data-') && namesLarger.test(versions.source))
      return { ...candidate, ...plain, link: 'picture' }
    const link = enclosingLink(candidate.element)
    const target = page.resolve(link?.attribs['href'] ?? '')
    if (target === null) return { ...candidate, ...plain, link: 'none' }
    if (!neighbours.has(target)) {
      const label = labelOf(link, page) || labelBeside(candidate.element, target, cards, page)
      return { ...candidate, target, label }
    }
    const area = (candidate.width ?? 0) * (candidate.height ?? 0)
    // A small one beside pictures of the page shows what comes next
    const showsItself = !rows.has(rowOf(candidate)) && (area >= largeArea || (!hasOwn && area === 0))
    return showsItself
      ? { ...candidate, ...plain, link: 'none' }
      : { ...candidate, target, label: labelOf(link, page) }
  }
  return candidates.map((candidate, at): Placed => {
    const window = opened.get(candidate)
    if (window !== undefined) return { ...candidate, link: 'page', target: window, label: '' }
    if (candidate.shown === 'text-link')
      return { ...candidate, target: null, label: labelOf(candidate.element, page) }
    if (candidate.link === 'page') return linked(candidate)
    const found = beside[at]
    // The author of several pictures, or the page that all of them are on
    const isOwn = found && (users.get(found.target)?.size ?? 0) === 1 && !neighbours.has(found.target)
    if (found && isOwn)
      return { ...candidate, link: 'page', target: found.target, label: labelOf(found.link, page) }
    return { ...candidate, ...plain, ...(entries.has(candidate) ? { link: 'page' } : {}) }
  })
}
