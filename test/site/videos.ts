/** Small videos that are built by code: their structure is right, what they show is noise. */

type Part = string | readonly number[] | Uint8Array

export function join(...parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
}

export function u16(value: number): Buffer {
  const out = Buffer.alloc(2)
  out.writeUInt16BE(value)
  return out
}

export function u32(value: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(value)
  return out
}

export function u64(value: number): Buffer {
  const out = Buffer.alloc(8)
  out.writeBigUInt64BE(BigInt(value))
  return out
}

/** A box of an ISO base media file. */
export function box(type: string, ...content: readonly Part[]): Buffer {
  const body = join(...content)
  return join(u32(body.length + 8), type, body)
}

/** A box that says its size in 64 bits. */
export function largeBox(type: string, ...content: readonly Part[]): Buffer {
  const body = join(...content)
  return join(u32(1), type, u64(body.length + 16), body)
}

/** A box that goes up to the end of the file. */
export function lastBox(type: string, ...content: readonly Part[]): Buffer {
  return join(u32(0), type, ...content)
}

export interface Movie {
  readonly width: number
  readonly height: number
  readonly seconds: number
  /** Version 1 of the headers has 64-bit times. */
  readonly version?: 0 | 1
  /** A quarter turn, as phones record it. */
  readonly turned?: boolean
}

const one = u32(0x10000)
const minusOne = u32(0xffff0000)

function matrix(turned: boolean): Buffer {
  const none = u32(0)
  const [a, b, c, d] = turned ? [none, one, minusOne, none] : [one, none, none, one]
  return join(a, b, none, c, d, none, none, none, u32(0x40000000))
}

function trackHeader({ width, height, seconds, version = 0, turned = false }: Movie): Buffer {
  const time = version === 1 ? u64 : u32
  return box(
    'tkhd',
    [version, 0, 0, 3],
    time(0),
    time(0),
    u32(1),
    u32(0),
    time(seconds * 1000),
    Buffer.alloc(16),
    matrix(turned),
    u32(width * 65_536),
    u32(height * 65_536),
  )
}

/** The index of a movie: a track of sound and one of pictures. */
export function movieBox(movie: Movie): Buffer {
  const { seconds, version = 0 } = movie
  const time = version === 1 ? u64 : u32
  return box(
    'moov',
    box('mvhd', [version, 0, 0, 0], time(0), time(0), u32(1000), time(seconds * 1000), Buffer.alloc(80)),
    box('trak', trackHeader({ ...movie, width: 0, height: 0, turned: false }), box('mdia', Buffer.alloc(20))),
    box('trak', trackHeader(movie), box('mdia', Buffer.alloc(40))),
  )
}

export function brandBox(major: string, ...others: readonly string[]): Buffer {
  return box('ftyp', major, u32(512), ...others)
}

const clip: Movie = { width: 640, height: 360, seconds: 12 }

/** An MP4 with its index in front, of about `bytes` bytes of noise. */
export function makeMp4(seed: string, bytes = 600): Buffer {
  return join(brandBox('isom', 'iso2', 'mp41'), movieBox(clip), box('mdat', noise(seed, bytes)))
}

/** Bytes that differ with the seed. */
function noise(seed: string, bytes: number): Buffer {
  const out = Buffer.alloc(bytes)
  let state = 7
  for (const char of seed) state = (state * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  for (let at = 0; at < bytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    out[at] = state >>> 24
  }
  return out
}

/** The size of an EBML element in `length` bytes. */
export function vint(value: number, length = value < 127 ? 1 : 4): Buffer {
  const out = Buffer.alloc(8)
  out.writeBigUInt64BE(BigInt(value) + (1n << BigInt(7 * length)))
  return out.subarray(8 - length)
}

/** An EBML element; `id` in hexadecimal. */
export function element(id: string, ...content: readonly Part[]): Buffer {
  const body = join(...content)
  return join(Buffer.from(id, 'hex'), vint(body.length), body)
}

/** An EBML element whose size takes eight bytes, as programs write it that fill it in later. */
export function wideElement(id: string, ...content: readonly Part[]): Buffer {
  const body = join(...content)
  return join(Buffer.from(id, 'hex'), vint(body.length, 8), body)
}

/** An EBML element of unknown size, as it is written while it is recorded. */
export function openElement(id: string, ...content: readonly Part[]): Buffer {
  return join(Buffer.from(id, 'hex'), '\x01\xff\xff\xff\xff\xff\xff\xff', ...content)
}

export const ebml = {
  header: (docType: string) =>
    element(
      '1a45dfa3',
      element('4286', [1]),
      element('42f7', [1]),
      element('42f2', [4]),
      element('42f3', [8]),
      element('4282', docType),
      element('4287', [4]),
      element('4285', [2]),
    ),
  facts: (seconds: number) => {
    const duration = Buffer.alloc(8)
    duration.writeDoubleBE(seconds * 1000)
    return element('1549a966', element('2ad7b1', [0x0f, 0x42, 0x40]), element('4489', duration))
  },
  tracks: (width: number, height: number) =>
    element(
      '1654ae6b',
      element('ae', element('d7', [1]), element('83', [2])),
      element(
        'ae',
        element('d7', [2]),
        element('83', [1]),
        element('e0', element('b0', u16(width)), element('ba', u16(height))),
      ),
    ),
  block: (bytes: number) => element('a3', [0x82, 0, 0, 0x80], Buffer.alloc(bytes, 5)),
  time: (value: number) => element('e7', u16(value)),
  cues: () => element('1c53bb6b', element('bb', Buffer.alloc(20))),
}

/** Ids of the two elements that may have an unknown size. */
export const segmentId = '18538067'
export const clusterId = '1f43b675'

/** A WebM of 320 × 180 and 4 s with two clusters. */
export function makeWebm(docType = 'webm'): Buffer {
  const { header, facts, tracks, time, block, cues } = ebml
  return join(
    header(docType),
    element(
      segmentId,
      facts(4),
      tracks(320, 180),
      element(clusterId, time(0), block(90), block(40)),
      element(clusterId, time(2000), block(60)),
      cues(),
    ),
  )
}

/** The same as a browser records it: neither Segment nor Cluster says how long it is. */
export function makeLiveWebm(): Buffer {
  const { header, facts, tracks, time, block } = ebml
  return join(
    header('webm'),
    openElement(
      segmentId,
      facts(4),
      tracks(320, 180),
      openElement(clusterId, time(0), block(90), block(40)),
      openElement(clusterId, time(2000), block(60)),
    ),
  )
}
