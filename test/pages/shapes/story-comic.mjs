import { document, pad, pagesFor } from '../write.mjs'

const orders = ['Open the hatch', 'Look for the lamp', 'Be the lighthouse keeper', 'Climb']

/** @param {number} n */
const page = (n) =>
  document(
    'Saltlight',
    `<hr><h2 class="masthead">The Saltlight story</h2><hr><label>Go to page <input id="number"></label><div id="panel"><h2 class="order">${n === 1 ? 'Begin' : orders[n - 2]}:</h2><div class="art"><img src="../art/${pad(n, 4)}.gif" style="border:1px solid #000"><br>The wind is up again on panel ${n}.</div>${n <= orders.length ? `<a href="${n + 1}.html"><h2 class="nextPage">${orders[n - 1]} &gt;</h2></a>` : ''}</div>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(1, 5, (n) => `/story/${n}.html`, page)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/art/*': '640x480' }
