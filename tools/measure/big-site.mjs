import { makeGif } from '../../test/site/pictures.mjs'
import { startSite } from '../../test/site/site.mjs'
import { reportSite } from '../shared/site-process.mjs'

// A site without end for measurements: every number is a page. Run as a process of its own, so that its memory is not
// counted as Galleon's; prints its port.
//
//   /n/7.html     one picture, but every page whose number is no multiple of 1000 is missing
//   /all/N.html   N pictures on one page

const type = 'text/html; charset=utf-8'

/** @param {number} count */
function* pageOf(count) {
  yield '<h1>All in one</h1><div>'
  for (let number = 1; number <= count; number++) yield `<img src="/i/${number}.gif">\n`
  yield '</div>'
}

const site = await startSite({
  content(path) {
    if (path.startsWith('/i/')) return { type: 'image/gif', body: makeGif(Buffer.from(path)) }
    const [, kind, number] = /^\/(n|all)\/(\d+)\.html$/.exec(path) ?? []
    if (kind === 'all') return { type, body: pageOf(Number(number)) }
    if (kind !== 'n' || Number(number) % 1000 !== 0) return null
    const page = `<h1>Gallery ${number}</h1><p><img src="/i/${number}.gif"></p>`
    return { type, body: Buffer.from(page) }
  },
})
reportSite(site.port)
