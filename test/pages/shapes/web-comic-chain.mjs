import { document, pad, pagesFor } from '../write.mjs'

/** @param {number} chapter @param {number} n @param {string | null} next */
const page = (chapter, n, next) =>
  document(
    `Tides: chapter ${chapter}`,
    `<div id="comic-head"><a href="/"><img src="/gfx/tides-title.png" width="600" height="90" alt="Tides"></a></div><h1>Tides: chapter ${chapter}</h1><div id="comic"><img src="/strips/${chapter}-${pad(n)}.png" alt="" width="900" height="1300"></div><div class="comic-nav"><a href="/tides/1/1"><img src="/gfx/first.gif" alt="First" width="60" height="25"></a>${n > 1 ? `<a href="/tides/${chapter}/${n - 1}"><img src="/gfx/prev.gif" alt="Previous" width="60" height="25"></a>` : ''}${next === null ? '' : `<a href="${next}"><img src="/gfx/next.gif" alt="Next" width="60" height="25"></a>`}</div><div class="blurb"><p>Updates every Monday.</p></div>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  ...pagesFor(
    1,
    4,
    (n) => `/tides/3/${n}`,
    (n) => page(3, n, n < 4 ? `/tides/3/${n + 1}` : '/tides/4/1'),
  ),
  '/tides/4/1': page(4, 1, null),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/strips/*': '900x1300', '/gfx/tides-title.png': '600x90', '/gfx/*': '60x25' }
