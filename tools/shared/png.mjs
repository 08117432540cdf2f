import { crc32, deflateSync } from 'node:zlib'

/**
 * A PNG of eight bits a channel (PNG 3rd edition §5 and §11).
 *
 * @param {{ width: number, height: number, colourType: 2 | 6, rows: Buffer, level: number }} picture `colourType`: 2 is
 *   true colour, 6 true colour with opacity; `rows`: each begins with the number of its filter; `level`: of compression,
 *   0 to 9
 */
export function writePng({ width, height, colourType, rows, level }) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colourType, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * @param {string} type
 * @param {Buffer} content
 */
function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
