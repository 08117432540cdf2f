import type { VersionChoice } from '../../extraction'
import { type Element, isElement, parentOf } from '../../html/dom'
import type { PageDocument } from '../../html/page-document'
import { pathOf } from '../../html/resolve-address'
import type { PolicyOf } from '../../page-head'
import { createSkippedList, type FoundAddress, type SkippedList } from '../../skipped'
import { isDrawingAddress, isPictureAddress, leadsToVideo } from '../../versions/addresses/picture-address'
import { findVersions, type VersionReading } from '../../versions/find-versions'
import { findImageAddress } from '../../versions/image-address'
import { containersOf, enclosingLink } from '../../versions/offers/element-links'
import { scriptOffers } from '../../versions/offers/offers-around'
import { pictureAttributes } from '../../versions/offers/picture-attributes'
import { createSharedAddresses } from '../../versions/shared-addresses'
import { findVideo } from '../../versions/videos'
import { createDomPaths, type DomPaths } from '../hints/dom-path'
import { type Candidate, linkKindOf, pixels } from './candidate'
import { withoutSharedLinks } from './shared-links'
import { withoutTwins } from './twins'

const ofElement: ReadonlySet<string> = new Set(['link', 'src'])

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

/** What else on a page has a `src` and is no picture. */
const otherMedia = new Set('script iframe source audio track frame link meta html body'.split(' '))

/** Attributes by which any element may show a picture. */
const showingAttributes = new Set(
  'src background data-src data-bg data-background data-background-image data-image data-img data-original'.split(
    ' ',
  ),
)

