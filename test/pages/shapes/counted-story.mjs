import { pad, pagesFor } from '../write.mjs'

const names = [
  'The old mill',
  'The old mill',
  'The mill wheel',
  'A wheel in Fordham',
  'Oak for the wheel',
  'Water again',
]

/** @param {number} n */
const page = (n) =>
  `<html><head><title>${names[n - 1]}${n === 4 ? '' : ` - page ${n}`}</title></head><body><p align="center"><small>CRAFTS OF THE VALLEY</small></p><center><table width="790"><tr><td><img src="look/top.jpg" width="780" height="150"><br><a href="index.htm">HOME</a> &middot; <a href="news.htm">NEWS</a></td></tr><tr><td align="center"><p><img src="mill/work${pad(n)}.jpg" width="480" height="360"></p><p>Work on the wheel, day ${n}.<br><b>${n > 1 ? `<a href="MILL0${n - 1}.htm">&lt;BACK</a>` : ''} <a href="MILL01.htm">FIRST</a> ${n < 6 ? `<a href="MILL0${n + 1}.htm">NEXT&gt;</a>` : ''}</b></p></td></tr></table></center></body></html>`

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(1, 6, (n) => `/MILL0${n}.htm`, page)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/look/top.jpg': '780x150', '/mill/*': '480x360' }
