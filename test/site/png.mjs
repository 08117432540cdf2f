import { crc32, deflateSync } from 'node:zlib'

/**
 * The content of a PNG file.
 *
 * @typedef {object} Png
 * @property {number} width
 * @property {number} height
 * @property {1 | 8} [depth] bits of a channel; 8 by default
 * @property {0 | 2 | 3 | 6} colourType grey, true colour, indexed, true colour with opacity (PNG 3rd edition §11.2.1)
 * @property {Uint8Array} rows each begins with the number of its filter
 * @property {number} level of compression, 0 to 9
 * @property {readonly Uint8Array[]} [before] chunks before the pixels, such as a palette
 */

/**
 * @param {Png} png
 * @returns {Buffer} the whole file
 */
export function writePng({ width, height, depth = 8, colourType, rows, level, before = [] }) {
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

/**
 * One chunk with its length and its checksum (PNG 3rd edition §5.3).
 *
 * @param {string} type
 * @param {Uint8Array} content
 */
export function pngChunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
