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
 * @property {'http' | 'https'} scheme
 * @property {boolean} http2 an https server offers HTTP/2
 * @property {number} [queued] no download: a list with this number of queued images is opened and shown
 * @property {number} wide connections at once that every program is set to; 0: each program's own default
 * @property {number} [streams] requests at once of a program that speaks HTTP/2; without it as many as `wide`
 * @property {'least' | 'curl' | 'curl-h2'} base what wall times are compared with: the least time that the site allows,
 *   or another program
 * @property {readonly string[]} without programs that take no part
 */

const KB = 1000

/** One connection after the other: it would take minutes where each reply waits, and proves nothing. */
const oneByOne = 'gallery-dl'
/** Has work only where a server offers HTTP/2. */
const withHttp2 = 'curl-h2'

/** @type {Scenario} */
const plain = {
  name: '',
  what: '',
  pages: 0,
  images: 0,
  bytes: 0,
  latencyMs: 0,
  bytesPerSecond: 0,
  scheme: 'http',
  http2: false,
  wide: 16,
  base: 'curl',
  without: [],
}

/**
 * Sizes of the scenarios: full, or small enough for a round of less than a minute.
 *
 * @typedef {{ far: number, flood: number, small: number, big: number, many: number, queued: number }} Sizes pages of A,
 *   B, C and F, bytes of D's file, images of E
 */

/** @type {Sizes} */
const full = { far: 50, flood: 40, small: 200, big: 1024 ** 3, many: 20, queued: 1_000_000 }
/** @type {Sizes} */
const quick = { far: 6, flood: 4, small: 12, big: 128 * 1024 ** 2, many: 2, queued: 50_000 }

/**
 * All scenarios in the order in which they are measured.
 *
 * @param {{ isQuick: boolean }} options
 * @returns {readonly Scenario[]}
 */
export function scenariosOf({ isQuick }) {
  const sizes = isQuick ? quick : full
  return [
    far('A', 16, sizes),
    far('A64', 64, sizes),
    { ...far('A-auto', 0, sizes), base: 'curl', without: [withHttp2, oneByOne, 'wget2', 'aria2c'] },
    ...overBoth({
      ...plain,
      name: 'B',
      what: 'flood: pictures of 500 KB as fast as they go',
      pages: sizes.flood,
      images: 50,
      bytes: 500 * KB,
    }),
    ...overBoth({
      ...plain,
      name: 'C',
      what: 'many pictures of 4 KB, 2 ms away',
      pages: sizes.small,
      images: 100,
      bytes: 4 * KB,
      latencyMs: 2,
      without: [oneByOne],
    }),
    ...overBoth({ ...plain, name: 'D', what: 'one big file', pages: 1, images: 1, bytes: sizes.big }),
    ...farAndSmall(sizes),
    { ...plain, name: 'E', what: 'a long list of queued images is opened and shown', queued: sizes.queued },
  ]
}

/**
 * @param {string} name
 * @param {number} wide
 * @param {Sizes} sizes
 * @returns {Scenario}
 */
function far(name, wide, sizes) {
  return {
    ...plain,
    name,
    what: `a far site: 100 ms away, 1 MB/s a connection${wide === 0 ? '' : `, ${wide} at once`}`,
    pages: sizes.far,
    images: 8,
    bytes: 150 * KB,
    latencyMs: 100,
    bytesPerSecond: 1000 * KB,
    wide,
    base: 'least',
    without: [withHttp2, oneByOne],
  }
}

/**
 * @param {Sizes} sizes
 * @returns {readonly Scenario[]}
 */
function farAndSmall(sizes) {
  /** @type {Scenario} */
  const small = {
    ...plain,
    pages: sizes.many,
    images: 100,
    bytes: 4 * KB,
    latencyMs: 100,
    scheme: 'https',
  }
  return [
    {
      ...small,
      name: 'F-h1',
      what: 'many small pictures 100 ms away, https with HTTP/1.1 only, 16 at once',
      without: [withHttp2, oneByOne],
    },
    {
      ...small,
      name: 'F-h2',
      what: 'the same with HTTP/2, 100 streams',
      http2: true,
      wide: 0,
      streams: 100,
      base: 'curl-h2',
      without: ['curl', 'aria2c', oneByOne],
    },
  ]
}

/**
 * @param {Scenario} scenario
 * @returns {readonly Scenario[]}
 */
function overBoth(scenario) {
  return [
    { ...scenario, what: `${scenario.what}, http`, without: [...scenario.without, withHttp2] },
    {
      ...scenario,
      name: `${scenario.name}-https`,
      what: `${scenario.what}, https`,
      scheme: 'https',
      http2: true,
    },
  ]
}

/**
 * The paths of all pictures of a scenario's site.
 *
 * @param {Pick<Scenario, 'pages' | 'images'>} scenario
 * @returns {Generator<string>}
 */
export function* pathsOf({ pages, images }) {
  for (let page = 0; page < pages; page++) {
    for (let image = 1; image <= images; image++) yield `/i/${firstPage + page}-${image}.jpg`
  }
}

/** Number of the first page, which is `/a/5510.html`. */
export const firstPage = 5510

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
