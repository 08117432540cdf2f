import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { writePng } from '../shared/png.mjs'

/**
 * What the misbehaving site does to each address: decided by seed and path alone, so that a run can be repeated.
 *
 * Shares of all files, in thousandths. What is `once` happens to the first request only; what is `lost` can never be
 * saved.
 */
export const faults = {
  cut: { share: 10, once: true },
  reset: { share: 10, once: true },
  busy: { share: 10, once: true },
  hold: { share: 2, once: true },
  'wrong-length': { share: 10, once: true },
  drip: { share: 10, once: false },
  redirect: { share: 10, once: false },
  gzip: { share: 10, once: false },
  html: { share: 5, once: false, lost: true },
  missing: { share: 5, once: false, lost: true },
}

/** @typedef {keyof typeof faults} Fault */

/**
 * A number from 0 to 1 that belongs to this text.
 *
 * @param {string} text
 */
export function chanceOf(text) {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}

/**
 * @param {number} seed
 * @param {string} path
 * @returns {Fault | null}
 */
export function faultOf(seed, path) {
  let left = chanceOf(`fault ${seed} ${path}`) * 1000
  for (const [name, { share }] of Object.entries(faults)) {
    left -= share
    if (left < 0) return /** @type {Fault} */ (name)
  }
  return null
}

/**
 * Whether the file of this path can ever be saved.
 *
 * @param {number} seed
 * @param {string} path
 */
export function isLost(seed, path) {
  const fault = faultOf(seed, path)
  return fault !== null && faults[fault].lost === true
}

/**
 * The picture of a path: a PNG of 2 to 24 KB that passes every check and is like no other.
 *
 * @param {number} seed
 * @param {string} path
 */
export function pictureOf(seed, path) {
  const height = 20 + Math.floor(chanceOf(`size ${seed} ${path}`) * 230)
  const noise = Buffer.alloc(height * 97)
  let state = crc32(`${seed} ${path}`) || 1
  for (let at = 0; at < noise.length; at++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    noise[at] = at % 97 === 0 ? 0 : state
  }
  return writePng({ width: 32, height, colourType: 2, rows: noise, level: 0 })
}

/**
 * Paths of the files of one page.
 *
 * @param {string} page such as `3/7`
 * @param {number} count
 */
export function filesOfPage(page, count) {
  return Array.from({ length: count }, (_, index) => `/f/${page}-${index + 1}.png`)
}
