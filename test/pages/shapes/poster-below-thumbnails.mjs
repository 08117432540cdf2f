import { all } from '../write.mjs'

const drawings = ['otter', 'heron', 'badger', 'stoat', 'marten', 'kestrel']

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/': `<HTML><HEAD><TITLE>Wren Askew Drawings</TITLE></HEAD><BODY bgcolor="#F0E8D0"><div id="bar"><a href="index.html">Home</a> <a href="mailto:w@site.example">Contact</a></div><table border="0" cellspacing="2"><tr>${all(drawings, (name) => `<td>&nbsp;<A href="pages/${name}.html" target="Top Frame"><IMG src="thumbnails/${name}.jpg" border="0" alt=${name}></A></td>`)}</tr></table><P><CENTER><IMG src="images/fair.jpg" border="0" alt=fair width="400"></CENTER></P><P><CENTER><FONT size="3">The summer fair</FONT></CENTER></P></BODY></HTML>`,
  ...Object.fromEntries(
    drawings.map((name) => [
      `/pages/${name}.html`,
      `<HTML><HEAD><TITLE>${name}</TITLE></HEAD><BODY bgcolor="#F0E8D0"><CENTER><IMG src="../images/${name}.jpg" border="0" alt="${name}"></CENTER></BODY></HTML>`,
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/thumbnails/*': '75x100', '/images/fair.jpg': '1200x900', '/images/*': '600x800' }
