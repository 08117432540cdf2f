import { type Element, isElement, parentOf } from './html/dom'
import type { PageDocument } from './html/page-document'
import { pathOf } from './html/resolve-address'
import type { SkippedList } from './skipped'

/** One candidate of a `srcset`. */
interface SrcsetCandidate {
  readonly reference: string
  /** CSS pixels of a `640w` descriptor; null without one. */
  readonly width: number | null
  /** Pixel density of a `2x` descriptor; 1 without one. */
  readonly density: number
}

const blanksAndCommas = /[\t\n\f\r ,]*/y
const url = /[^\t\n\f\r ]+/y

/** Descriptors up to the comma that ends the candidate; commas within parentheses belong to it. */
const descriptors = /(?:\([^()]*\)?|[^(,])*/y

/** Floating-point numbers as attributes hold them (WHATWG HTML §2.3.4.3), without a sign: none is negative. */
const descriptor = /^((?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)([wxh])$/i

/** One candidate; null when its descriptors contradict each other or are none. */
function readCandidate(reference: string, text: string): SrcsetCandidate | null {
  const found = new Map<string, number>()
  for (const word of text.split(/[\t\n\f\r ]+/)) {
    if (word === '') continue
    const [, number = '', unit = ''] = descriptor.exec(word) ?? []
    const isWhole = /^\d+$/.test(number) && Number(number) > 0
    if (unit === '' || found.has(unit) || (unit !== 'x' && !isWhole)) return null
    found.set(unit, Number(number))
  }
  const width = found.get('w') ?? null
  const density = found.get('x')
  if (density !== undefined && (width !== null || found.has('h'))) return null
  if (found.has('h') && width === null) return null
  return { reference, width, density: density ?? 1 }
}

/** Reads a `srcset` attribute (WHATWG HTML §4.8.4.2.2); candidates with a descriptor that is none are left away. */
export function parseSrcset(text: string): SrcsetCandidate[] {
  const candidates: SrcsetCandidate[] = []
  let at = 0
  const read = (expression: RegExp) => {
    expression.lastIndex = at
    const found = expression.exec(text)?.[0] ?? ''
    at += found.length
    return found
  }
  while (at < text.length) {
    read(blanksAndCommas)
    const word = read(url)
    if (word === '') break
    const reference = word.replace(/,+$/, '')
    // a comma that ends the word ends the candidate: it has no descriptors
    const candidate = readCandidate(reference, reference === word ? read(descriptors) : '')
    if (candidate && reference !== '') candidates.push(candidate)
  }
  return candidates
}

/** Candidates with the largest first: by width where some have one, else by density. */
export function largestFirst(candidates: readonly SrcsetCandidate[]): SrcsetCandidate[] {
  return [...candidates].sort((a, b) => (b.width ?? 0) - (a.width ?? 0) || b.density - a.density)
}

const extension = /\.(?:jpe?g|jpe|jfif|pjpeg|png|apng|gif|webp|avif|bmp|tiff?|jxl|heic|heif)$/i

/** Last segments that end like a picture and lead to a page about it: `File:A.jpg` of a wiki. */
const pageAboutPicture = /^(?:[^/]*%3A|[^/]*:)[^/]*$/i

/** Whether an absolute address leads to a picture, judged by its path alone. */
export function isPictureAddress(address: string): boolean {
  const path = pathOf(address)
  if (!extension.test(path)) return false
  const segment = path.slice(path.lastIndexOf('/') + 1)
  return !pageAboutPicture.test(segment)
}

const spacerName =
  /(?:^|[/_-])(?:spacer|blank|pixel|transparent|trans|empty|clear|dot|1x1|1px|placeholder|place-holder|lazy|lazyload|loading|loader|grey|gray|dummy|shim)(?:[_.-]?\d+x\d+|[_.-][a-z0-9]{1,12})?\.(?:gif|png|svg|jpe?g|webp)$/i

/** Whether an absolute address is, by its name, a placeholder of lazy loading or lay-out. */
function isSpacerAddress(address: string): boolean {
  return spacerName.test(pathOf(address))
}

/** How far up an enclosing link is looked for: a picture sits close to the link that opens it. */
const linkReach = 6

/** Whether an attribute holds a list of candidates: `srcset` or one of its lazy spellings. */
const isSrcset = (attribute: string) => attribute.endsWith('srcset')

const backgroundImage = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/i

/** Text of a CSS string or address without its escapes (CSS Syntax §4.3.7). */
function withoutEscapes(text: string): string {
  return text.replaceAll(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_, hex: string | undefined, char: string) => {
    if (hex === undefined) return char
    const code = Number.parseInt(hex, 16)
    return code === 0 || code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
  })
}

/** The `<a href>` around an element, a few levels up. */
export function enclosingLink(element: Element): Element | null {
  let at: Element | null = element
  for (let i = 0; at && i <= linkReach; i += 1, at = parentOf(at)) {
    if (at.name === 'a' && at.attribs['href'] !== undefined) return at
  }
  return null
}

function ownCandidates(element: Element): SrcsetCandidate[] {
  return Object.entries(element.attribs).flatMap(([name, value]) =>
    isSrcset(name) && name !== 'imagesrcset' ? parseSrcset(value) : [],
  )
}

/** Candidates of an `<img>`, with the sources of its `<picture>`, or of a `<picture>`. */
function candidatesOf(element: Element): SrcsetCandidate[] {
  const parent = parentOf(element)
  const picture = element.name === 'picture' ? element : parent?.name === 'picture' ? parent : null
  if (!picture) return ownCandidates(element)
  return picture.children.flatMap((child) =>
    isElement(child) && (child.name === 'source' || child.name === 'img') ? ownCandidates(child) : [],
  )
}

/** References in one attribute of a recipe, best first. */
function referencesIn(element: Element, attribute: string, page: PageDocument): string[] {
  if (isSrcset(attribute)) return largestFirst(candidatesOf(element)).map((one) => one.reference)
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

/** An element of a page and the picture that was found in it. */
interface AddressOfImage {
  readonly address: string
  /** Attribute, or `link`, that it came from. */
  readonly source: string
}

function isTaken(reference: string, page: PageDocument, skipped: SkippedList): string | null {
  const trimmed = reference.replace(/^[\t\n\f\r ]+/, '')
  if (trimmed === '' || trimmed.startsWith('#')) return null
  if (/^data:/i.test(trimmed)) {
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

/**
 * Finds the address of the picture that an element shows: the attributes in order, the first that yields one.
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
  let found: AddressOfImage | null = null
  for (const attribute of attributes) {
    if (found) break
    for (const reference of referencesIn(element, attribute, page)) {
      const address = isTaken(reference, page, skipped)
      if (!address) continue
      if (attribute === 'src' && isSpacerAddress(address)) skipped.add(address, 'spacer')
      else if (found) skipped.add(address, address === found.address ? 'duplicate' : 'other-size')
      else found = { address, source: attribute }
    }
  }
  if (found && found.source !== 'src') passOverSrc(element, found, page, skipped)
  return found
}

/** Why the address in `src` is not taken, once another attribute won. */
function passOverSrc(
  element: Element,
  found: AddressOfImage,
  page: PageDocument,
  skipped: SkippedList,
): void {
  const src = isTaken(element.attribs['src'] ?? '', page, skipped)
  if (!src || src === found.address) return
  if (isSpacerAddress(src)) skipped.add(src, 'spacer')
  else skipped.add(src, isSrcset(found.source) ? 'other-size' : 'thumbnail')
}
