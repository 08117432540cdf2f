import { document, each } from '../write.mjs'

/** @param {number} first @param {number} last */
const photos = (first, last) =>
  `<table class="album">${each(last - first + 1, (at) => `<tr><td><img src="/made/kiln_${first + at - 1}.jpg" width="800" height="533" alt=""></td></tr><tr><td>Kiln ${first + at - 1}</td></tr>`)}</table>`

const menu = '<p class="menu"><a href="/albums.html">All albums</a> | <a href="/about.html">About me</a></p>'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/kiln.html': document(
    'The old kiln',
    `${menu}<h1>The old kiln</h1>${photos(1, 6)}<p><a href="/kiln-inside.html">More photos &gt;&gt;</a></p>`,
  ),
  '/kiln-inside.html': document(
    'The old kiln (continued)',
    `${menu}<h1>The old kiln</h1>${photos(7, 12)}<p><a href="/kiln.html">Part 1</a> | Part 2 | <a href="/kiln-roof.html">Part 3</a></p>`,
  ),
  '/kiln-roof.html': document(
    'The old kiln, part III',
    `${menu}<h1>The old kiln, part III</h1>${photos(13, 15)}<p><a href="/albums.html">More photos</a></p>`,
  ),
  '/albums.html': document(
    'Albums',
    `${menu}<h1>Albums</h1><ul>${each(8, (n) => `<li><a href="/album-${n}.html">Album ${n}</a></li>`)}</ul>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/made/*': '800x533' }
