import type { SkipReason } from '@shared/model/gallery'
import type { Element } from '../html/dom'
import type { PageDocument } from '../html/page-document'
import { pathOf } from '../html/resolve-address'
import type { SkippedList } from '../skipped'
import { isPictureAddress, isStreamAddress } from '../versions/addresses/picture-address'
import { parseSrcset } from '../versions/offers/srcset'

const documentEnding =
  /\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|md|epub|mobi|azw3?|djvu?|cb[rz7]|zip|rar|7z|tar|gz|tgz|bz2|xz|zst|iso|exe|msi|dmg|apk|deb|rpm|torrent|mp3|m4a|ogg|oga|opus|flac|wav|wma|mid|ps|ai|psd|xcf|ttf|otf|woff2?|xml|json|rss|atom|ics|vcf|kml|gpx|sql|log|css|js|mjs|map|wasm)$/i
const videoEnding = /\.(?:mp4|m4v|webm|ogv|mov|avi|mkv|wmv|flv|mpe?g|3gp|gifv|ts)$/i

/** Whether an absolute address leads, by its ending, to a document, an archive or a sound. */
export function isDocumentAddress(address: string): boolean {
  return documentEnding.test(pathOf(address))
}

/** Elements whose addresses are no content: code, style, and what describes the page. */
const noContent = new Set('script style link base html head title template noscript form'.split(' '))

/** Where elements that show something have its address. */
const shownBy: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  area: ['href'],
  img: ['src'],
  'amp-img': ['src'],
  source: ['src'],
  video: ['src', 'poster'],
  audio: ['src'],
  embed: ['src'],
  iframe: ['src'],
  frame: ['src'],
  object: ['data'],
  image: ['href', 'xlink:href'],
  input: ['src'],
}

const picturesOnly = new Set(['img', 'amp-img', 'image', 'input'])
const links = new Set(['a', 'area', 'iframe', 'frame', 'embed', 'object'])
const namedPicture = /^(?:og:image|og:image:url|og:image:secure_url|twitter:image|twitter:image:src)$/i
const backgroundImages = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi

/** Schemes that are no addresses of files. */
const noFiles = /^\s*(?:javascript|mailto|tel|sms|data|about|blob):/i

function reasonOf(element: Element, address: string): SkipReason {
  if (picturesOnly.has(element.name) || isPictureAddress(address) || element.name === 'meta')
    return 'minor-group'
  const path = pathOf(address)
  if (isStreamAddress(address)) return 'stream'
  if (videoEnding.test(path) || element.name === 'video') return 'video'
  if (element.name === 'audio' || documentEnding.test(path)) return 'document'
  return links.has(element.name) ? 'link' : 'minor-group'
}

/** References in the attributes of an element, whatever they are for. */
function referencesIn(element: Element): string[] {
  const { name, attribs } = element
  if (name === 'meta') {
    const property = attribs['property'] ?? attribs['name'] ?? attribs['itemprop'] ?? ''
    return namedPicture.test(property) || property === 'image' ? [attribs['content'] ?? ''] : []
  }
  const own = (shownBy[name] ?? []).flatMap((attribute) => attribs[attribute] ?? [])
  if (name === 'input' && attribs['type']?.toLowerCase() !== 'image') return []
  const found = [...own]
  for (const [attribute, value] of Object.entries(attribs)) {
    if (attribute.endsWith('srcset')) found.push(...parseSrcset(value).map(({ reference }) => reference))
    else if (attribute === 'background') found.push(value)
    else if (attribute === 'style' && value.includes('url(')) {
      for (const [, double, single, bare] of value.slice(0, 5000).matchAll(backgroundImages))
        found.push(double ?? single ?? bare ?? '')
    }
  }
  return found
}

/** References in `data-` attributes, which count only where they end like a picture. */
function attachedTo({ attribs }: Element): string[] {
  return Object.entries(attribs).flatMap(([name, value]) =>
    name.startsWith('data-') && !name.endsWith('srcset') && value.length < 4000 && /[/.]/.test(value)
      ? [value]
      : [],
  )
}

/**
 * Adds to `skipped` every address of a page that is neither taken nor in it: pictures, videos, documents and links. With
 * them what is taken and what is skipped are all addresses of the page, up to the bounds of the list.
 */
export function skipOtherAddresses(
  page: PageDocument,
  taken: () => ReadonlySet<string>,
  skipped: SkippedList,
): void {
  if (skipped.isFull()) return
  const known = new Set(taken())
  for (const { address } of skipped.rows) known.add(address)
  const add = (element: Element, address: string) => {
    if (known.has(address) || address === page.address) return
    known.add(address)
    skipped.add(address, reasonOf(element, address))
  }
  for (const element of page.elements(({ name }) => !noContent.has(name))) {
    if (skipped.isFull()) return
    for (const reference of referencesIn(element)) {
      const trimmed = reference.trim()
      if (trimmed === '' || trimmed.startsWith('#') || noFiles.test(trimmed)) continue
      const address = page.resolve(trimmed)
      if (address !== null) add(element, address)
      else if (page.isOtherScheme(trimmed) && !known.has(trimmed)) {
        known.add(trimmed)
        skipped.add(trimmed, 'not-http')
      }
    }
    for (const reference of attachedTo(element)) {
      const address = page.resolve(reference)
      if (address !== null && isPictureAddress(address)) add(element, address)
    }
  }
}
