import { partsOf } from '../../../test/site/long-jpeg.mjs'
import { startSite } from '../../../test/site/site.mjs'
import { reportSite } from '../../shared/site-process.mjs'
import { firstPage } from '../scenarios.mjs'
import { pageOf } from './content.mjs'

// The site of the benchmark where nginx is missing, in a process of its own. Argument: a scenario as JSON. Prints its port.

/** @type {import('../scenarios.mjs').Scenario} */
const { pages, images, bytes, latencyMs, bytesPerSecond } = JSON.parse(process.argv[2] ?? '{}')

/** Bodies up to this length are sent in one piece. */
const smallBytes = 64 * 1024

const site = await startSite({
  latencyMs,
  bytesPerSecond,
  keepAliveMs: 60_000,
  content(path) {
    const page = Number(/^\/a\/(\d+)\.html$/.exec(path)?.[1])
    if (page >= firstPage && page < firstPage + pages)
      return { type: 'text/html', body: pageOf(page, images) }
    if (!/^\/i\/(\d+)-(\d+)\.jpg$/.test(path)) return null
    const parts = partsOf(path, bytes)
    const isWhole = bytes <= smallBytes || bytesPerSecond > 0
    return { type: 'image/jpeg', bytes, body: isWhole ? Buffer.concat([...parts]) : parts }
  },
})
reportSite(site.port)
