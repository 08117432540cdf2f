import type { ReadAt } from './read-at'
import { asciiOf, viewOf } from './walk'

/** What the header of a video says. */
export interface VideoFacts {
  /** Pixels as it is shown: turned, where the video says so. */
  readonly width: number
  readonly height: number
  /** Milliseconds; null when it does not say how long it is. */
  readonly durationMs: number | null
}

/** Parts of one file that are looked at: a hostile one could have millions. */
const mostReads = 3000

/** Reads at most `mostReads` times; then the file seems to end. */
function bounded(read: ReadAt): ReadAt {
  let left = mostReads
  return (position, length) => {
    left -= 1
    return left < 0 ? Promise.resolve(new Uint8Array()) : read(position, length)
  }
}

/** Longest header of a track or a movie, with some room. */
const headerBytes = 128

/** A part of a file: a box or an element. */
interface Part<Name> {
  readonly name: Name
  /** Where its content begins and ends. */
  readonly from: number
  readonly to: number
}

type ReadPart<Name> = (read: ReadAt, at: number, end: number) => Promise<Part<Name> | null>

/** The first `most` parts between two places that have one of these names. */
async function findParts<Name>(
  read: ReadAt,
  readPart: ReadPart<Name>,
  { from, to }: Omit<Part<Name>, 'name'>,
  names: readonly Name[],
  most = Infinity,
): Promise<readonly Part<Name>[]> {
  const found: Part<Name>[] = []
  let at = from
  while (at < to && found.length < most) {
    const part = await readPart(read, at, to)
    if (part === null) break
    if (names.includes(part.name)) found.push(part)
    at = part.to
  }
  return found
}

const readBox: ReadPart<string> = async (read, at, end) => {
  const bytes = await read(at, 16)
  if (bytes.length < 8) return null
  const view = viewOf(bytes)
  const size = view.getUint32(0)
  const name = asciiOf(bytes, 4, 8)
  if (size === 0) return { name, from: at + 8, to: end }
  if (size !== 1) return size < 8 ? null : { name, from: at + 8, to: Math.min(end, at + size) }
  if (bytes.length < 16) return null
  const large = Number(view.getBigUint64(8))
  return large < 16 ? null : { name, from: at + 16, to: Math.min(end, at + large) }
}

/** The largest track that is seen (ISO/IEC 14496-12 §8.3.2), and the time of the movie (§8.2.2). */
export async function movieFacts(readAny: ReadAt): Promise<VideoFacts | null> {
  const read = bounded(readAny)
  const [movie] = await findParts(read, readBox, { from: 0, to: Infinity }, ['moov'], 1)
  if (movie === undefined) return null
  let shown: { readonly width: number; readonly height: number } | null = null
  let durationMs: number | null = null
  for (const part of await findParts(read, readBox, movie, ['mvhd', 'trak'])) {
    if (part.name === 'mvhd') durationMs = durationOf(await read(part.from, headerBytes))
    else {
      const [header] = await findParts(read, readBox, part, ['tkhd'], 1)
      const size = header === undefined ? null : trackSize(await read(header.from, headerBytes))
      if (size !== null && size.width * size.height > (shown?.width ?? 0) * (shown?.height ?? 0)) shown = size
    }
  }
  return shown === null ? null : { ...shown, durationMs }
}

/** All bits of a time that is not known. */
const unknownTimes = new Set([0, 0xffffffff, 2 ** 64])

function durationOf(header: Uint8Array): number | null {
  const isLong = header[0] === 1
  if (header.length < (isLong ? 32 : 20)) return null
  const view = viewOf(header)
  const scale = view.getUint32(isLong ? 20 : 12)
  const time = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16)
  return scale === 0 || unknownTimes.has(time) ? null : Math.round((time / scale) * 1000)
}

function trackSize(header: Uint8Array): { readonly width: number; readonly height: number } | null {
  const matrixAt = header[0] === 1 ? 52 : 40
  if (header.length < matrixAt + 44) return null
  const view = viewOf(header)
  // Both are numbers of 16.16 bits.
  const [width, height] = [36, 40].map((at) => Math.round(view.getUint32(matrixAt + at) / 65_536))
  if (width === undefined || height === undefined || width === 0 || height === 0) return null
  // A quarter turn: the picture's own axes are exchanged.
  const isTurned = view.getInt32(matrixAt) === 0 && view.getInt32(matrixAt + 16) === 0
  return isTurned ? { width: height, height: width } : { width, height }
}

