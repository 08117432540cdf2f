import { type Element, parentOf } from './dom'
import { enclosingLink, findAddress } from './image-address'
import { createLeftOut, type LeftOutList } from './left-out'
import type { PageDocument } from './page-document'
import { isPictureAddress } from './picture-address'
import { createPlaces, type Place } from './place'

/** Something on a page that could be one of its pictures. */
export interface Candidate {
  readonly address: string
  /** The element that shows it; a link for one that only names it. */
  readonly element: Element
  /** How the page shows it. */
  readonly shown: 'image' | 'background' | 'text-link'
  /** What a click on it opens. */
  readonly link: 'picture' | 'page' | 'none'
  readonly place: Place
  /** Announced size of what is shown, in CSS pixels; null when unknown. */
  readonly width: number | null
  readonly height: number | null
}

/** Attributes that name a larger version than the one shown. */
const largerAttributes = `data-full data-full-url data-full-src data-fullsrc data-orig-file data-original-src
  data-large-file data-large_image data-large data-hires data-hi-res data-highres data-zoom data-zoom-image data-zoom-src
  zoomfile`.split(/\s+/)

/** Attributes that scripts of lazy loading read the address from, commonest first. */
const lazyAttributes =
  `data-original data-src data-lazy-src data-lazy data-lazyload data-echo data-url data-img
  data-image data-actualsrc data-cfsrc data-ks-lazyload lay-src lazysrc original file _src`.split(/\s+/)

const fixedAttributes = ['link', 'srcset', 'src']

/** Place of each attribute in the order in which they are looked at. */
const ranks = new Map(
  ['link', ...largerAttributes, 'srcset', 'data-srcset', 'data-lazy-srcset', ...lazyAttributes, 'src'].map(
    (name, rank) => [name, rank] as const,
  ),
)

/** Attributes of an element that may hold an address; lazy ones hold numbers and settings on other sites. */
function attributesOf(element: Element): string[] {
  const named = Object.entries(element.attribs).flatMap(([name, value]) =>
    ranks.has(name) && !fixedAttributes.includes(name) && /[/.]/.test(value) && !/^[\d.]+$|[{}<>]/.test(value)
      ? [name]
      : [],
  )
  if (named.length === 0) return fixedAttributes
  return [...named, ...fixedAttributes].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
}

const styledSize = {
  width: /(?:^|[;\s])width\s*:\s*(\d{1,5})(?:\.\d+)?px/i,
  height: /(?:^|[;\s])height\s*:\s*(\d{1,5})(?:\.\d+)?px/i,
}

/** Announced width or height in CSS pixels; null when there is none, or one relative to its surroundings. */
function pixels(element: Element, side: 'width' | 'height'): number | null {
  const attribute = element.attribs[side]
  const plain =
    attribute === undefined ? undefined : /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/.exec(attribute)?.[1]
  const style = element.attribs['style']
  const text = plain ?? (style === undefined ? undefined : styledSize[side].exec(style.slice(0, 1000))?.[1])
  return text === undefined ? null : Number(text)
}

function linkKindOf(link: Element | null, page: PageDocument): Candidate['link'] {
  const href = link?.attribs['href']?.trim() ?? ''
  if (href === '' || href.startsWith('#')) return 'none'
  const target = page.resolve(href)
  if (!target || target === page.address) return 'none'
  return isPictureAddress(target) ? 'picture' : 'page'
}

/** The larger picture that a container around an image names in `data-src` and the like (galleries of scripts). */
function largerAround(element: Element, page: PageDocument): string | null {
  let at = parentOf(element)
  for (let i = 0; at && i < 3; i += 1, at = parentOf(at)) {
    for (const name of ['data-src', ...largerAttributes]) {
      const value = at.attribs[name]
      const address = value ? page.resolve(value) : null
      if (address && isPictureAddress(address)) return address
    }
  }
  return null
}

/**
 * Everything on a page that could be a picture of it, in document order and with repetitions: images, links to
 * pictures, backgrounds. What is passed over on the way (spacers, smaller sizes, thumbnails) goes to `leftOut`.
 */
export function findCandidates(page: PageDocument, leftOut: LeftOutList): Candidate[] {
  const placeOf = createPlaces()
  const elements = page.select('img, picture, amp-img, a[href], [style*="url("]', 'automatic')
  const linksWithImage = new Set<Element>()
  for (const element of elements) {
    const link = element.name === 'a' ? null : enclosingLink(element)
    if (link) linksWithImage.add(link)
  }
  return elements.flatMap((element): Candidate[] => {
    const size = { width: pixels(element, 'width'), height: pixels(element, 'height') }
    const make = (address: string, shown: Candidate['shown'], link: Candidate['link']): Candidate[] => [
      { address, element, shown, link, place: placeOf(element), ...size },
    ]
    if (element.name === 'picture') {
      // one with an image is seen through it
      if (element.children.some((child) => 'name' in child && child.name === 'img')) return []
    } else if (element.name === 'a') {
      const address = linksWithImage.has(element) ? null : page.resolve(element.attribs['href'] ?? '')
      if (address && isPictureAddress(address)) return make(address, 'text-link', 'picture')
    }
    if (element.name !== 'img' && element.name !== 'picture' && element.name !== 'amp-img') {
      // what a background passes over is style sheets' matter, no picture's
      const background = findAddress(element, ['style'], page, createLeftOut())
      return background && isPictureAddress(background.address)
        ? make(background.address, 'background', linkKindOf(enclosingLink(element), page))
        : []
    }
    const found = findAddress(element, attributesOf(element), page, leftOut)
    if (!found) return []
    const link = linkKindOf(enclosingLink(element), page)
    const larger = link === 'picture' ? null : largerAround(element, page)
    if (!larger || larger === found.address) return make(found.address, 'image', link)
    leftOut.add(found.address, 'thumbnail')
    return make(larger, 'image', 'picture')
  })
}
