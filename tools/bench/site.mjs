import { encodeGbk } from '../../test/site/gbk.mjs'
import { partsOf } from '../../test/site/long-jpeg.mjs'
import { startSite } from '../../test/site/site.mjs'
import { reportSite } from '../shared/site-process.mjs'

// The gallery site of the benchmark, in a process of its own: numbered pages in GBK. Argument: a scenario as JSON. Prints
// its port.
//
//   /a/5510.html      a page; numbers begin at 5510
//   /i/5510-1.jpg     a picture of it

/** @type {import('./scenarios.mjs').Scenario} */
const { pages, images, bytes, latencyMs, bytesPerSecond } = JSON.parse(process.argv[2] ?? '{}')
const first = 5510

/** Bodies up to this length are sent in one piece. */
const smallBytes = 64 * 1024

/** @param {number} number */
function pageOf(number) {
  const list = Array.from(
    { length: images },
    (_, index) => `<p><img src="/i/${number}-${index + 1}.jpg" width="800" height="600"></p>`,
  )
  return encodeGbk(
    `<!doctype html><html><head><meta charset="gbk"><title>湖光 ${number}</title></head>` +
      `<body><h1>湖光 ${number}</h1><div class="postContent">${list.join('\n')}</div></body></html>`,
  )
}

const site = await startSite({
  latencyMs,
  bytesPerSecond,
  keepAliveMs: 60_000,
  content(path) {
    const page = Number(/^\/a\/(\d+)\.html$/.exec(path)?.[1])
    if (page >= first && page < first + pages) return { type: 'text/html', body: pageOf(page) }
    if (!/^\/i\/(\d+)-(\d+)\.jpg$/.test(path)) return null
    const parts = partsOf(path, bytes)
    const isWhole = bytes <= smallBytes || bytesPerSecond > 0
    return { type: 'image/jpeg', bytes, body: isWhole ? Buffer.concat([...parts]) : parts }
  },
})
reportSite(site.port)