const elements = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  track: 0xae,
  video: 0xe0,
  width: 0xb0,
  height: 0xba,
} as const

/** A variable-size integer in some bytes (RFC 8794 §4), without the mark of its length; null value: all bits are set. */
function vintOf(bytes: Uint8Array, at: number) {
  const first = bytes[at] ?? 0
  const length = Math.clz32(first) - 23
  if (length > 8 || at + length > bytes.length) return null
  const rest = bytes.subarray(at + 1, at + length)
  // The mark of a long one is cut off first: with it the number would be too large to be exact.
  const most = 2 ** (8 - length) - 1
  const value = rest.reduce((sum, byte) => sum * 256 + byte, first & most)
  const isUnknown = (first & most) === most && rest.every((byte) => byte === 0xff)
  return { value: isUnknown ? null : value, length }
}

const readElement: ReadPart<number> = async (read, at, end) => {
  const bytes = await read(at, 12)
  const id = vintOf(bytes, 0)
  const size = id === null || id.length > 4 ? null : vintOf(bytes, id.length)
  if (id === null || size === null) return null
  const name = bytes.subarray(0, id.length).reduce((sum, byte) => sum * 256 + byte, 0)
  const from = at + id.length + size.length
  return { name, from, to: size.value === null ? end : Math.min(end, from + size.value) }
}

/** An unsigned integer (RFC 8794 §7.2) or, where it is one, a float (§7.3). */
async function numberIn(read: ReadAt, { from, to }: Part<number>, kind: 'uint' | 'float'): Promise<number> {
  const bytes = await read(from, Math.min(8, to - from))
  if (kind === 'uint') return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
  if (bytes.length === 4) return viewOf(bytes).getFloat32(0)
  return bytes.length === 8 ? viewOf(bytes).getFloat64(0) : 0
}

/** The largest video track of WebM or Matroska, and the time that Info says (RFC 9559 §5.1.2, §5.1.4). */
export async function matroskaFacts(readAny: ReadAt): Promise<VideoFacts | null> {
  const read = bounded(readAny)
  const [segment] = await findParts(read, readElement, { from: 0, to: Infinity }, [elements.segment], 1)
  if (segment === undefined) return null
  let shown: { readonly width: number; readonly height: number } | null = null
  let durationMs: number | null = null
  // Both stand in front of the first Cluster, whose size may be unknown.
  for (const part of await findParts(read, readElement, segment, [elements.info, elements.tracks], 2)) {
    if (part.name === elements.info) durationMs = await infoDuration(read, part)
    else {
      for (const track of await findParts(read, readElement, part, [elements.track])) {
        const size = await videoSize(read, track)
        if (size !== null && size.width * size.height > (shown?.width ?? 0) * (shown?.height ?? 0))
          shown = size
      }
    }
  }
  return shown === null ? null : { ...shown, durationMs }
}

async function infoDuration(read: ReadAt, info: Part<number>): Promise<number | null> {
  let scale = 1_000_000
  let time = 0
  for (const part of await findParts(
    read,
    readElement,
    info,
    [elements.timestampScale, elements.duration],
    2,
  )) {
    if (part.name === elements.timestampScale) scale = await numberIn(read, part, 'uint')
    else time = await numberIn(read, part, 'float')
  }
  const milliseconds = Math.round((time * scale) / 1_000_000)
  return milliseconds > 0 && Number.isFinite(milliseconds) ? milliseconds : null
}

async function videoSize(read: ReadAt, track: Part<number>) {
  const [video] = await findParts(read, readElement, track, [elements.video], 1)
  if (video === undefined) return null
  let width = 0
  let height = 0
  for (const part of await findParts(read, readElement, video, [elements.width, elements.height], 2)) {
    if (part.name === elements.width) width = await numberIn(read, part, 'uint')
    else height = await numberIn(read, part, 'uint')
  }
  return width > 0 && height > 0 ? { width, height } : null
}
