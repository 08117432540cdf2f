import type { FetchedPage, SiteTemplate } from '../extraction'
import { openPage, type PageDocument } from '../html/page-document'
import { createSkippedList } from '../skipped'
import { rawTitlesOf, titleSeparator } from '../title'
import { findCandidates } from './candidates'

/** Most shared pictures that are reported, and longest address among them: decoration is never more. */
const mostShared = 5000
const longestAddress = 2000
const mostPlaces = 500

/** What of a page can be compared with another. */
interface Outline {
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
    images: findCandidates(page, () => null, createSkippedList()).map(({ address, place }) => ({
      address,
      place: place.key,
    })),
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

/** Places of two pages all of whose pictures stand on both. */
function sharedPlaces(a: Outline, b: Outline, shared: ReadonlySet<string>): string[] {
  const counts = new Map<string, { shared: number; own: number }>()
  for (const { address, place } of [...a.images, ...b.images]) {
    const count = counts.get(place) ?? { shared: 0, own: 0 }
    if (shared.has(address)) count.shared += 1
    else count.own += 1
    counts.set(place, count)
  }
  // two on each page: a single one may stand where other pages have their pictures
  return [...counts]
    .filter(([, count]) => count.own === 0 && count.shared >= 4)
    .map(([place]) => place)
    .slice(0, mostPlaces)
}

/**
 * What two pages share. Two pages with the very same pictures say nothing: then no picture counts as shared, or the
 * range would come out empty.
 */
export function siteTemplate(a: Outline, b: Outline): SiteTemplate {
  const inA = new Set(a.images.map(({ address }) => address))
  const inB = new Set(b.images.map(({ address }) => address))
  const both = [...inA].filter((address) => inB.has(address))
  const isSame = both.length === inA.size && both.length === inB.size
  const images = isSame ? [] : both.filter((address) => address.length <= longestAddress).slice(0, mostShared)
  const sameTitle = a.title === b.title
  return {
    pages: [a.address, b.address],
    images,
    titlePrefix: sameTitle ? '' : sharedPrefix(a.title, b.title),
    titleSuffix: sameTitle ? '' : sharedSuffix(a.title, b.title),
    headings: [...new Set(a.headings.filter((text) => b.headings.includes(text)))],
    places: isSame ? [] : sharedPlaces(a, b, new Set(both)),
  }
}

/** Reads two pages of one range and returns what they share. Throws FailureError `too-large` like `openPage`. */
export function diffPages(a: FetchedPage, b: FetchedPage, fallbackEncoding: string): SiteTemplate {
  const outline = (page: FetchedPage) => outlineOf(openPage(page, 'auto', fallbackEncoding))
  return siteTemplate(outline(a), outline(b))
}
