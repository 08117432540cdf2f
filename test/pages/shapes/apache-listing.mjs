import { each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/pub/maps/': `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<html>
 <head><title>Index of /pub/maps</title></head>
 <body>
<h1>Index of /pub/maps</h1>
<table><tr><th valign="top"><img src="/icons/blank.gif" alt="[ICO]"></th><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th><th><a href="?C=S;O=A">Size</a></th></tr>
<tr><th colspan="4"><hr></th></tr>
<tr><td valign="top"><img src="/icons/back.gif" alt="[PARENTDIR]"></td><td><a href="/pub/">Parent Directory</a></td><td>&nbsp;</td><td align="right">  - </td></tr>
${each(7, (n) => `<tr><td valign="top"><img src="/icons/image2.gif" alt="[IMG]"></td><td><a href="Sheet%20${n}.png">Sheet ${n}.png</a></td><td align="right">2013-01-0${n} 12:00  </td><td align="right">1.${n}M</td></tr>\n`)}<tr><th colspan="4"><hr></th></tr>
</table>
<address>Apache/2.4 Server at site.example Port 80</address>
</body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/pub/maps/Sheet%20*.png': '3000x2000', '/icons/*.gif': '20x22' }
