import { document, each, pagesFor } from '../write.mjs'

/** @param {string} title @param {string} body */
const page = (title, body) =>
  document(
    title,
    `<div id="main"><div id="gallerytitle"><h2><span><a href="/zen/index.php" title="Gallery">Gallery</a> | </span>${body}</div>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/zen/paris/': page(
    'paris | Gallery',
    `paris</h2></div><div id="padbox"><div id="images">${each(6, (n) => `<div class="image"><div class="imagethumb"><a href="/zen/paris/roof${n}.jpg.php" title="roof ${n}"><img src="/zen/cache/paris/roof${n}_w100_h100_cw100_ch100_thumb.jpg" alt="roof ${n}" width="100" height="100"></a></div></div>`)}</div><div class="pagelist"><ul class="pagelist"><li class="prev"><span class="disabledlink">« prev</span></li><li class="current"><a href="/zen/paris/">1</a></li><li><a href="/zen/paris/page/2" title="Page 2">2</a></li><li class="next"><a href="/zen/paris/page/2" title="Next Page">next »</a></li></ul></div></div>`,
  ),
  '/zen/paris/page/2': page(
    'paris | Gallery',
    `paris</h2></div><div id="padbox"><div id="images">${each(2, (n) => `<div class="image"><div class="imagethumb"><a href="/zen/paris/roof${n + 6}.jpg.php" title="roof ${n + 6}"><img src="/zen/cache/paris/roof${n + 6}_w100_h100_cw100_ch100_thumb.jpg" alt="roof ${n + 6}" width="100" height="100"></a></div></div>`)}</div><div class="pagelist"><ul class="pagelist"><li class="prev"><a href="/zen/paris/" title="Previous Page">« prev</a></li><li><a href="/zen/paris/">1</a></li><li class="current"><a href="/zen/paris/page/2">2</a></li><li class="next"><span class="disabledlink">next »</span></li></ul></div></div>`,
  ),
  ...pagesFor(
    1,
    8,
    (n) => `/zen/paris/roof${n}.jpg.php`,
    (n) =>
      document(
        `roof ${n} | paris | Gallery`,
        `<div id="main"><div id="gallerytitle"><div class="imgnav">${n < 8 ? `<div class="imgnext"><a href="/zen/paris/roof${n + 1}.jpg.php" title="Next Image">next »</a></div>` : ''}</div><h2><span><a href="/zen/index.php">Gallery</a> | <a href="/zen/paris/">paris</a> | </span>roof ${n}</h2></div><div id="image"><strong><a href="/zen/albums/paris/roof${n}.jpg" title="roof ${n}"><img src="/zen/cache/paris/roof${n}_595.jpg" alt="roof ${n}" width="595" height="397"></a></strong></div></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/zen/cache/*_thumb.jpg': '100x100',
  '/zen/cache/*_595.jpg': '595x397',
  '/zen/albums/paris/*': '2400x1600',
}
