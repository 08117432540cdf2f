import { each, pad } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/scans/ferry/': `<html>
<head><title>Index of /scans/ferry/</title></head>
<body>
<h1>Index of /scans/ferry/</h1><hr><pre><a href="../">../</a>
<a href="raw/">raw/</a>                                               02-May-2020 10:11                   -
${each(12, (n) => `<a href="scan${pad(n, 4)}.jpg">scan${pad(n, 4)}.jpg</a>                                       02-May-2020 10:${10 + n}              ${300000 + n * 1234}\n`)}<a href="notes.txt">notes.txt</a>                                          02-May-2020 10:30                 812
</pre><hr></body>
</html>`,
  '/scans/ferry/raw/': `<html>
<head><title>Index of /scans/ferry/raw/</title></head>
<body>
<h1>Index of /scans/ferry/raw/</h1><hr><pre><a href="../">../</a>
${each(3, (n) => `<a href="raw${n}.jpg">raw${n}.jpg</a>                                       02-May-2020 10:${10 + n}              ${900000 + n}\n`)}</pre><hr></body>
</html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/scans/ferry/scan*.jpg': '1240x1754', '/scans/ferry/raw/*.jpg': '2480x3508' }
