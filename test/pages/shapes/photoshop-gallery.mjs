import { each, pagesFor } from '../write.mjs'

/** @param {string} body */
const page = (body) =>
  `<html><head><title>Chambers</title><meta name="generator" content="Adobe Photoshop(R) Web Photo Gallery"></head><body bgcolor="#FFFFFF">${body}</body></html>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/hearts/index.html': page(
    `<table border="0" cellpadding="5"><tr><td><font size="3" face="Helvetica">Chambers</font></td></tr></table><table border="0" cellpadding="5"><tr>${each(8, (n) => `<td align="center" valign="bottom"><a name="${n}" href="pages/IMG_15${62 + n}.html"><img border="0" src="thumbnails/IMG_15${62 + n}.jpg" height="100" width="${n % 3 ? 73 : 100}" alt="IMG_15${62 + n}"></a></td>`)}</tr></table>`,
  ),
  ...pagesFor(
    1563,
    1570,
    (n) => `/hearts/pages/IMG_${n}.html`,
    (n) =>
      page(
        `<table border="0" cellpadding="5" width="100%"><tr><td align="center"><a href="../index.html#${n - 1562}"><img border="0" vspace="15" src="../images/home.gif" alt="Home"></a></td></tr></table><center><a name="${n - 1562}" href="../index.html#${n - 1562}"><img border="0" src="../images/IMG_${n}.jpg" width="600" height="579" alt="IMG_${n}"></a></center>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/hearts/thumbnails/*': '73x100',
  '/hearts/images/home.gif': '50x30',
  '/hearts/images/*.jpg': '600x579',
}
