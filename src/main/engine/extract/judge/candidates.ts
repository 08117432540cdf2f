import type { ReferrerPolicy } from '../../address/referrer-policy'
import { type Element, isElement, parentOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import type { PolicyOf } from '../page-head'
import { createSkippedList, type SkippedList } from '../skipped'
import { enclosingLink, findImageAddress, isPictureAddress } from '../versions/image-address'
import { pictureAttributes } from '../versions/picture-attributes'
import { createDomPaths, type DomPath } from './dom-path'

/** Something on a page that could be one of its pictures. */
export interface Candidate {
  readonly address: string
  /** The referrer policy for it; null where none is named. */
  readonly policy: ReferrerPolicy | null
  /** The element that shows it; a link for one that only names it. */
  readonly element: Element
  /** How the page shows it. */
  readonly shown: 'image' | 'background' | 'text-link'
  /** What a click on it opens. */
  readonly link: 'picture' | 'page' | 'none'
  readonly place: DomPath
  /** Announced size of what is shown, in CSS pixels; null when unknown. */
  readonly width: number | null
  readonly height: number | null
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

/** The containers that may speak for an image, innermost first. */
function containersOf(element: Element): Element[] {
  const containers: Element[] = []
  for (let at = parentOf(element); at && containers.length < 3; at = parentOf(at)) containers.push(at)
  return containers
}

const ofElement: ReadonlySet<string> = new Set(['link', 'src'])

/** The larger picture that a container around an image names in `data-src` and the like (galleries of scripts). */
function largerAround(
  element: Element,
  page: PageDocument,
): { readonly address: string; readonly container: Element } | null {
  for (const at of containersOf(element)) {
    for (const name of pictureAttributes(at)) {
      const value = ofElement.has(name) || name.endsWith('srcset') ? undefined : at.attribs[name]
      const address = value ? page.resolve(value) : null
      if (address && isPictureAddress(address)) return { address, container: at }
    }
  }
  return null
}

/** Elements that show a picture by an address of their own; custom elements by what they are called. */
const showing = new Set(['img', 'picture', 'amp-img', 'input', 'image', 'object', 'embed'])
const surelyPicture = new Set(['img', 'picture', 'amp-img', 'input', 'image'])
const isShowing = (element: Element) => showing.has(element.name) || element.name.includes('-')

/** Where those that are not `<img>` have it. */
const ownAttributes: Readonly<Record<string, readonly string[]>> = {
  image: ['href', 'xlink:href'],
  object: ['data'],
  embed: ['src'],
}

const candidateSelector = `img, picture, amp-img, input[type="image" i], image, object[data], [src], a[href],
  [style*="url(" i], [background], ${[
    'src',
    'bg',
    'background',
    'background-image',
    'image',
    'img',
    'original',
  ]
    .map((name) => `[data-${name}]`)
    .join(', ')}`

/** What else on a page has a `src` and is no picture. */
const otherMedia = new Set('script iframe source video audio track frame link meta html body'.split(' '))

/** The lazy image before or around a `<noscript>`, which the image in that repeats for browsers without scripts. */
function repeatedBy(element: Element): Element | null {
  const fallback = parentOf(element)
  if (fallback?.name !== 'noscript') return null
  const around = parentOf(fallback)
  if (around?.name === 'amp-img') return around
  let before = fallback.prev
  while (before && !isElement(before)) before = before.prev
  return before
}

/** A page that several pictures link to is not about one of them: it is the next one, or a link that was never closed. */
function withoutSharedLinks(candidates: readonly Candidate[], page: PageDocument): Candidate[] {
  const targetOf = ({ element, shown, link }: Candidate) =>
    shown === 'image' && link === 'page' ? page.resolve(enclosingLink(element)?.attribs['href'] ?? '') : null
  const targets = candidates.map(targetOf)
  const shown = new Map<string, string | null>()
  for (const [index, { address }] of candidates.entries()) {
    const target = targets[index]
    if (!target) continue
    const first = shown.get(target)
    shown.set(target, first === undefined || first === address ? address : null)
  }
  return candidates.map((candidate, index) => {
    const target = targets[index]
    return target && shown.get(target) === null ? { ...candidate, link: 'none' } : candidate
  })
}

/** What an element shows, without where it stands. */
type Shown = Pick<Candidate, 'address' | 'policy' | 'shown' | 'link'>

/** One reading of a page. */
interface Reading {
  readonly page: PageDocument
  readonly policyOf: PolicyOf
  readonly skipped: SkippedList
  /** Addresses of lazy images seen so far, which a `<noscript>` may repeat. */
  readonly lazy: Map<Element, string>
}

/** What the elements of a page say of one another. */
function survey(elements: readonly Element[]) {
  /** Links around an element: they are seen through it. */
  const linksWithImage = new Set<Element>()
  /** Containers of what shows a picture: their attributes may name a larger one of it. */
  const around = new Set<Element>()
  for (const element of elements) {
    const link = element.name === 'a' ? null : enclosingLink(element)
    if (link) linksWithImage.add(link)
    if (isShowing(element)) for (const container of containersOf(element)) around.add(container)
  }
  return { linksWithImage, around }
}

/** The picture that a link leads to. */
function pictureOfLink(element: Element, { page, policyOf }: Reading): Shown | null {
  const address = page.resolve(element.attribs['href'] ?? '')
  if (!address || !isPictureAddress(address)) return null
  return { address, shown: 'text-link', link: 'picture', policy: policyOf(element, 'link') }
}

/** The background of an element, by its style or by one of the attributes that `named` holds. */
function backgroundOf(element: Element, named: readonly string[], { page, policyOf }: Reading): Shown | null {
  // What a background passes over belongs to style sheets, not to pictures.
  const found = findImageAddress(element, ['style', ...named, 'background'], page, createSkippedList())
  if (!found || !isPictureAddress(found.address)) return null
  const link = linkKindOf(enclosingLink(element), page)
  return { address: found.address, shown: 'background', link, policy: policyOf(element, found.source) }
}

/** The picture that an element shows, or the larger one that its containers name. */
function pictureOf(element: Element, { page, policyOf, skipped, lazy }: Reading): Shown | null {
  const attributes = ownAttributes[element.name] ?? pictureAttributes(element)
  const found = findImageAddress(element, attributes, page, skipped)
  if (!found) return null
  const { address, source } = found
  if (!surelyPicture.has(element.name) && !isPictureAddress(address)) return null
  if (source !== 'src' || element.name === 'amp-img') lazy.set(element, address)
  const repeated = repeatedBy(element)
  const known = repeated ? lazy.get(repeated) : undefined
  if (known !== undefined && known !== address) {
    skipped.add(address, 'other-size')
    return null
  }
  const link = linkKindOf(enclosingLink(element), page)
  const larger = link === 'picture' ? null : largerAround(element, page)
  if (!larger || larger.address === address)
    return { address, shown: 'image', link, policy: policyOf(element, source) }
  skipped.add(address, 'thumbnail')
  const policy = policyOf(larger.container, 'container')
  return { address: larger.address, shown: 'image', link: 'picture', policy }
}

/** A `<picture>` with an image is seen through it. */
function holdsImage(element: Element): boolean {
  return element.children.some((child) => 'name' in child && child.name === 'img')
}

/**
 * Everything on a page that could be a picture of it, in document order and with repetitions: images, links to
 * pictures, backgrounds. What is passed over on the way (spacers, smaller sizes, thumbnails) goes to `skipped`.
 */
export function findCandidates(page: PageDocument, policyOf: PolicyOf, skipped: SkippedList): Candidate[] {
  const paths = createDomPaths()
  const elements = page
    .select(candidateSelector, 'automatic')
    .filter((element) => !otherMedia.has(element.name))
  const { linksWithImage, around } = survey(elements)
  const reading: Reading = { page, policyOf, skipped, lazy: new Map() }
  const shownBy = (element: Element): Shown | null => {
    if (element.name === 'picture' && holdsImage(element)) return null
    const linked =
      element.name === 'a' && !linksWithImage.has(element) ? pictureOfLink(element, reading) : null
    if (linked !== null || isShowing(element)) return linked ?? pictureOf(element, reading)
    const named = around.has(element) ? [] : pictureAttributes(element).filter((name) => !ofElement.has(name))
    return backgroundOf(element, named, reading)
  }
  const found = elements.flatMap((element): Candidate[] => {
    const shown = shownBy(element)
    if (shown === null) return []
    const size = { width: pixels(element, 'width'), height: pixels(element, 'height') }
    return [{ ...shown, element, place: { ...paths.placeOf(element), layout: '' }, ...size }]
  })
  const placed = found.map((one) => ({
    ...one,
    place: { ...one.place, layout: paths.layoutOf(one.element) },
  }))
  return withoutSharedLinks(placed, page)
}
