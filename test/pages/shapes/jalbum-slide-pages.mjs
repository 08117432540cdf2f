import { each, pagesFor } from '../write.mjs'

/** @param {string} title @param {string} body */
const page = (title, body) =>
  `<html><head><title>${title}</title><meta name="generator" content="jAlbum"></head><body bgcolor="#222222">${body}</body></html>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/trip/index.html': page(
    'Trip to the fjord',
    `<center><h1>Trip to the fjord</h1></center><table class="index" align="center"><tr>${each(6, (n) => `<td align="center"><a href="slides/fjord_${n}.html"><img src="thumbs/fjord_${n}.jpg" width="133" height="100" border="0"></a><br><small>fjord_${n}.jpg</small></td>${n % 3 === 0 ? '</tr><tr>' : ''}`)}</tr></table><small>Album generated on May 4</small>`,
  ),
  ...pagesFor(
    1,
    6,
    (n) => `/trip/slides/fjord_${n}.html`,
    (n) =>
      page(
        `fjord_${n}.jpg`,
        `<table align="center"><tr><td>${n > 1 ? `<a href="fjord_${n - 1}.html"><img src="../res/previous.gif" width="24" height="24" alt="Previous page" border="0"></a>` : ''}<a href="../index.html"><img src="../res/index.gif" width="24" height="24" alt="To index page" border="0"></a>${n < 6 ? `<a href="fjord_${n + 1}.html"><img src="../res/next.gif" width="24" height="24" alt="Next page" border="0"></a>` : ''}</td></tr><tr><td><a href="../fjord_${n}.jpg"><img src="fjord_${n}.jpg" width="640" height="480" border="0"></a></td></tr></table>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/trip/thumbs/*': '133x100',
  '/trip/slides/*.jpg': '640x480',
  '/trip/fjord_{1-6}.jpg': '2272x1704',
  '/trip/res/*': '24x24',
}
