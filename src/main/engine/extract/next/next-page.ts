import { plainAddress } from '../../address/plain-address'
import { type Element, foldBlanks, isElement, parentOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { hostOf, pathOf } from '../html/resolve-address'
import { isPagingText } from '../judge/candidates/neighbours'
import { labelsOf, partsOf } from './link-labels'
import { linksToPages, pictureFile } from './links-to-pages'
import { namesAbove, namesOf } from './names-above'
import { createNeighbourThumbnails } from './neighbour-thumbnails'
import { nextByAddress, nextByNumbers, type PageLink } from './next-number'
import { isNextFile, isNextToken, movingPlaces, neighbourPlaces, pagerPlaces, readLabel } from './next-words'
import { createBarSearch } from './series-bar'

/** How much each kind of evidence says that a link leads to the next page. The values only order one another. */
const weights = {
  relation: 100,
  word: 90,
  name: 60,
  arrow: 55,
  /** `rel=next` under a text that is no word of ours: the title of a neighbour, or a language that is not in the table. */
  relationWithTitle: 50,
} as const

/** Below the words, above what only classes and arrows say. */
const numbersWeight = 70

/** Most buttons and options of a page that are looked at. */
const mostButtons = 2000

/** Whether no other element stands beside one: a look at its neighbours, as its parent may hold all links of a page. */
function isAlone({ prev, next }: Element): boolean {
  let [before, after] = [prev, next]
  while (before && !isElement(before)) before = before.prev
  while (after && !isElement(after)) after = after.next
  return before === null && after === null
}

function isNamedNext(element: Element): boolean {
  const parent = parentOf(element)
  const isOnlyChild = parent !== null && isAlone(element)
  const parts = partsOf(element)
  const named = [element, ...parts, ...(isOnlyChild && parent.name !== 'body' ? [parent] : [])]
  return (
    named.some((one) => namesOf(one).trim().split(/\s+/).some(isNextToken)) ||
    parts.some(({ name, attribs }) => name === 'img' && isNextFile(attribs['src'] ?? ''))
  )
}

function isSwitchedOff(element: Element): boolean {
  const around = [element, parentOf(element)]
  return around.some(
    (one) =>
      one !== null &&
      (one.attribs['aria-disabled'] === 'true' ||
        /(?:^|[\s_-])disabled(?:$|\s)/i.test(one.attribs['class'] ?? '')),
  )
}

/**
 * The addresses to which links forth and back lead alike, all of them switched off: a template that writes so on every page
 * says nothing about where this one ends.
 */
function wronglyOff(links: readonly PageLink[]): ReadonlySet<string> {
  const words = new Map<string, { forth: boolean; back: boolean; on: boolean }>()
  for (const { element, address, label } of links) {
    const isForth = readLabel(label) === 'word'
    if (!isForth && !(isPagingText(label) && /\p{L}/u.test(label))) continue
    const known = words.get(address) ?? { forth: false, back: false, on: false }
    if (isForth) known.forth = true
    else known.back = true
    known.on ||= !isSwitchedOff(element)
    words.set(address, known)
  }
  return new Set(
    [...words].flatMap(([address, { forth, back, on }]) => (forth && back && !on ? [address] : [])),
  )
}

/** What is found out about links only when it matters. */
interface LinkTests {
  /** It leads nowhere now. */
  readonly isOff: (link: PageLink) => boolean
  readonly isInBar: (element: Element) => boolean
}

/** What speaks for a link; 0: nothing, or something against it. */
function weigh(link: PageLink, { isOff, isInBar }: LinkTests): number {
  const { element } = link
  const isRelation = /(?:^|\s)next(?:\s|$)/i.test(element.attribs['rel'] ?? '')
  const labels = labelsOf(link.element, link.label)
  const read = labels.map(readLabel)
  const says = isRelation || read.some((one) => one !== 'none') || isNamedNext(element)
  // Most links say nothing: what is around them is looked at for the others only
  if (!says || read.includes('other') || isOff(link)) return 0
  const places = namesAbove(element)
  if ([namesOf(element), ...places].some((place) => neighbourPlaces.test(place) || movingPlaces.test(place)))
    return 0
  if (read.includes('word')) return isRelation ? weights.relation : weights.word
  const isNumber = /^\W*\d+\W*$/.test(link.label)
  if (isRelation) {
    const isPlain = labels.length === 0 || isNumber || read.includes('arrow')
    return isPlain ? weights.relation : weights.relationWithTitle
  }
  if (isNamedNext(element) && !isNumber) return weights.name
  if (!read.includes('arrow')) return 0
  if (!places.some((place) => pagerPlaces.test(place)) && !isInBar(element)) return 0
  // A double arrow beside a single one leads to the last page
  return /[›>→]/.test(link.label) && link.label.length === 1 ? weights.arrow : weights.arrow - 1
}

/** Addresses of other pages of the site in lists that a choice opens: the pages of a chapter. */
function optionsOf(page: PageDocument): PageLink[] {
  const { host } = new URL(page.address)
  return page
    .select('option[value]', 'next')
    .slice(0, mostButtons)
    .flatMap((element) => {
      const value = element.attribs['value'] ?? ''
      // A bare number may be the value of a field
      const address = /^\?|\/|\.(?:html?|php)/i.test(value) ? page.resolve(value) : null
      if (address === null || hostOf(address) !== host || address === page.address) return []
      return [{ element, address, label: page.labelOf(element) }]
    })
}

type NeighbourThumbnails = ReturnType<typeof createNeighbourThumbnails>

/** Whether an address is another one with one of its numbers counted on by one: `/comic/24` and `/comic/25`. */
function countsOn(own: string, address: string): boolean {
  const [a, b] = [own.split(/(\d{1,9})/), address.split(/(\d{1,9})/)]
  const differing = a.flatMap((part, at) => (part === b[at] ? [] : [at]))
  const [at = 0] = differing
  return a.length === b.length && differing.length === 1 && Number(b[at]) === Number(a[at]) + 1
}

/**
 * The best of the links that anything speaks for; of hints that contradict one another the one whose address counts on from
 * the page's (`own`), as sites turn one picture of an arrow around by a style, else none.
 */
function bestOf(
  own: string,
  links: readonly PageLink[],
  thumbnailOf: NeighbourThumbnails,
): { readonly address: string; readonly weight: number } | null {
  let wrong: ReadonlySet<string> | null = null
  const isOff = ({ element, address }: PageLink) => {
    if (!isSwitchedOff(element)) return false
    // All links are read once more for it, which most pages do not need
    wrong ??= wronglyOff(links)
    return !wrong.has(address)
  }
  const tests = { isOff, isInBar: createBarSearch() }
  const weighed = links.map((link) => {
    const weight = weigh(link, tests)
    const isNeighbour = weight > 0 && weight < weights.relation && thumbnailOf(link)?.isNamed === true
    return { address: link.address, weight: isNeighbour ? 0 : weight }
  })
  const highest = weighed.reduce((most, { weight }) => Math.max(most, weight), 0)
  if (highest === 0) return null
  const best = weighed.filter(({ weight }) => weight === highest)
  const [first] = best
  const isClear = highest >= weights.word || new Set(best.map(({ address }) => address)).size === 1
  if (first !== undefined && isClear) return first
  return best.find(({ address }) => countsOn(own, address)) ?? null
}

/** Attributes in which buttons hold the address that their script loads below what is there. */
const loading =
  /^data-(?:next|load|more|load-?more|infinite|paginat(?:e|ion)-next)(?:-?(?:page|set))?(?:-?(?:url|href|link|path|src))$|^data-(?:next|next-?page|load-?more)$/i

/** The address that a button loads as the continuation, by the name of its attribute; null without. */
function nextByButton(page: PageDocument): string | null {
  const { host } = new URL(page.address)
  for (const element of page
    .select('button, [role="button"], [data-next-url], a', 'next')
    .slice(0, mostButtons)) {
    const name = Object.keys(element.attribs).find((one) => loading.test(one))
    const reference = name === undefined ? '' : (element.attribs[name] ?? '')
    // Others name a slide, or count: `data-next="#slide-2"`, `data-next-page="2"`
    if (!/^(?:https?:\/\/|\/|\?|\.\/)/.test(reference) || isSwitchedOff(element) || isMoving(element))
      continue
    const address = page.resolve(reference)
    if (address === null || hostOf(address) !== host || pictureFile.test(pathOf(address))) continue
    if (plainAddress(address) !== plainAddress(page.address)) return address
  }
  return null
}

/** A `<link rel=next>` with a title: WordPress names the neighbouring post so. */
function isAdjacentPost({ element }: PageLink): boolean {
  const title = foldBlanks(element.attribs['title'] ?? '')
  return element.name === 'link' && title !== '' && readLabel(title) !== 'word'
}

/**
 * The next page of what this page shows: by `rel=next` (WHATWG HTML §4.6.7.12), by the words of many languages and the names
 * of classes, by what a button loads, by numbered pagination, by the number in the address where a link leads there. On the same host; never what the
 * page itself calls another post, chapter or album, nor a carousel or comments. Null without one.
 */
export function nextPageOf(page: PageDocument): string | null {
  const all = linksToPages(page)
  const links = all.filter(({ element }) => element.name !== 'link')
  const head = all.filter((link) => link.element.name === 'link')
  const own = head.find((link) => !isAdjacentPost(link))
  if (own !== undefined) return own.address
  const thumbnailOf = createNeighbourThumbnails(page)
  const best = bestOf(page.address, links, thumbnailOf)
  if (best !== null && best.weight > numbersWeight) return best.address
  const loaded = nextByButton(page)
  if (loaded !== null) return loaded
  const outside = links.filter(({ element }) => !isMoving(element))
  const numbered = nextByNumbers(page.address, [...outside, ...optionsOf(page)])
  const byAddress = (): string | null => {
    const found = nextByAddress(page.address, outside)
    const isThumbnail = links.some((link) => link.address === found && thumbnailOf(link) !== null)
    return isThumbnail ? null : found
  }
  const counted = numbered.isLast ? null : (numbered.next ?? byAddress())
  return counted ?? best?.address ?? head[0]?.address ?? null
}

function isMoving(element: Element): boolean {
  return namesAbove(element).some((place) => movingPlaces.test(place))
}
