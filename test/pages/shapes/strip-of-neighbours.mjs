import { all, pagesFor } from '../write.mjs'

/** @param {number} n */
const around = (n) => [-2, -1, 1, 2].map((step) => ((n - 1 + step + 12) % 12) + 1)

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  12,
  (n) => `/walk${n}.html`,
  (n) =>
    `<html><head><title>Walk over the moor</title></head><body><center><img src="moor/m${n}.jpg"><br>The moor, view ${n}</center><table><tr>${all(around(n), (m) => `<td><a href="walk${m}.html"><img src="moor/m${m}.jpg" width="90" height="60" border="0"></a></td>`)}</tr></table></body></html>`,
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/moor/*': '900x600' }
