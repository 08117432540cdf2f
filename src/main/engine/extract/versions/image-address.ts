import type { Element } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import type { SkippedList } from '../skipped'
import { isPictureAddress, isSpacerAddress } from './addresses/picture-address'
import { hashOfReference, inlineAddress } from './inline-picture'
import { enclosingLink } from './offers/element-links'
import { candidateOffers, isSrcset } from './offers/offer'
import { largestFirst } from './offers/srcset'

const backgroundImage = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/i

/** Text of a CSS string or address without its escapes (CSS Syntax §4.3.7). */
function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_, hex: string | undefined, char: string) => {
    if (hex === undefined) return char
    const code = Number.parseInt(hex, 16)
    return code === 0 || code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
  })
}

/** References of the candidates of an element, the largest first. */
function recipeCandidates(element: Element): string[] {
  const candidates = candidateOffers(element, 0).map(({ reference, width, density }) => ({
    reference,
    width,
    density,
  }))
  return largestFirst(candidates).map(({ reference }) => reference)
}

/** References in one attribute of a recipe, best first. */
function referencesIn(element: Element, attribute: string, page: PageDocument): string[] {
  if (isSrcset(attribute)) return recipeCandidates(element)
  if (attribute === 'link') {
    const href = enclosingLink(element)?.attribs['href'] ?? ''
    const address = page.resolve(href)
    return address && isPictureAddress(address) ? [href] : []
  }
  const value = element.attribs[attribute]
  if (value === undefined) return []
  if (attribute !== 'style') return [value]
  const match = backgroundImage.exec(value)
  return match ? [withoutEscapes(match[1] ?? match[2] ?? match[3] ?? '')] : []
}

/** An address of the picture of an element. */
export interface AddressOfImage {
  readonly address: string
  /** Attribute, or `link`, that it came from. */
  readonly source: string
  /** The other addresses of it, best first: to try when it fails. */
  readonly alternatives: readonly string[]
}

/**
 * The absolute address of what stands in an attribute; null for what is none of a picture. Addresses that are neither
 * http nor https, and small pictures inside the page, go to `skipped`.
 */
export function readReference(reference: string, page: PageDocument, skipped: SkippedList): string | null {
  const trimmed = reference.replace(/^[\t\n\f\r ]+/, '')
  if (trimmed === '' || trimmed.startsWith('#')) return null
  if (/^data:/i.test(trimmed)) {
    const hash = hashOfReference(trimmed)
    if (hash !== null) return inlineAddress(page.address, hash)
    skipped.add(trimmed, 'spacer')
    return null
  }
  const address = page.resolve(trimmed)
  if (!address) {
    if (page.isOtherScheme(trimmed)) skipped.add(trimmed, 'not-http')
    return null
  }
  // the page itself: what `src=""` or a bare query-less reference resolves to
  if (address === page.address) return null
  return address
}

/** Most further addresses of one picture that are kept. */
const mostAlternatives = 8

/**
 * Finds the address of the picture that an element shows by a recipe: the attributes in order, the first that yields one.
 *
 * `srcset` takes the largest candidate, with the sources of an enclosing `<picture>`; `link` the `href` of an enclosing
 * `<a>` if it leads to a picture; `style` its background. What is passed over goes to `skipped` with its reason.
 * Null when no attribute holds an http(s) address, or none but a spacer.
 */
export function findImageAddress(
  element: Element,
  attributes: readonly string[],
  page: PageDocument,
  skipped: SkippedList,
): AddressOfImage | null {
  let found: { readonly address: string; readonly source: string } | null = null
  const others = new Set<string>()
  for (const attribute of attributes) {
    for (const reference of referencesIn(element, attribute, page)) {
      const address = readReference(reference, page, skipped)
      if (!address) continue
      if (found !== null && address === found.address) continue
      if (attribute === 'src' && isSpacerAddress(address, found !== null)) skipped.add(address, 'spacer')
      else if (found) {
        others.add(address)
        skipped.add(address, attribute === 'src' && !isSrcset(found.source) ? 'thumbnail' : 'other-size')
      } else found = { address, source: attribute }
    }
  }
  if (!found) return null
  if (!attributes.includes('src')) passOverSrc(element, found, page, skipped)
  return { ...found, alternatives: [...others].slice(0, mostAlternatives) }
}

/** Why the address in `src`, which the recipe does not name, is not taken. */
function passOverSrc(
  element: Element,
  found: Omit<AddressOfImage, 'alternatives'>,
  page: PageDocument,
  skipped: SkippedList,
): void {
  const src = readReference(element.attribs['src'] ?? '', page, skipped)
  if (!src || src === found.address) return
  if (isSpacerAddress(src, true)) skipped.add(src, 'spacer')
  else skipped.add(src, isSrcset(found.source) ? 'other-size' : 'thumbnail')
}
