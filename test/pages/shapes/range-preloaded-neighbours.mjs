import { document, pad, pagesFor } from '../write.mjs'

/** @param {number} n */
const picture = (n) => `/book/9/p${pad(n, 3)}.webp`

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  9,
  (n) => `/book/9?page=${n}`,
  (n) =>
    document(
      `The pilot house - page ${n} of 9`,
      `<header><a href="/"><img src="/theme/shelf.png" width="160" height="40" alt="Book shelf"></a></header><h1>The pilot house</h1><div class="page-view"><img class="page-image" src="${picture(n)}" alt="page ${n}"></div><div class="preload" style="display:none">${n > 1 ? `<img src="${picture(n - 1)}">` : ''}${n < 9 ? `<img src="${picture(n + 1)}">` : ''}</div><nav class="pager">${n > 1 ? `<a href="/book/9?page=${n - 1}">Prev</a>` : ''} <span>${n} / 9</span> ${n < 9 ? `<a href="/book/9?page=${n + 1}">Next</a>` : ''}</nav>`,
      n < 9 ? `<link rel="prefetch" as="image" href="${picture(n + 1)}">` : '',
    ),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/book/9/*.webp': '1000x1400', '/theme/*': '160x40' }
