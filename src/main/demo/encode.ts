import { crc32, deflateSync } from 'node:zlib'
import jpeg from 'jpeg-js'
import type { Picture } from './canvas'

/** JPEG quality at which soft gradients show no blocks. */
const quality = 90

export function encodeJpeg({ width, height, rgb }: Picture): Buffer {
  const rgba = Buffer.alloc(width * height * 4, 255)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!
    rgba[to + 1] = rgb[from + 1]!
    rgba[to + 2] = rgb[from + 2]!
  }
  return jpeg.encode({ width, height, data: rgba }, quality).data
}

/** Eight bits a channel, no alpha, each row as difference to its left neighbours (PNG 3rd edition §9, filter 1). */
export function encodePng({ width, height, rgb }: Picture): Buffer {
  const stride = width * 3
  const rows = Buffer.alloc((stride + 1) * height)
  for (let y = 0; y < height; y++) {
    const to = y * (stride + 1)
    rows[to] = 1
    for (let x = 0; x < stride; x++) {
      const left = x < 3 ? 0 : (rgb[y * stride + x - 3] ?? 0)
      rows[to + 1 + x] = (rgb[y * stride + x] ?? 0) - left
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 6 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
