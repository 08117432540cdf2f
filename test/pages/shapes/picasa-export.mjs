import { each, pagesFor } from '../write.mjs'

/** @param {string} body */
const page = (body) =>
  `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><title>Kindergarten on the hill</title><link href="b.css" rel="stylesheet" type="text/css"></head><body><table border="0" align="center" width="780" cellspacing="0" cellpadding="0"><tr><td colspan="2"><img border="0" src="img/h1.png" width="780" height="82"><img border="0" src="img/h2.png" width="780" height="103"><img border="0" src="img/h3.png" width="780" height="79"></td></tr><tr><td width="1"><img border="0" src="img/f.gif" width="1"></td><td width="779" id="mycontent" style="text-align: center;">${body}</td></tr><tr><td colspan="2"><img border="0" src="img/line.png" width="780" height="12"></td></tr></table></body></html>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/': page(
    `<span class="textbg">pictures (9 images)</span><br><p><span class="textreg">Click a picture to see it larger.</span><hr size="1">${each(9, (n) => `<a href="target${n - 1}.html"><img align="center" src="thumbnails/img_05${29 + n}.jpg" width="122" height="94" title="img_05${29 + n}.jpg" border="0"></a>`)}`,
  ),
  ...pagesFor(
    0,
    8,
    (n) => `/target${n}.html`,
    (n) =>
      page(
        `<span class="textbg">pictures -- img_05${30 + n}.jpg</span><p><span class="textreg">${n > 0 ? `<a href="target0.html">First</a> | <a href="target${n - 1}.html">Previous picture</a>` : 'First | Previous picture'} | ${n < 8 ? `<a href="target${n + 1}.html">Next picture</a> | <a href="target8.html">Last</a>` : 'Next picture | Last'} | <a href="index.html">Thumbnails</a></span><hr size="1"><a href="index.html"><img src="images/img_05${30 + n}.jpg" width="640" height="480" title="img_05${30 + n}.jpg (large)" border="0"></a>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/thumbnails/*': '122x94',
  '/images/*': '640x480',
  '/img/h1.png': '780x82',
  '/img/h2.png': '780x103',
  '/img/h3.png': '780x79',
  '/img/*': '10x10',
}
