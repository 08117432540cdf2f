import { withoutUserinfo } from '@shared/text/address-parts'
import { defaultChoice, type FetchedPage, type SiteTemplate } from '../extraction'
import { openPage, type PageDocument } from '../html/page-document'
import { createSkippedList } from '../skipped'
import { rawTitlesOf, titleSeparator } from '../titles/title-texts'
import { findCandidates } from './candidates/candidates'

/** Most shared pictures that are reported, and longest address among them: decoration is never more. */
const mostShared = 5000
const longestAddress = 2000
const mostPlaces = 500

/** What of a page can be compared with another. */
export interface Outline {
  readonly address: string
  readonly images: readonly { readonly address: string; readonly place: string }[]
  readonly title: string
  /** All texts that could name the page. */
  readonly headings: readonly string[]
}

/** Reads what of a page can be compared. */
export function outlineOf(page: PageDocument): Outline {
  const { openGraph, headings, title } = rawTitlesOf(page)
  return {
    address: page.address,
    // What is hidden is preloaded: the neighbour's picture, which is no decoration there
    images: findCandidates(page, defaultChoice, () => null, createSkippedList())
      .filter(({ place }) => !place.isHidden)
      .map(({ address, place }) => ({ address: withoutUserinfo(address), place: place.key })),
    title,
    headings: [openGraph, ...headings, title].filter((text) => text !== ''),
  }
}

/** How far two texts agree from the front, cut back to where a separator ends: a shared word is not a site's name. */
function sharedPrefix(a: string, b: string): string {
  let length = 0
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1
  const separators = new RegExp(titleSeparator, 'g')
  const ends = Array.from(a.matchAll(separators), (match) => match.index + match[0].length)
  return a.slice(0, ends.findLast((end) => end <= length) ?? 0)
}

/** The same from the back. */
function sharedSuffix(a: string, b: string): string {
  let length = 0
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1
  const separators = new RegExp(titleSeparator, 'g')
  const start = Array.from(a.matchAll(separators), (match) => match.index).find(
    (index) => index >= a.length - length,
  )
  return start === undefined ? '' : a.slice(start)
}

/** A picture in its place: the same picture elsewhere on the other page is that page's own, or preloaded. */
const inPlace = ({ address, place }: Outline['images'][number]) => `${place} ${address}`

/** By place: the pictures of a page in their order. */
function byPlace({ images }: Outline): Map<string, string[]> {
  const places = new Map<string, string[]>()
  for (const { address, place } of images) {
    const known = places.get(place)
    if (known) known.push(address)
    else places.set(place, [address])
  }
  return places
}

/** Most pictures by which two pages of one gallery overlap. */
const mostOverlap = 50

/** How many pictures the end of one list and the beginning of another have in common; 0 where one is all of the other. */
function overlapOf(one: readonly string[], other: readonly string[]): number {
  const most = Math.min(one.length - 1, other.length - 1, mostOverlap)
  for (let length = most; length > 0; length -= 1) {
    if (other.slice(0, length).every((address, at) => address === one[one.length - length + at]))
      return length
  }
  return 0
}

/** Pictures with which one page of a gallery ends and another one begins: content, however often it is shown. */
function overlapping(a: Outline, b: Outline): Set<string> {
  const [inA, inB] = [byPlace(a), byPlace(b)]
  const found = [...inA].flatMap(([place, one]) => {
    const other = inB.get(place) ?? []
    const [after, before] = [overlapOf(one, other), overlapOf(other, one)]
    const shared = after >= before ? one.slice(one.length - after) : one.slice(0, before)
    return shared.map((address) => `${place} ${address}`)
  })
  return new Set(found)
}

/** What two of the pages share: pictures in their places that stand on both, and places that hold no others. */
function sharedByTwo(a: Outline, b: Outline): { images: string[]; places: string[] } {
  const inA = new Set(a.images.map(inPlace))
  const inB = new Set(b.images.map(inPlace))
  const isShared = (image: Outline['images'][number]) => inA.has(inPlace(image)) && inB.has(inPlace(image))
  const own = [...a.images, ...b.images].filter((image) => !isShared(image))
  // The very same pictures on both say nothing, or the range would come out empty
  if (own.length === 0) return { images: [], places: [] }
  const ownPlaces = new Set(own.map(({ place }) => place))
  const content = overlapping(a, b)
  const shared = a.images.filter((image) => isShared(image) && !content.has(inPlace(image)))
  const counts = new Map<string, number>()
  for (const { place } of shared) counts.set(place, (counts.get(place) ?? 0) + 1)
  // Two on each page: a single one may stand where other pages have their pictures
  const places = [...counts].filter(([place, count]) => count >= 2 && !ownPlaces.has(place))
  return { images: shared.map(inPlace), places: places.map(([place]) => place) }
}

/** Every two of some pages. */
function pairsOf<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const))
}

/**
 * What two or three pages of a range share, best far from one another: sites preload the pictures of neighbours. A picture
 * is shared that stands in the same place on two of them. Throws for fewer than two.
 */
export function siteTemplate(pages: readonly Outline[]): SiteTemplate {
  const [a, b] = [pages[0], pages.at(-1)]
  if (!a || !b || pages.length < 2) throw new Error('a comparison takes two pages')
  const found = pairsOf(pages).map(([one, other]) => sharedByTwo(one, other))
  const shared = new Set(found.flatMap(({ images }) => images))
  // What two neighbours of a page preload stands in one place on both, and as its own picture on that page
  const elsewhere = new Set(
    pages
      .flatMap(({ images }) => images.filter((image) => !shared.has(inPlace(image))))
      .map(({ address }) => address),
  )
  const images = new Set(
    pages.flatMap((page) =>
      page.images.filter((image) => shared.has(inPlace(image))).map(({ address }) => address),
    ),
  )
  const places = new Set(found.flatMap((two) => two.places))
  const sameTitle = a.title === b.title
  return {
    pages: [a.address, b.address],
    images: [...images]
      .filter((one) => !elsewhere.has(one) && one.length <= longestAddress)
      .slice(0, mostShared),
    titlePrefix: sameTitle ? '' : sharedPrefix(a.title, b.title),
    titleSuffix: sameTitle ? '' : sharedSuffix(a.title, b.title),
    headings: [...new Set(a.headings.filter((text) => b.headings.includes(text)))],
    places: [...places].slice(0, mostPlaces),
  }
}

/** Reads two or three pages of one range and returns what they share. Throws FailureError `too-large` like `openPage`. */
export function diffPages(pages: readonly FetchedPage[], fallbackEncoding: string): SiteTemplate {
  return siteTemplate(pages.map((page) => outlineOf(openPage(page, 'auto', fallbackEncoding))))
}
