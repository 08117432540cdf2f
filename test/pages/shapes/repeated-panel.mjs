import { document, pagesFor } from '../write.mjs'

/** @param {number} n */
const drawn = (n) => (n === 4 ? 3 : n)

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  6,
  (n) => `/lantern/${n}.html`,
  (n) =>
    document(
      'Lantern Bay',
      `<h2>Lantern Bay</h2><div id="panel"><img src="/art/l${drawn(n)}.png" width="640" height="480"><p>${n === 4 ? '…' : `The tide turns, panel ${n}.`}</p>${n > 1 ? `<a href="${n - 1}.html">Previous</a>` : ''} ${n < 6 ? `<a href="${n + 1}.html">Next</a>` : ''}</div>`,
    ),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/art/*': '640x480' }
