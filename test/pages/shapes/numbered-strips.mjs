import { document, each, pad, pagesFor } from '../write.mjs'

const titles = ['', 'A wet harvest', 'Missing spoon', 'The mayor', 'Two hats']
const last = titles.length - 1

/** @param {number} n @param {string} sign */
const link = (n, sign) => `<a href="${n < 1 || n > last ? '' : `/comic/${n}.html`}">${sign}</a>`

/** Signs alone lead along the strips, above and below each. @param {number} n */
const bar = (n) =>
  `<div class="steps">${link(1, '&lt;&lt;')} ${link(n - 1, '&lt;')} ${link(n + 1, '&gt;')} ${link(last, '&gt;&gt;')}</div>`

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  last,
  (n) => `/comic/${n}.html`,
  (n) =>
    document(
      titles[n] ?? '',
      `<div class="top"><a href="/">Home</a> <a href="/about.html">About</a></div><div class="main"><p class="name">${titles[n]}</p>${bar(n)}${each(n % 2 === 0 ? 2 : 1, (k) => `<img class="strip" src="/made/${pad(n)}-${k}.png" width="800" height="1100" alt="">`)}${bar(n)}</div>`,
    ),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/made/*': '800x1100' }
