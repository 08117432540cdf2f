import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/gallery/Zx8K/': document(
    'Lychee',
    `<div id="lychee_view_container"><header class="header"><span>Ferns</span></header><div class="lychee_view_content contentZoomIn"><div class="divider"><h1>Photos</h1></div><div class="photos">${each(6, (n) => `<a class="photo" href="/uploads/original/aa/${n}f/${n}fern.jpg" data-id="id${n}" data-tabindex="${n}"><span class="thumbimg"><img class="lazyload" src="/img/placeholder.png" data-src="/uploads/thumb/aa/${n}f/${n}fern.jpg" data-srcset="/uploads/thumb2x/aa/${n}f/${n}fern.jpg 2x" alt="Photo thumbnail" draggable="false"></span><div class="overlay"><h1 title="Fern ${n}">Fern ${n}</h1></div></a>`)}</div></div></div>`,
    '<meta property="og:title" content="Ferns"><meta property="og:site_name" content="Lychee">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/uploads/original/*': '3000x3000',
  '/uploads/thumb2x/*': '400x400',
  '/uploads/thumb/*': '200x200',
  '/img/placeholder.png': '1x1',
}
