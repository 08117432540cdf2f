import { document, each, pagesFor } from '../write.mjs'

const names = [
  'Kiln Street',
  'Two umbrellas',
  'Lost bus',
  'Flood I',
  'Flood II',
  'Flood III',
  'Flood IV',
  'Drying up',
  'Sun',
]

/** Parts of a series share its cover. @param {number} n */
const coverOf = (n) => (n >= 4 && n <= 7 ? '0004' : `000${n}`)

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/archive.html': document(
    'Ink and Rain - Archive',
    `<div class="top"><a href="index.html">HOME</a><a href="archive.html">ARCHIVE</a><a href="about.html">ABOUT</a></div><div class="content">${each(9, (k) => `<div class="archiveBox"><a href="strips/000${10 - k}.html"><img src="thumbs/${coverOf(10 - k)}.png" style="width:100%"></a><p>Strip ${10 - k}</p></div>`)}</div>`,
  ),
  ...pagesFor(
    1,
    9,
    (n) => `/strips/000${n}.html`,
    (n) =>
      document(
        names[n - 1] ?? '',
        `<div class="content">${each(3, (k) => `<div><img src="images/000${n}-0${k}.png" style="width:100%"></div>`)}<table><tr>${n > 1 ? `<th><a href="000${n - 1}.html">Previous</a></th>` : ''}${n < 9 ? `<th><a href="000${n + 1}.html">Next</a></th>` : ''}</tr></table></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/thumbs/*': '500x500', '/strips/images/*': '960x960' }
