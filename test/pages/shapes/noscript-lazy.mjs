import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/journal/thaw/': document(
    'Thaw',
    `<header><a href="/">Cold Hands</a></header><article><h1>Thaw</h1>${each(8, (n) => `<p><img class="lazyload" src="data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20viewBox=%220%200%20900%20600%22%3E%3C/svg%3E" data-src="/shots/thaw-${n}-900.jpg" data-srcset="/shots/thaw-${n}-900.jpg 900w, /shots/thaw-${n}-1800.jpg 1800w" data-sizes="auto" width="900" height="600" alt=""><noscript><img src="/shots/thaw-${n}-900.jpg" width="900" height="600" alt=""></noscript></p>`)}</article>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/shots/*-900.jpg': '900x600', '/shots/*-1800.jpg': '1800x1200' }
