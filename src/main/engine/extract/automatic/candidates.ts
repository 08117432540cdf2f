import type { ReferrerPolicy } from '../../address/referrer-policy'
import { type Element, isElement, parentOf } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { enclosingLink, findImageAddress, isPictureAddress } from '../image-address'
import type { PolicyOf } from '../page-policy'
import { createSkippedList, type SkippedList } from '../skipped'
import { createDomPaths, type DomPath } from './dom-path'
import { pictureAttributes } from './picture-attributes'

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

const ofItself: ReadonlySet<string> = new Set(['link', 'src'])

/** The larger picture that a container around an image names in `data-src` and the like (galleries of scripts). */
function largerAround(
  element: Element,
  page: PageDocument,
): { readonly address: string; readonly container: Element } | null {
  for (const at of containersOf(element)) {
    for (const name of pictureAttributes(at)) {
      const value = ofItself.has(name) || name.endsWith('srcset') ? undefined : at.attribs[name]
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
function withoutSharedLinks(
  candidates: readonly Candidate[],
  targets: ReadonlyMap<Candidate, string>,
): Candidate[] {
  const shown = new Map<string, string | null>()
  for (const candidate of candidates) {
    const target = targets.get(candidate)
    if (target === undefined) continue
    const first = shown.get(target)
    shown.set(target, first === undefined || first === candidate.address ? candidate.address : null)
  }
  return candidates.map((candidate) => {
    const target = targets.get(candidate)
    return target !== undefined && shown.get(target) === null ? { ...candidate, link: 'none' } : candidate
  })
}

/**
 * Everything on a page that could be a picture of it, in document order and with repetitions: images, links to
 * pictures, backgrounds. What is passed over on the way (spacers, smaller sizes, thumbnails) goes to `skipped`.
 */
export function findCandidates(page: PageDocument, policyOf: PolicyOf, skipped: SkippedList): Candidate[] {
  const placeOf = createDomPaths()
  const elements = page
    .select(candidateSelector, 'automatic')
    .filter((element) => !otherMedia.has(element.name))
  const linksWithImage = new Set<Element>()
  const around = new Set<Element>()
  for (const element of elements) {
    const link = element.name === 'a' ? null : enclosingLink(element)
    if (link) linksWithImage.add(link)
    if (isShowing(element)) for (const container of containersOf(element)) around.add(container)
  }
  const lazy = new Map<Element, string>()
  const targets = new Map<Candidate, string>()
  const found = elements.flatMap((element): Candidate[] => {
    const size = { width: pixels(element, 'width'), height: pixels(element, 'height') }
    const make = (
      address: string,
      shown: Candidate['shown'],
      link: Candidate['link'],
      policy: ReferrerPolicy | null,
    ): Candidate[] => [{ address, policy, element, shown, link, place: placeOf(element), ...size }]
    if (element.name === 'picture') {
      // one with an image is seen through it
      if (element.children.some((child) => 'name' in child && child.name === 'img')) return []
    } else if (element.name === 'a') {
      const address = linksWithImage.has(element) ? null : page.resolve(element.attribs['href'] ?? '')
      if (address && isPictureAddress(address))
        return make(address, 'text-link', 'picture', policyOf(element, 'link'))
    }
    if (!isShowing(element)) {
      // what a background passes over is style sheets' matter, no picture's
      const named = around.has(element)
        ? []
        : pictureAttributes(element).filter((name) => !ofItself.has(name))
      const background = findImageAddress(
        element,
        ['style', ...named, 'background'],
        page,
        createSkippedList(),
      )
      return background && isPictureAddress(background.address)
        ? make(
            background.address,
            'background',
            linkKindOf(enclosingLink(element), page),
            policyOf(element, background.source),
          )
        : []
    }
    const own = ownAttributes[element.name]
    const address = findImageAddress(element, own ?? pictureAttributes(element), page, skipped)
    if (!address) return []
    if (!surelyPicture.has(element.name) && !isPictureAddress(address.address)) return []
    if (address.source !== 'src' || element.name === 'amp-img') lazy.set(element, address.address)
    const repeated = repeatedBy(element)
    const shown = repeated ? lazy.get(repeated) : undefined
    if (shown !== undefined && shown !== address.address) {
      skipped.add(address.address, 'other-size')
      return []
    }
    const enclosing = enclosingLink(element)
    const link = linkKindOf(enclosing, page)
    const larger = link === 'picture' ? null : largerAround(element, page)
    if (!larger || larger.address === address.address) {
      const made = make(address.address, 'image', link, policyOf(element, address.source))
      const target = link === 'page' && page.resolve(enclosing?.attribs['href'] ?? '')
      if (made[0] && target) targets.set(made[0], target)
      return made
    }
    skipped.add(address.address, 'thumbnail')
    return make(larger.address, 'image', 'picture', policyOf(larger.container, 'container'))
  })
  return withoutSharedLinks(found, targets)
}
