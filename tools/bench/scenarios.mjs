/**
 * The same work for all programs.
 *
 * @typedef {object} Scenario
 * @property {string} name
 * @property {string} what in words
 * @property {number} pages numbered pages of the site, each one gallery
 * @property {number} images on each page
 * @property {number} bytes of an image
 * @property {number} latencyMs before each reply
 * @property {number} bytesPerSecond of one connection; 0 for no limit
 * @property {number} [queued] no download: a list with so many queued images is opened and shown
 * @property {number} wide connections at once that every program is set to; 0: each program's own default
 */

const KB = 1000

/** @type {readonly Scenario[]} */
export const scenarios = [
  far('A', 16),
  far('A64', 64),
  far('A-auto', 0),
  {
    name: 'B',
    what: 'flood: large pictures as fast as they go',
    pages: 40,
    images: 50,
    bytes: 500 * KB,
    latencyMs: 0,
    bytesPerSecond: 0,
    wide: 16,
  },
  {
    name: 'C',
    what: 'many small pictures',
    pages: 200,
    images: 100,
    bytes: 4 * KB,
    latencyMs: 2,
    bytesPerSecond: 0,
    wide: 16,
  },
  {
    name: 'D',
    what: 'one file of 1 GiB',
    pages: 1,
    images: 1,
    bytes: 1024 ** 3,
    latencyMs: 0,
    bytesPerSecond: 0,
    wide: 16,
  },
  {
    name: 'E',
    what: 'a list with 1,000,000 queued images is opened and shown',
    queued: 1_000_000,
    pages: 0,
    images: 0,
    bytes: 0,
    latencyMs: 0,
    bytesPerSecond: 0,
    wide: 0,
  },
]

/**
 * @param {string} name
 * @param {number} wide
 * @returns {Scenario}
 */
function far(name, wide) {
  return {
    name,
    what: 'a far site: 100 ms away, 1 MB/s a connection',
    pages: 50,
    images: 8,
    bytes: 150 * KB,
    latencyMs: 100,
    bytesPerSecond: 1000 * KB,
    wide,
  }
}

/**
 * The least time in which the site can hand out all that a scenario asks for: each request waits for the latency and
 * then for its bytes, and the pages go through the same connections.
 *
 * @param {Scenario} scenario
 * @returns {number | null} seconds; null where nothing but the machine is the limit
 */
export function leastSeconds({ pages, images, bytes, latencyMs, bytesPerSecond, wide }) {
  if (latencyMs === 0 || wide === 0) return null
  const perImage = latencyMs / 1000 + (bytesPerSecond === 0 ? 0 : bytes / bytesPerSecond)
  return (pages * images * perImage + (pages * latencyMs) / 1000) / wide
}
