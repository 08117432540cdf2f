import { crc32 } from 'node:zlib'
import { gifWithComment } from '../shared/gif.mjs'
import { writePng } from '../shared/png.mjs'
import { createRandom } from '../shared/seeded-random.mjs'

/**
 * A picture of about so many bytes that is whole by every check, different for every name.
 *
 * @param {string} name ends in .png, .gif or .jpg
 * @param {number} bytes
 */
export function makePicture(name, bytes) {
  const noise = makeNoise(name, bytes)
  if (name.endsWith('.png')) return makePng(noise)
  return name.endsWith('.gif') ? gifWithComment(noise) : makeJpeg(noise)
}

function makeNoise(name, bytes) {
  const chance = createRandom(crc32(name))
  const noise = Buffer.alloc(bytes)
  for (let at = 0; at + 4 <= bytes; at += 4) noise.writeUInt32LE(Math.floor(chance.next() * 2 ** 32), at)
  return noise
}

function makePng(noise) {
  const height = Math.max(1, Math.floor(noise.length / 97))
  const rows = Buffer.alloc(height * 97)
  noise.copy(rows)
  for (let row = 0; row < height; row++) rows[row * 97] = 0
  return writePng({ width: 32, height, colourType: 2, rows, level: 0 })
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
