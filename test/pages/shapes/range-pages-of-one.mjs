import { document, each, pagesFor } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  3,
  (page) => `/album.php?id=7&page=${page}`,
  (page) =>
    document(
      `Viaducts - page ${page} - Rail pictures`,
      `<div class="head"><a href="/"><img src="/gfx/rail.gif" width="200" height="60" alt="Rail pictures"></a></div><h1>Viaducts</h1><div class="thumbs">${each(6, (n) => `<a href="/pics/viaduct-${(page - 1) * 6 + n}.jpg"><img src="/pics/t/viaduct-${(page - 1) * 6 + n}.jpg" width="150" height="100" alt=""></a>`)}</div><p class="pages">${each(3, (n) => (n === page ? `<b>${n}</b> ` : `<a href="/album.php?id=7&amp;page=${n}">${n}</a> `))}</p>`,
    ),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/pics/t/*': '150x100', '/pics/*': '1500x1000', '/gfx/*': '200x60' }
