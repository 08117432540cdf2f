import { document, each, pagesFor } from '../write.mjs'

/** @param {string} title @param {string} body */
const page = (title, body) =>
  document(
    `${title} | Walks`,
    `<div id="page"><div id="masthead"><a href="/"><img src="/wp-content/themes/walks/header.jpg" width="940" height="198" alt="Walks"></a><div id="access"><ul><li><a href="/about/">About</a></li><li><a href="/contact/">Contact</a></li></ul></div></div><div id="main">${body}</div><div id="colophon">Walks</div></div>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/moor-in-spring/': page(
    'Moor in spring',
    `<div id="post-31" class="post-31 post hentry"><h1 class="entry-title">Moor in spring</h1><div class="entry-content"><p>A day on the moor.</p>
<div id="gallery-1" class="gallery galleryid-31 gallery-columns-3 gallery-size-thumbnail">${each(6, (n) => `<dl class="gallery-item"><dt class="gallery-icon landscape"><a href="/moor-in-spring/moor-${n}/"><img width="150" height="150" src="/wp-content/uploads/2011/04/moor-${n}-150x150.jpg" class="attachment-thumbnail size-thumbnail" alt="" /></a></dt></dl>${n % 3 === 0 ? '<br style="clear: both" />' : ''}`)}</div></div></div>`,
  ),
  ...pagesFor(
    1,
    6,
    (n) => `/moor-in-spring/moor-${n}/`,
    (n) =>
      page(
        `Moor ${n}`,
        `<p class="page-title"><a href="/moor-in-spring/" title="Return to Moor in spring" rel="gallery">&larr; Moor in spring</a></p><div class="post attachment hentry"><h2 class="entry-title">Moor ${n}</h2><div class="entry-content"><div class="entry-attachment"><p class="attachment"><a href="/wp-content/uploads/2011/04/moor-${n}.jpg" title="Moor ${n}" rel="attachment"><img width="640" height="480" src="/wp-content/uploads/2011/04/moor-${n}-1024x768.jpg" class="attachment-900x9999" alt=""></a></p><div id="nav-below" class="navigation">${n > 1 ? `<div class="nav-previous"><a href="/moor-in-spring/moor-${n - 1}/"><img width="150" height="150" src="/wp-content/uploads/2011/04/moor-${n - 1}-150x150.jpg" alt=""></a></div>` : ''}${n < 6 ? `<div class="nav-next"><a href="/moor-in-spring/moor-${n + 1}/"><img width="150" height="150" src="/wp-content/uploads/2011/04/moor-${n + 1}-150x150.jpg" alt=""></a></div>` : ''}</div></div></div></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/wp-content/uploads/*-150x150.jpg': '150x150',
  '/wp-content/uploads/*-1024x768.jpg': '1024x768',
  '/wp-content/uploads/*.jpg': '2048x1536',
  '/wp-content/themes/walks/header.jpg': '940x198',
}
