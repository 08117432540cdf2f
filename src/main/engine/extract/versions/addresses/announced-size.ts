import type { Element } from '../../html/dom'
import { pathOf } from '../../html/resolve-address'

/** Size in pixels as a page announces it; null where it does not. */
export interface AnnouncedSize {
  readonly width: number | null
  readonly height: number | null
}

/** What announces nothing. */
export const unknownSize: AnnouncedSize = { width: null, height: null }

/** Sides beyond it are no size: numbers in names count, date and identify. */
const mostSide = 60_000
const leastSide = 8

function sized(width: string | undefined, height: string | undefined): AnnouncedSize {
  const read = (text: string | undefined) => {
    const side = text === undefined ? 0 : Math.round(Number(text))
    return side >= leastSide && side <= mostSide ? side : null
  }
  return { width: read(width), height: read(height) }
}

const isKnown = ({ width, height }: AnnouncedSize) => width !== null || height !== null

/** Names in a query and in a path of a picture server that hold a side: `w`, `width`, `h`, `height`. */
const widthInQuery = /[?&](?:w|width|imwidth|wid|maxwidth|max_w|sw)=(\d{2,5})(?:px)?(?:&|$)/i
const heightInQuery = /[?&](?:h|height|imheight|hei|maxheight|max_h|sh)=(\d{2,5})(?:px)?(?:&|$)/i
const sizeInQuery =
  /[?&](?:s|sz|size|resize|fit|dim|dimensions)=(\d{2,5})(?:(?:[x*,]|%2c|%7c)(\d{2,5}))?(?:&|$)/i

const sizesInPath: readonly RegExp[] = [
  // -300x200, _300x200, /300x200/, 300×200 at the end of a name or as a folder
  /(?:^|[/_.@-])(\d{2,5})x(\d{2,5})(?=[/_.@!-]|$)/i,
  // Cloudinary, Wix and the like: w_800,h_600
  /(?:^|[/,_])w_(\d{2,5})(?:,h_(\d{2,5}))?(?=[/,]|$)/i,
  // Google, Blogger: /w800-h600/, =w800-h600
  /[/=]w(\d{2,5})-h(\d{2,5})(?=[-/]|$)/i,
  // Google, Blogger: /s1600/, =s1600-c
  /[/=]s(\d{2,5})(?:-[a-z]{1,2}\d{0,3})*(?=\/|$)/i,
  // MediaWiki: /320px-Name.jpg
  /\/(?:page\d{1,4}-)?(\d{2,5})px-/i,
  // /w1280/, /width/1280/
  /\/(?:w|width)[/-]?(\d{2,5})(?=\/|$)/i,
]

/** What every path with a size has in it: most have not. */
const maySizePath = /\dx\d|[/,_]w_\d|[/=][ws]\d|px-|\/(?:w|width)[/-]?\d/i

/** Size that an absolute address itself names, by the forms of common picture servers. */
export function sizeInAddress(address: string): AnnouncedSize {
  const query = address.indexOf('?')
  if (query >= 0) {
    const text = address.slice(query).slice(0, 2000)
    const sides = sized(widthInQuery.exec(text)?.[1], heightInQuery.exec(text)?.[1])
    if (isKnown(sides)) return sides
    const [, width, height] = sizeInQuery.exec(text) ?? []
    if (width !== undefined) return sized(width, height)
  }
  const path = pathOf(address).slice(-400)
  if (!maySizePath.test(path)) return unknownSize
  for (const form of sizesInPath) {
    const [, width, height] = form.exec(path) ?? []
    const size = sized(width, height)
    if (isKnown(size)) return size
  }
  return unknownSize
}

/** Pairs of attributes of a light box that hold the sides of the larger picture. */
const pairs = [
  ['data-pswp-width', 'data-pswp-height'],
  ['data-large_image_width', 'data-large_image_height'],
  ['data-full-width', 'data-full-height'],
  ['data-original-width', 'data-original-height'],
  ['data-natural-width', 'data-natural-height'],
  ['data-image-width', 'data-image-height'],
  ['data-width', 'data-height'],
] as const

/** Attributes that hold both: `1600x1067`, `1600-1067`, `1600,1067`. */
const both = ['data-size', 'data-lg-size', 'data-orig-size', 'data-full-size', 'data-dimensions'] as const
const twoSides = /(?:^|,\s*)(\d{2,5})\s*(?:[x×*-]|,\s*)\s*(\d{2,5})\s*$/i

/** Whether there is anything to read: a look that costs no memory. */
function hasSize(attribs: Element['attribs']): boolean {
  for (const name in attribs)
    if (name.startsWith('data-') && /width|height|size|dimensions/.test(name)) return true
  return false
}

/** Size of the larger picture that an element of a light box announces. */
export function sizeInAttributes({ attribs }: Element): AnnouncedSize {
  if (!hasSize(attribs)) return unknownSize
  for (const [width, height] of pairs) {
    const size = sized(attribs[width], attribs[height])
    if (isKnown(size)) return size
  }
  for (const name of both) {
    const [, width, height] = twoSides.exec((attribs[name] ?? '').slice(-200)) ?? []
    if (width !== undefined) return sized(width, height)
  }
  return unknownSize
}
