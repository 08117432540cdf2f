import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { writePng } from './png.mjs'

// Pictures that pass every check of completeness. The same seed gives the same bytes, another seed gives others.

/**
 * Lower-case hexadecimal SHA-256.
 *
 * @param {Uint8Array} bytes
 */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Bytes that cannot be compressed (xorshift).
 *
 * @param {string} seed
 * @param {number} bytes
 */
function makeNoise(seed, bytes) {
  const noise = Buffer.alloc(bytes)
  let state = crc32(seed) || 1
  for (let at = 0; at < noise.length; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    noise[at] = state
  }
  return noise
}

/** Bytes of a row of 32 pixels in true colour, its filter included. */
const rowBytes = 97

/**
 * A PNG of noise.
 *
 * @param {string} seed
 * @param {number} [bytes] length of the file, about
 * @returns {Buffer}
 */
export function makePng(seed, bytes = 2000) {
  const height = Math.max(1, Math.ceil((bytes - 100) / rowBytes))
  const rows = makeNoise(seed, height * rowBytes)
  for (let row = 0; row < height; row++) rows[row * rowBytes] = 0
  return writePng({ width: 32, height, colourType: 2, rows, level: 0 })
}

/** Bytes of one block of a comment (GIF89a §15). */
const gifBlockBytes = 255

/**
 * A GIF of one pixel with this comment.
 *
 * @param {Buffer} comment
 * @returns {Buffer}
 */
export function makeGif(comment) {
  /** @type {Uint8Array[]} */
  const parts = [
    Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'),
    Buffer.from([0x21, 0xfe]),
  ]
  for (let at = 0; at < comment.length; at += gifBlockBytes) {
    const block = comment.subarray(at, at + gifBlockBytes)
    parts.push(Buffer.from([block.length]), block)
  }
  parts.push(Buffer.from('\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;', 'latin1'))
  return Buffer.concat(parts)
}

/**
 * A JPEG frame without content; the noise stands in comments.
 *
 * @param {Buffer} noise
 * @returns {Buffer}
 */
function makeJpeg(noise) {
  /** @type {Uint8Array[]} */
  const parts = [Buffer.from([0xff, 0xd8])]
  for (let at = 0; at < noise.length; at += 60_000) {
    const piece = noise.subarray(at, at + 60_000)
    const head = Buffer.from([0xff, 0xfe, 0, 0])
    head.writeUInt16BE(piece.length + 2, 2)
    parts.push(head, piece)
  }
  parts.push(Buffer.from('ffc0000b080001000101011100ffda0008010100003f007fffd9', 'hex'))
  return Buffer.concat(parts)
}

/**
 * A picture of the type that its name ends with.
 *
 * @param {string} name ends in .png, .gif or .jpg
 * @param {number} bytes length of the file, about
 * @returns {Buffer}
 */
export function makePicture(name, bytes) {
  if (name.endsWith('.png')) return makePng(name, bytes)
  const noise = makeNoise(name, bytes)
  return name.endsWith('.gif') ? makeGif(noise) : makeJpeg(noise)
}
