import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/gallery/1203.html': { status: 302, headers: { location: '/' } },
  '/': document(
    'Cityframe – pictures of cities',
    `<header><a href="/"><img src="/img/cityframe.png" width="200" height="50" alt="Cityframe"></a><nav><a href="/new">New</a><a href="/top">Top</a></nav></header><main><h1>Cityframe</h1><section class="teasers">${each(12, (n) => `<article><a href="/gallery/${1300 + n}.html"><img src="/covers/${1300 + n}.jpg" width="300" height="200" alt=""><h3>City ${n}</h3></a></article>`)}</section></main>`,
    '<meta property="og:type" content="website"><link rel="canonical" href="http://site.example/">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/covers/*': '300x200', '/img/cityframe.png': '200x50' }
