import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { encodeGbk } from './gbk.mjs'
import { bytesInFlight } from './in-flight.mjs'
import { makePicture } from './pictures.mjs'

// A site that behaves badly, the same way after every reset: pages in GBK with equal titles, pictures of several types
// and sizes, slow ones, one that is cut once, one that answers 503 once, one that is missing, one that is there twice.

const types = ['png', 'gif', 'jpg']

/** @typedef {{ pages: number, sizes: readonly number[] }} Shape at most four pages; bytes of each picture of a page */

/** @type {Shape} */
const usual = { pages: 4, sizes: [2_000, 40_000, 150_000, 5_000, 260_000, 12_000, 700_000, 300_000] }

/** So much of a slow picture is sent, and then nothing for so long. */
const sliceBytes = 64 * 1024
const sliceMs = 15

/**
 * @typedef {{ path: string, from: number, sent: number, port: number, taken: number | null }} Asked a request, where it
 *   began, how many bytes went out, and how many of them were taken when `noteFlight` was called in its time
 * @typedef {{ origin: string, pages: number, truth: ReadonlyMap<string, string>, log: Asked[], reset: () => void,
 *   noteFlight: () => void, close: () => Promise<void> }} Site `truth`: SHA-256 of each picture by its name without extension
 */

/**
 * @param {Shape} shape
 * @returns {Promise<Site>}
 */
export async function startSite({ pages, sizes } = usual) {
  const imagesPerPage = sizes.length
  const bodies = new Map()
  const truth = new Map()
  for (let page = 1; page <= pages; page++) {
    for (let image = 1; image <= imagesPerPage; image++) {
      const name = nameOf(page, image)
      // The last picture of a page is the first of the page before: the same content under two addresses.
      const isTwin = page > 1 && image === imagesPerPage
      const source = isTwin ? nameOf(page - 1, 1) : name
      const body = isTwin
        ? bodies.get(`/i/${source}`)
        : makePicture(name, sizes[(image + page - 2) % sizes.length])
      bodies.set(`/i/${name}`, body)
      truth.set(name.replace(/\.\w+$/, ''), createHash('sha256').update(body).digest('hex'))
    }
  }
  const missing = `/i/${nameOf(2, 3)}`
  truth.delete('2-3')
  let log = []
  let faults = new Set()
  const reset = () => {
    log = []
    faults = new Set(['cut', 'busy'])
  }
  reset()
  /** Answers once with a fault. */
  const takes = (fault) => faults.delete(fault)

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })

  async function answer(request, response) {
    const path = request.url ?? '/'
    const asked = { path, from: 0, sent: 0, port: request.socket.remotePort ?? 0, taken: null }
    log.push(asked)
    const page = /^\/g\/(\d+)\.html$/.exec(path)
    if (page && Number(page[1]) <= pages) {
      response.writeHead(200, { 'content-type': 'text/html' }).end(pageOf(Number(page[1]), imagesPerPage))
      return
    }
    const body = bodies.get(path)
    if (!body || path === missing) {
      response.writeHead(404).end('nothing here')
      return
    }
    if (path === `/i/${nameOf(1, 2)}` && takes('busy')) {
      response.writeHead(503, { 'retry-after': '0' }).end('busy')
      return
    }
    const etag = `"${truth.get(path.replace(/^\/i\/|\.\w+$/g, ''))?.slice(0, 16)}"`
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
    const resumes = range !== null && request.headers['if-range'] === etag
    asked.from = resumes ? Number(range[1]) : 0
    const rest = body.subarray(asked.from)
    response.writeHead(resumes ? 206 : 200, {
      'content-type': 'application/octet-stream',
      'content-length': rest.length,
      etag,
      ...(resumes ? { 'content-range': `bytes ${asked.from}-${body.length - 1}/${body.length}` } : {}),
    })
    const cutAt = path === `/i/${nameOf(1, imagesPerPage - 1)}` && takes('cut') ? rest.length >> 1 : Infinity
    for (let at = 0; at < rest.length; at += sliceBytes) {
      if (at >= cutAt) {
        response.destroy()
        return
      }
      if (response.destroyed) return
      const slice = rest.subarray(at, at + sliceBytes)
      // Counted when the system has taken it, not when it still lies here.
      response.write(slice, (error) => {
        if (!error) asked.sent += slice.length
      })
      if (at + sliceBytes < rest.length) await wait(sliceMs)
    }
    response.end()
  }

  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const { port } = server.address()
  return {
    origin: `http://127.0.0.1:${port}`,
    pages,
    truth,
    get log() {
      return log
    },
    reset,
    noteFlight() {
      const flights = bytesInFlight(port)
      const noted = new Set()
      for (const asked of log.toReversed()) {
        if (asked.taken !== null) break
        asked.taken = asked.sent - (noted.has(asked.port) ? 0 : (flights.get(asked.port) ?? 0))
        noted.add(asked.port)
      }
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** `2-3.jpg`: third picture of the second page. */
function nameOf(page, image) {
  return `${page}-${image}.${types[(page + image) % types.length]}`
}

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