/** Whether an element may show or link a picture: a look at its names alone. */
function mayShow({ name, attribs }: Element): boolean {
  if (otherMedia.has(name)) return false
  if (surelyPicture.has(name) && name !== 'input') return true
  for (const attribute in attribs) {
    if (showingAttributes.has(attribute)) return true
    if (attribute === 'style' && /url\(/i.test(attribs[attribute] ?? '')) return true
  }
  switch (name) {
    case 'video':
      return true
    case 'a':
      return attribs['href'] !== undefined
    case 'object':
      return attribs['data'] !== undefined
    case 'input':
      return attribs['type']?.toLowerCase() === 'image'
    default:
      return false
  }
}

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

/** What a `<noscript>` shows in the same link as a lazy image, which names it as a smaller version. */
function withoutFallbacks(candidates: readonly Candidate[]): readonly Candidate[] {
  const isFallback = ({ element }: Candidate) => parentOf(element)?.name === 'noscript'
  if (!candidates.some(isFallback)) return candidates
  const offered = new Map<Element, Set<string>>()
  for (const { element, versions } of candidates) {
    const link = versions ? enclosingLink(element) : null
    if (link && versions) offered.set(link, new Set([...(offered.get(link) ?? []), ...versions.alternatives]))
  }
  return candidates.filter((one) => {
    const link = isFallback(one) ? enclosingLink(one.element) : null
    return link === null || !offered.get(link)?.has(one.address)
  })
}

/** What an element shows, without where it stands. */
type Shown = Pick<Candidate, 'address' | 'policy' | 'shown' | 'link' | 'versions'>

/** One reading of a page. */
interface Reading extends VersionReading {
  readonly policyOf: PolicyOf
  /** Addresses of lazy images seen so far, which a `<noscript>` may repeat. */
  readonly lazy: Map<Element, string>
}

/** What the elements of a page say of one another. */
function survey(elements: readonly Element[]) {
  /** Links around an element: they are seen through it. */
  const linksWithImage = new Set<Element>()
  /** How much shows a picture in each container close around it, whose attributes may name a larger one. */
  const held = new Map<Element, number>()
  for (const element of elements) {
    const link = element.name === 'a' ? null : enclosingLink(element)
    if (link) linksWithImage.add(link)
    if (!isShowing(element)) continue
    for (const container of containersOf(element)) held.set(container, (held.get(container) ?? 0) + 1)
  }
  return { linksWithImage, held }
}

/** A name that a link gives to what it downloads. */
const downloadedPicture = /\.(?:jpe?g|png|gif|webp|avif|tiff?|heic|bmp|jxl)$/i

/** The address of the picture that a link opens: its own, or that which its script opens in a window. */
function openedBy(element: Element, page: PageDocument): { address: string; isSure: boolean } | null {
  const address = page.resolve(element.attribs['href'] ?? '')
  // `<a href="/dl/7" download="boat.jpg">`: its name says what the address does not
  const isNamed = downloadedPicture.test((element.attribs['download'] ?? '').slice(-300))
  if (address && address !== page.address) return { address, isSure: isNamed }
  const [argument] = scriptOffers(element, page)
  const opened = argument ? page.resolve(argument.reference) : null
  return opened === null ? null : { address: opened, isSure: false }
}

/** The picture or the video that a link leads to. */
function pictureOfLink(element: Element, reading: Reading): Shown | null {
  const { page, policyOf } = reading
  const { address, isSure } = openedBy(element, page) ?? { address: null, isSure: false }
  if (address && leadsToVideo(address)) {
    const versions = findVersions(element, ['href'], reading)
    const policy = policyOf(element, 'link')
    return versions && { address: versions.address, versions, shown: 'text-link', link: 'picture', policy }
  }
  if (!address || (!isSure && !isPictureAddress(address) && !isDrawingAddress(address))) return null
  return { address, versions: null, shown: 'text-link', link: 'picture', policy: policyOf(element, 'link') }
}

/** Least side of a table cell that can show a picture as its background, in CSS pixels. */
const leastCell = 80

const isCellOfSize = (element: Element) =>
  (pixels(element, 'width') ?? 0) >= leastCell && (pixels(element, 'height') ?? 0) >= leastCell

/** The background of an element, by its style or by one of the attributes that `named` holds. */
function backgroundOf(element: Element, named: readonly string[], { page, policyOf }: Reading): Shown | null {
  // What a background passes over belongs to style sheets, not to pictures.
  const found = findImageAddress(element, ['style', ...named, 'background'], page, createSkippedList())
  if (!found || !isPictureAddress(found.address)) return null
  // Tables draw their frames and shades with backgrounds of cells
  if (
    found.source === 'background' &&
    /\.(?:gif|png)$/i.test(pathOf(found.address)) &&
    !isCellOfSize(element)
  )
    return null
  const link = linkKindOf(enclosingLink(element), page)
  const policy = policyOf(element, found.source)
  return { address: found.address, versions: null, shown: 'background', link, policy }
}

/** The video that an element shows. */
function videoOf(element: Element, { page, policyOf, choice, skipped }: Reading): Shown | null {
  const versions = findVideo(element, page, choice, skipped)
  if (!versions) return null
  const policy = policyOf(versions.element, 'src')
  return { address: versions.address, versions, shown: 'image', link: 'none', policy }
}

/** Sources of an address that a click on the picture opens. */
const opened: ReadonlySet<string> = new Set(['link', 'container', 'script'])

/** The picture that an element shows, in the version that is wanted. */
function pictureOf(element: Element, reading: Reading): Shown | null {
  const { page, policyOf, skipped, lazy } = reading
  const found = findVersions(element, ownAttributes[element.name], reading)
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
  const link = opened.has(source) ? 'picture' : linkKindOf(enclosingLink(element), page)
  const isAround = source === 'container' || source === 'script'
  const policy = policyOf(isAround ? found.element : element, source)
  return { address, versions: found, shown: 'image', link, policy }
}

/** A `<picture>` with an image is seen through it. */
function holdsImage(element: Element): boolean {
  return element.children.some((child) => 'name' in child && child.name === 'img')
}

/** A candidate with where it stands and the size that it announces. */
function placedAs(one: Shown & { readonly element: Element }, paths: DomPaths): Candidate {
  const { address, policy, shown, link, versions, element } = one
  const [width, height] = [pixels(element, 'width'), pixels(element, 'height')]
  return { address, versions, policy, element, shown, link, place: paths.pathOf(element), width, height }
}

/**
 * Everything on a page that could be a picture of it, in document order and with repetitions: images, links to
 * pictures, backgrounds. What is passed over on the way (spacers, smaller sizes, thumbnails) goes to `skipped`.
 */
export function findCandidates(
  page: PageDocument,
  choice: VersionChoice,
  policyOf: PolicyOf,
  skipped: SkippedList,
): Candidate[] {
  const elements = page.elements(mayShow)
  const surveyed = survey(elements)
  const { held } = surveyed
  const shared = createSharedAddresses()
  const first = createSkippedList()
  const base = { page, choice, policyOf, held, shared }
  const once = { ...base, skipped: first, lazy: new Map(), excluded: new Set<string>() }
  let found = shownIn(elements, surveyed, once)
  const excluded = shared.found()
  let passed = first.rows
  if (excluded.size > 0) {
    // What is the version of none of them hid which versions the pictures have
    const again = createSkippedList()
    found = shownIn(elements, surveyed, { ...base, skipped: again, lazy: new Map(), excluded })
    const taken = new Set(found.map(({ address }) => address))
    passed = again.rows.filter(({ address, reason }) => reason !== 'spacer' || !taken.has(address))
  }
  for (const { address, reason } of passed) skipped.add(address, reason)
  const paths = createDomPaths()
  for (const { element } of found) paths.placeOf(element)
  const placed = found.map((one) => placedAs(one, paths))
  return withoutSharedLinks(withoutTwins(withoutFallbacks(placed)), page)
}

/** All that the elements of a page show, in document order. */
function shownIn(
  elements: readonly Element[],
  { linksWithImage, held }: ReturnType<typeof survey>,
  reading: Reading,
): (Shown & { readonly element: Element })[] {
  const shownBy = (element: Element): Shown | null => {
    if (element.name === 'video') return videoOf(element, reading)
    if (element.name === 'picture' && holdsImage(element)) return null
    const linked =
      element.name === 'a' && !linksWithImage.has(element) ? pictureOfLink(element, reading) : null
    if (linked !== null || isShowing(element)) return linked ?? pictureOf(element, reading)
    const named = held.has(element) ? [] : pictureAttributes(element).filter((name) => !ofElement.has(name))
    const { style, background } = element.attribs
    const isPlain = style === undefined && background === undefined
    if (isPlain && named.every((name) => element.attribs[name] === undefined)) return null
    return backgroundOf(element, named, reading)
  }
  const found: (Shown & { readonly element: Element })[] = []
  for (const element of elements) {
    const shown = shownBy(element)
    if (shown !== null) found.push({ ...shown, element })
  }
  return found
}

/** What is collected of a candidate: its addresses with the pixels that they announce, not the size that the page shows. */
export function foundOf(candidate: Candidate): FoundAddress {
  const { address, policy, versions } = candidate
  if (versions === null || versions.shown === null) return { ...versions, address, policy }
  const found = { ...versions, address, policy, shownArea: announcedArea(candidate) }
  return versions.source === 'script' ? { ...found, byScript: true } : found
}

/** The area of what is shown; null unless both sides are announced. */
const announcedArea = ({ width, height }: Candidate) =>
  width === null || height === null ? null : width * height
