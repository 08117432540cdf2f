import { encodeGbk } from '../../test/site/gbk.mjs'
import { makePicture, sha256 } from '../../test/site/pictures.mjs'
import { startSite } from '../../test/site/site.mjs'
import { bytesInFlight } from './in-flight.mjs'

// A site for runs that are cut short, the same after every reset: pages in GBK with equal titles, pictures of several
// types and sizes, slow ones, one that is cut once, one that answers 503 once, one that is missing, one that is there
// twice.

const types = ['png', 'gif', 'jpg']

/** @typedef {{ pages: number, sizes: readonly number[] }} Shape at most four pages; bytes of each picture of a page */

/** @type {Shape} */
const usual = { pages: 4, sizes: [2_000, 40_000, 150_000, 5_000, 260_000, 12_000, 700_000, 300_000] }

const bytesPerSecond = 4_000_000

/**
 * One request since the last reset; `taken`: bytes that the client had taken when `noteFlight` was called.
 *
 * @typedef {import('../../test/site/site.mjs').Visit & { taken?: number }} Asked
 *
 * `truth`: SHA-256 of each picture by its name without extension.
 *
 * @typedef {{ origin: string, pages: number, truth: ReadonlyMap<string, string>, readonly log: readonly Asked[],
 *   reset: () => void, noteFlight: () => void, close: () => Promise<void> }} KillSite
 */

/**
 * @param {Shape} shape
 * @returns {Promise<KillSite>}
 */
export async function startKillSite({ pages, sizes } = usual) {
  const bodies = makeBodies({ pages, sizes })
  const missing = `/i/${nameOf(2, 3)}`
  const busy = `/i/${nameOf(1, 2)}`
  const cut = `/i/${nameOf(1, sizes.length - 1)}`
  bodies.delete(missing)
  /** Paths whose fault has happened. */
  const happened = new Set()
  let beginning = 0

  const site = await startSite({
    bytesPerSecond,
    content(path) {
      const page = Number(/^\/g\/(\d+)\.html$/.exec(path)?.[1])
      if (page <= pages) return { type: 'text/html', body: pageOf(page, sizes.length) }
      const body = bodies.get(path)
      return body ? { type: 'application/octet-stream', body, etag: `"${sha256(body).slice(0, 16)}"` } : null
    },
    fault({ path }) {
      if ((path !== busy && path !== cut) || happened.has(path)) return null
      happened.add(path)
      return path === cut ? { kind: 'cut' } : { kind: 'status', status: 503, headers: { 'retry-after': '0' } }
    },
  })
  /** @returns {readonly Asked[]} */
  const log = () => site.visits.slice(beginning)
  return {
    origin: site.origin,
    pages,
    truth: new Map([...bodies].map(([path, body]) => [path.replace(/^\/i\/|\.\w+$/g, ''), sha256(body)])),
    get log() {
      return log()
    },
    reset() {
      beginning = site.visits.length
      happened.clear()
    },
    noteFlight() {
      const flights = bytesInFlight(site.port)
      const noted = new Set()
      for (const asked of log().toReversed()) {
        if (asked.taken !== undefined) break
        asked.taken = asked.sent - (noted.has(asked.port) ? 0 : (flights.get(asked.port) ?? 0))
        noted.add(asked.port)
      }
    },
    close: site.close,
  }
}

/**
 * @param {Shape} shape
 * @returns {Map<string, Buffer>} by path
 */
function makeBodies({ pages, sizes }) {
  const bodies = new Map()
  for (let page = 1; page <= pages; page++) {
    for (let image = 1; image <= sizes.length; image++) {
      const name = nameOf(page, image)
      // The last picture of a page is the first of the page before: the same content under two addresses.
      const isTwin = page > 1 && image === sizes.length
      const bytes = sizes[(image + page - 2) % sizes.length] ?? 0
      bodies.set(`/i/${name}`, isTwin ? bodies.get(`/i/${nameOf(page - 1, 1)}`) : makePicture(name, bytes))
    }
  }
  return bodies
}

/**
 * `2-3.jpg`: third picture of the second page.
 *
 * @param {number} page
 * @param {number} image
 */
function nameOf(page, image) {
  return `${page}-${image}.${types[(page + image) % types.length]}`
}

/**
 * @param {number} page
 * @param {number} imagesPerPage
 */
function pageOf(page, imagesPerPage) {
  // Pages 2 and 3 have one title.
  const title = ['春天的花', '海边的城市', '海边的城市', '山上的雪'][page - 1]
  const images = Array.from(
    { length: imagesPerPage },
    (_, index) => `<p><img src="/i/${nameOf(page, index + 1)}"></p>`,
  )
  return encodeGbk(
    `<!doctype html><meta charset="gbk"><title>${title}</title><h1>${title}</h1><div>${images.join('')}</div>`,
  )
}
