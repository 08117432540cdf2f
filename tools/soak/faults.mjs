import { createHash } from 'node:crypto'
import { makePng } from '../../test/site/pictures.mjs'

/**
 * What the site of the soak does to some addresses.
 *
 * @typedef {object} PlannedFault
 * @property {number} share of all files, in thousandths
 * @property {boolean} once to the first request only
 * @property {boolean} [lost] the file can never be saved
 * @property {import('../../test/site/site.mjs').Fault} fault
 */

/** Seed and path alone decide which file has which fault, so that a run can be repeated. */
/** @type {readonly PlannedFault[]} */
export const faults = [
  { share: 10, once: true, fault: { kind: 'cut' } },
  { share: 10, once: true, fault: { kind: 'reset' } },
  { share: 10, once: true, fault: { kind: 'status', status: 503 } },
  { share: 2, once: true, fault: { kind: 'status', status: 429, headers: { 'retry-after': '1' } } },
  { share: 10, once: true, fault: { kind: 'wrong-length' } },
  { share: 10, once: false, fault: { kind: 'drip' } },
  { share: 10, once: false, fault: { kind: 'redirect', to: '' } },
  { share: 10, once: false, fault: { kind: 'gzip' } },
  { share: 5, once: false, lost: true, fault: { kind: 'html' } },
  { share: 5, once: false, lost: true, fault: { kind: 'status', status: 404 } },
]

/**
 * A number from 0 to 1 that belongs to this text.
 *
 * @param {string} text
 */
function chanceOf(text) {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}

/**
 * @param {number} seed
 * @param {string} path
 * @returns {PlannedFault | null}
 */
export function faultOf(seed, path) {
  let left = chanceOf(`fault ${seed} ${path}`) * 1000
  for (const planned of faults) {
    left -= planned.share
    if (left < 0) return planned
  }
  return null
}

/**
 * Whether the file of this path can never be saved.
 *
 * @param {number} seed
 * @param {string} path
 */
export function isLost(seed, path) {
  return faultOf(seed, path)?.lost === true
}

/**
 * The picture of a path: a PNG of 2 to 24 KB that differs from all others.
 *
 * @param {number} seed
 * @param {string} path
 */
export function pictureOf(seed, path) {
  return makePng(`${seed} ${path}`, 2000 + Math.floor(chanceOf(`size ${seed} ${path}`) * 22_000))
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
