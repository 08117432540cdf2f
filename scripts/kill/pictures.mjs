import { crc32, deflateSync } from 'node:zlib'
import { createChance } from './chance.mjs'

/**
 * A picture of about so many bytes that is whole by every check, different for every name.
 *
 * @param {string} name ends in .png, .gif or .jpg
 * @param {number} bytes
 */
export function makePicture(name, bytes) {
  const noise = makeNoise(name, bytes)
  if (name.endsWith('.png')) return makePng(noise)
  return name.endsWith('.gif') ? makeGif(noise) : makeJpeg(noise)
}

function makeNoise(name, bytes) {
  const chance = createChance(crc32(name))
  const noise = Buffer.alloc(bytes)
  for (let at = 0; at + 4 <= bytes; at += 4) noise.writeUInt32LE(Math.floor(chance.next() * 2 ** 32), at)
  return noise
}

function makePng(noise) {
  const height = Math.max(1, Math.floor(noise.length / 97))
  const rows = Buffer.alloc(height * 97)
  noise.copy(rows)
  for (let row = 0; row < height; row++) rows[row * 97] = 0
  const header = Buffer.alloc(13)
  header.writeUInt32BE(32, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows, { level: 0 })),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** One pixel; the noise stands in a comment. */
function makeGif(noise) {
  const parts = [
    Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'),
    Buffer.from([0x21, 0xfe]),
  ]
  for (let at = 0; at < noise.length; at += 255) {
    const piece = noise.subarray(at, at + 255)
    parts.push(Buffer.from([piece.length]), piece)
  }
  parts.push(Buffer.from('\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;', 'latin1'))
  return Buffer.concat(parts)
}

/** A frame without content; the noise stands in comments. */
function makeJpeg(noise) {
  const parts = [Buffer.from([0xff, 0xd8])]
  for (let at = 0; at < noise.length; at += 60_000) {
    const piece = noise.subarray(at, at + 60_000)
    const head = Buffer.from([0xff, 0xfe, 0, 0])
    head.writeUInt16BE(piece.length + 2, 2)
    parts.push(head, piece)
  }
  const frame = [
    0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x7f, 0xff, 0xd9,
  ]
  parts.push(Buffer.from(frame))
  return Buffer.concat(parts)
}
