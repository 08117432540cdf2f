import { document, each, pad } from '../write.mjs'

/** @param {number} n @param {number} first @param {number} last */
const page = (n, first, last) =>
  document(
    'Street fair – pocket albums',
    `<body class="mobile"><div class="bar"><button class="menu"></button><span class="bar-title">Street fair</span></div><div class="grid infinite-scroll" data-infinite-scroll='{"path":".pagination__next","append":".tile"}'>${each(last - first + 1, (index) => `<div class="tile"><img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="/m/fair/${pad(first + index - 1, 3)}_360.jpg" data-full="/m/fair/${pad(first + index - 1, 3)}.jpg" alt=""></div>`)}</div>${n < 3 ? `<p class="pagination"><a class="pagination__next" href="/m/album/9?page=${n + 1}">Load more</a></p>` : ''}</body>`,
    '<meta property="og:site_name" content="pocket albums">',
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/m/album/9': page(1, 1, 10),
  '/m/album/9?page=2': page(2, 11, 20),
  '/m/album/9?page=3': page(3, 21, 24),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/m/fair/*_360.jpg': '360x360', '/m/fair/*': '1440x1440' }
