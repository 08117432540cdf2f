import { crc32, deflateSync } from 'node:zlib'

export interface Png {
  readonly width: number
  readonly height: number
  /** Bits of a channel; 8 by default. */
  readonly depth?: 1 | 8
  /** Grey, true colour or indexed (PNG 3rd edition §11.2.1). */
  readonly colourType: 0 | 2 | 3
  /** Each begins with the number of its filter. */
  readonly rows: Uint8Array
  /** Of compression, 0 to 9. */
  readonly level: number
  /** Chunks before the pixels, such as a palette. */
  readonly before?: readonly Uint8Array[]
}

/** A whole file. */
export function writePng({ width, height, depth = 8, colourType, rows, level, before = [] }: Png): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colourType, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...before,
    pngChunk('IDAT', deflateSync(rows, { level })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** One chunk with its length and its check (PNG 3rd edition §5.3). */
export function pngChunk(type: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** A decodable grey PNG of about `bytes` bytes; `seed` makes its content differ. */
export function makePng(bytes: number, seed = 1): Buffer {
  const width = 256
  const height = Math.max(1, Math.ceil(bytes / (width + 1)))
  const pixels = Buffer.alloc(height * (width + 1))
  let state = seed
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    pixels[at] = at % (width + 1) === 0 ? 0 : state >>> 24
  }
  return writePng({ width, height, colourType: 0, rows: pixels, level: 0 })
}
