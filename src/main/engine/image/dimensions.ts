import type { ReadAt } from './read-at'
import { svgSize } from './svg'
import { matroskaFacts, movieFacts } from './video-facts'

export type { ReadAt } from './read-at'

/** Width and height in pixels as a picture's header says them: what a decoder will ask memory for. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

type ReadSize = (read: ReadAt) => Promise<PictureSize | null>

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const textOf = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to))

/** A header of fixed places. */
function fixed(length: number, size: (view: DataView, bytes: Uint8Array) => PictureSize | null): ReadSize {
  return async (read) => {
    const bytes = await read(0, length)
    return bytes.length < length ? null : size(viewOf(bytes), bytes)
  }
}

/** Segments of a JPEG before its frame; profiles and previews of cameras take some dozens. */
const mostSegments = 2000

/** The first frame header (ITU T.81 §B.2.2) behind whatever profiles and comments. */
async function jpegSize(read: ReadAt): Promise<PictureSize | null> {
  let at = 2
  for (let segment = 0; segment < mostSegments; segment += 1) {
    const head = await read(at, 9)
    if (head.length < 9) return null
    const [first = 0, marker = 0] = head
    if (first !== 0xff) return null
    if (marker === 0xff) {
      at += 1
      continue
    }
    const view = viewOf(head)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) return { height: view.getUint16(5), width: view.getUint16(7) }
    // Scans and the end come behind the frame.
    if (marker === 0xda || marker === 0xd9) return null
    const isBare = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    at += isBare ? 2 : 2 + view.getUint16(2)
  }
  return null
}

/** WebP container: VP8X names the canvas, VP8 and VP8L their only frame. */
const webpSize = fixed(30, (view, bytes) => {
  const uint24 = (at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536
  switch (textOf(bytes, 12, 16)) {
    case 'VP8X':
      return { width: uint24(24) + 1, height: uint24(27) + 1 }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    default:
      return null
  }
})

/** Where the properties of an AVIF are looked for: `meta` stands at its beginning. */
const avifHeadBytes = 256 * 1024

/** The largest `ispe` property (ISO/IEC 23008-12 §6.5.3); tiles of a grid have smaller ones. An animation may have none. */
async function avifSize(read: ReadAt): Promise<PictureSize | null> {
  const bytes = await read(0, avifHeadBytes)
  const view = viewOf(bytes)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  let found: PictureSize | null = null
  for (let at = text.indexOf('ispe'); at >= 0 && at + 16 <= bytes.length; at = text.indexOf('ispe', at + 4)) {
    const size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) }
    if (found === null || size.width * size.height > found.width * found.height) found = size
  }
  if (found !== null) return found
  const animation = await movieFacts(read)
  return animation === null ? null : { width: animation.width, height: animation.height }
}

const readers: Readonly<Record<string, ReadSize>> = {
  'image/png': fixed(24, (view) => ({ width: view.getUint32(16), height: view.getUint32(20) })),
  'image/gif': fixed(10, (view) => ({ width: view.getUint16(6, true), height: view.getUint16(8, true) })),
  'image/bmp': fixed(26, (view) =>
    view.getUint32(14, true) === 12
      ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
      : { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) },
  ),
  'image/jpeg': jpegSize,
  'image/webp': webpSize,
  'image/avif': avifSize,
  // A picture in an icon that is larger than the directory can say is refused by the decoder.
  'image/vnd.microsoft.icon': () => Promise.resolve({ width: 256, height: 256 }),
  'image/svg+xml': svgSize,
  'video/mp4': movieFacts,
  'video/x-m4v': movieFacts,
  'video/quicktime': movieFacts,
  'video/webm': matroskaFacts,
  'video/matroska': matroskaFacts,
}

/** The size of a picture or video of this type by its header; null when it has none, so that nothing can decode it either. */
export async function readPictureSize(type: string, read: ReadAt): Promise<PictureSize | null> {
  return (await readers[type]?.(read)) ?? null
}

/**
 * Most pixels of a picture that is decoded: 134 million, half a gibibyte as a bitmap. A few kilobytes can announce
 * billions, and a program that decodes them runs out of memory.
 */
const mostPixels = 2 ** 27

/** Longest side in pixels; no format that is shown here can have more, but PNG and BMP. */
const longestSide = 65_535

/** Whether a picture of these dimensions may be decoded: at most 134 million pixels. */
export function isDecodable({ width, height }: PictureSize): boolean {
  return (
    width > 0 && height > 0 && width <= longestSide && height <= longestSide && width * height <= mostPixels
  )
}
