import { pngChunk, writePng } from './site/png.mjs'

/** One bit a pixel, black or white. */
function pngOf(width: number, height: number, ...before: readonly Buffer[]): Buffer {
  const rows = Buffer.alloc(height * (1 + Math.ceil(width / 8)))
  return writePng({ width, height, depth: 1, colourType: 0, rows, level: 9, before })
}

/** A lossless WebP of one pixel: its VP8L chunk, even in length. */
const onePixel = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64').subarray(12)

function riffChunk(type: string, content: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** Small files that take much memory or time to decode; all are well-formed. */
export const makeBomb = {
  /** White and black pixels: a thousandth of its bitmap. */
  png: (width: number, height: number) => pngOf(width, height),

  /** A text of so many bytes before the picture. */
  pngWithText: (bytes: number) =>
    pngOf(16, 16, pngChunk('tEXt', Buffer.concat([Buffer.from('Comment\0'), Buffer.alloc(bytes, 'x')]))),

  /** Frames of one pixel on a large canvas. */
  gif(width: number, height: number, frames: number): Buffer {
    const head = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1')
    head.writeUInt16LE(width, 6)
    head.writeUInt16LE(height, 8)
    const frame = Buffer.from(
      '\x21\xf9\x04\0\x01\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0',
      'latin1',
    )
    return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from(';')])
  },

  /** An animation of frames of one pixel. */
  webp(frames: number): Buffer {
    const canvas = Buffer.from([0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    const frame = riffChunk('ANMF', Buffer.concat([Buffer.alloc(16), onePixel]))
    const body = Buffer.concat([
      Buffer.from('WEBP'),
      riffChunk('VP8X', canvas),
      riffChunk('ANIM', Buffer.alloc(6)),
      ...Array.from({ length: frames }, () => frame),
    ])
    return riffChunk('RIFF', body)
  },

  /** A JPEG of so many colour profiles of 64 KiB, and no picture behind them. */
  jpegWithProfiles(count: number): Buffer {
    const profile = Buffer.concat([Buffer.from([0xff, 0xe2, 0xff, 0xff]), Buffer.alloc(65_533, 1)])
    const frame = Buffer.from('\xff\xc0\0\x0b\x08\0\x10\0\x10\x01\x01\x11\0\xff\xd9', 'latin1')
    return Buffer.concat([Buffer.from([0xff, 0xd8]), ...Array.from({ length: count }, () => profile), frame])
  },
}
