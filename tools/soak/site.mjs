import { startSite } from '../../test/site/site.mjs'
import { reportSite } from '../shared/site-process.mjs'
import { faultOf, filesOfPage, pictureOf } from './faults.mjs'

// A misbehaving site in a process of its own, on several ports of 127.0.0.1: `node site.mjs SEED FILES-OF-A-PAGE
// KEEP-ALIVE-MS`. Prints its origins as JSON and ends with its standard input.
//
//   /t/3/7.html     page 7 of task 3, with its pictures
//   /f/3/7-12.png   one of them, with its fault
//   /moved/f/…      the same without a fault

const [seed = 1, filesOnPage = 50, keepAliveMs = 60_000] = process.argv.slice(2).map(Number)
const origins = 4
const picture = /^(?:\/moved)?(\/f\/\d+\/\d+-\d+\.png)$/
/** Paths whose fault happens once, after it has happened. */
const happened = new Set()

/** @param {string} path */
function contentOf(path) {
  const page = /^\/t\/(\d+\/\d+)\.html$/.exec(path)?.[1]
  if (page !== undefined) return { type: 'text/html; charset=utf-8', body: Buffer.from(pageOf(page)) }
  const name = picture.exec(path)?.[1]
  if (name === undefined) return null
  const body = pictureOf(seed, name)
  return { type: 'image/png', body, etag: `"${body.length}-${name}"` }
}

/** @param {string} page */
function pageOf(page) {
  const pictures = filesOfPage(page, filesOnPage).map((file) => `<p><img src="${file}"></p>`)
  return `<title>Gallery ${page}</title><h1>Gallery ${page.replace('/', ' of ')}</h1>${pictures.join('\n')}`
}

/** @param {import('../../test/site/site.mjs').Visit} visit */
function fault({ path }) {
  if (picture.exec(path)?.[1] !== path) return null
  const planned = faultOf(seed, path)
  if (planned === null || (planned.once && happened.has(path))) return null
  happened.add(path)
  return planned.fault.kind === 'redirect' ? { ...planned.fault, to: `/moved${path}` } : planned.fault
}

const sites = await Promise.all(
  Array.from({ length: origins }, () => startSite({ content: contentOf, fault, keepAliveMs })),
)
reportSite(JSON.stringify(sites.map(({ origin }) => origin)))
