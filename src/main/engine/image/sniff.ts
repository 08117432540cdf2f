import { gifWalk, jpegWalk, pngWalk } from './end-walks'
import { matroskaWalk } from './matroska-walk'
import { movieWalk } from './movie-walk'
import { bmpWalk, boxWalk, iconWalk, jxlWalk, webpWalk } from './size-walks'
import { createSvgEndCheck, mayBecomeSvg, svgHeadBytes, svgStart } from './svg'
import { tiffWalk } from './tiff-walk'
import { videoBeginnings, videoByMark, videoOfBrands, videoTypes } from './video-type'
import { type EndCheck, followWalk, type Walk } from './walk'

/** What a picture or a video is by its first bytes, and whether it came to its end; both are images here. */

export type { EndCheck } from './walk'

const walks: Readonly<Record<Exclude<ImageExtension, 'svg'>, () => Walk>> = {
  jpg: jpegWalk,
  png: pngWalk,
  gif: gifWalk,
  webp: webpWalk,
  bmp: bmpWalk,
  ico: iconWalk,
  // An animation may have the index of a movie alone.
  avif: () => boxWalk([['meta', 'moov'], ['mdat']]),
  heic: () => boxWalk([['meta', 'moov'], ['mdat']]),
  jp2: () => boxWalk([['jp2c']]),
  tiff: tiffWalk,
  jxl: jxlWalk,
  mp4: movieWalk,
  m4v: movieWalk,
  mov: movieWalk,
  webm: matroskaWalk,
  mkv: matroskaWalk,
}

/** A check for one image of a type, to be fed from its first byte on. */
export function createEndCheck(type: ImageType): EndCheck {
  return type.extension === 'svg' ? createSvgEndCheck() : followWalk(walks[type.extension]())
}

/**
 * Types of images by their first bytes, after WHATWG MIME Sniffing §6.1 and the formats' own specifications. What a
 * server or an address says about a type is not asked.
 */

const types = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  ico: 'image/vnd.microsoft.icon',
  jxl: 'image/jxl',
  jp2: 'image/jp2',
  svg: 'image/svg+xml',
  ...videoTypes,
} as const

/** Extensions of the image types that are recognised. */
export type ImageExtension = keyof typeof types

/** A media type and the extension that its files get. */
export interface ImageType {
  readonly extension: ImageExtension
  readonly type: (typeof types)[ImageExtension]
}

/** Bytes that `imageType` and `looksLikeText` want to see; fewer do if the file is shorter. */
export const headBytes = 64

/** Bytes that `imageType` wants of a file that may be a drawing; fewer do if the file is shorter. */
export const longestHeadBytes = svgHeadBytes

const jp2Signature = '\0\0\0\x0cjP  \r\n\x87\n'
const jxlSignature = '\0\0\0\x0cJXL \r\n\x87\n'
/** Sizes of the headers that a BMP may have at offset 14: `BM` alone also begins words. */
const bmpHeaders = new Set([12, 16, 40, 52, 56, 64, 108, 124])

function byteText(head: Uint8Array, from: number, to: number): string {
  return Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1', from, to)
}

/** Major and compatible brands of a `ftyp` box (ISO/IEC 14496-12 §4.3), as far as they are in the head. */
function brandsOf(head: Uint8Array): readonly string[] {
  if (byteText(head, 4, 8) !== 'ftyp') return []
  const size = new DataView(head.buffer, head.byteOffset, head.byteLength).getUint32(0)
  const brands: string[] = []
  for (let at = 8; at + 4 <= Math.min(size, head.length); at += 4) {
    if (at !== 12) brands.push(byteText(head, at, at + 4))
  }
  return brands
}

function fromBrands(brands: readonly string[]): ImageExtension | null {
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif'
  if (brands.some((brand) => /^(?:hei[cxms]|hev[cxms])$/.test(brand))) return 'heic'
  return videoOfBrands(brands)
}

function isIcon(head: Uint8Array): boolean {
  const count = (head[4] ?? 0) + (head[5] ?? 0) * 256
  return byteText(head, 0, 4) === '\0\0\x01\0' && count > 0 && count < 1024 && head[9] === 0
}

function extensionOf(head: Uint8Array): ImageExtension | null {
  const text = byteText(head, 0, 14)
  if (text.startsWith('\xff\xd8\xff')) return 'jpg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif'
  if (text.startsWith('RIFF') && text.startsWith('WEBPVP', 8)) return 'webp'
  if (text.startsWith(jp2Signature)) return 'jp2'
  if (text.startsWith(jxlSignature) || text.startsWith('\xff\x0a')) return 'jxl'
  if (text.startsWith('BM') && bmpHeaders.has(head[14] ?? 0) && head[15] === 0) return 'bmp'
  if (/^(?:II[*+]\0|MM\0[*+])/.test(text)) return 'tiff'
  if (isIcon(head)) return 'ico'
  return fromBrands(brandsOf(head)) ?? videoByMark(byteText(head, 0, headBytes))
}

/** The type of an image by its first bytes, or null: no image, or a kind that is not saved, such as SVG in gzip. */
export function imageType(head: Uint8Array): ImageType | null {
  const extension = extensionOf(head.subarray(0, headBytes)) ?? (svgStart(head) === 'svg' ? 'svg' : null)
  return extension === null ? null : { extension, type: types[extension] }
}

/**
 * Whether `imageType` decides with these bytes, `headBytes` or more: declarations and comments may stand in front of a
 * drawing, up to `longestHeadBytes`.
 */
export function isDecided(head: Uint8Array): boolean {
  return svgStart(head) !== 'open'
}

/** Beginnings of the types above; `?` stands for any byte. */
const beginnings = [
  '\xff\xd8\xff',
  '\x89PNG\r\n\x1a\n',
  'GIF87a',
  'GIF89a',
  'RIFF????WEBPVP',
  `\0\0\0?ftyp${'?'.repeat(24)}`,
  '\0\0\x01\0??????',
  'BM??????????????',
  'II*\0',
  'MM\0*',
  'II+\0',
  'MM\0+',
  jp2Signature,
  jxlSignature,
  ...videoBeginnings,
]

/** Whether bytes that are too few to recognise an image are the beginning of one. */
export function mayBecomeImage(head: Uint8Array): boolean {
  const text = byteText(head, 0, headBytes)
  const fits = (beginning: string) =>
    text.length < beginning.length &&
    Array.from(text).every((char, at) => beginning[at] === '?' || beginning[at] === char)
  return text !== '' && (beginnings.some(fits) || mayBecomeSvg(head))
}

/** Binary bytes of WHATWG MIME Sniffing §3. */
function isBinary(byte: number): boolean {
  return byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1a) || (byte >= 0x1c && byte <= 0x1f)
}

/**
 * Whether a body begins as text does: HTML, XML (SVG too), JSON or plain, in an encoding that contains ASCII, or in
 * UTF-16 with its mark. An empty body does not.
 */
export function looksLikeText(head: Uint8Array): boolean {
  const start = byteText(head, 0, 2)
  if (start === '\xff\xfe' || start === '\xfe\xff') return true
  return head.length > 0 && !head.some(isBinary)
}
