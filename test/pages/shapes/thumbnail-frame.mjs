import { each, pad } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/ThumbnailFrame.htm': `<HTML><HEAD><TITLE>Mara Quill</TITLE><script language="javascript">function jump(name) { parent.picture.location = "pages/" + name.replace(".jpg", ".htm") }</script></HEAD><BODY><TABLE><TR>${each(8, (n) => `<TD><a href="javascript:jump('ink${pad(n)}.jpg')"><img src="thumbnails/ink${pad(n)}.jpg" border="0" height="75" width="100"></a></TD>`)}</TR></TABLE></BODY></HTML>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/thumbnails/*': '100x75', '/images/*': '800x600' }
