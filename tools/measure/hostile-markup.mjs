// Pages that take much time or memory to read: `hostile-pages.mjs` serves them. Each begins and ends with pictures.

const mib = 2 ** 20
/** @param {number} bytes @param {string} text */
const repeat = (bytes, text) => text.repeat(Math.ceil(bytes / text.length))
/** @param {number} count @param {(index: number) => string} line */
const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join('\n')
const front = '<!doctype html>\n<meta charset="utf-8"><title>Hostile</title><p><img src="/p/a.gif"></p>\n'
const back = '\n<p><img src="/p/b.gif"></p><p><img src="/p/c.gif"></p>\n'
/** @param {() => string} middle */
const around = (middle) => () => front + middle() + back
/** @param {(index: number) => string} picture */
const manyPictures = (picture) => () => `${front}${lines(100_000, picture)}`

/**
 * Body of each page by name. Those of a hundred thousand pictures may take 1 GiB, the others 512 MiB.
 *
 * @type {Readonly<Record<string, () => string>>}
 */
export const pages = {
  'ordinary page': around(() => lines(50, (i) => `<p><img src="/p/${i}.gif"></p>`)),
  '50 MiB of text': around(() => repeat(50 * mib, 'lorem ipsum dolor ')),
  '50 MiB of Chinese text': around(() => repeat(17 * mib, '漫画图片')),
  '50 MiB of character references': around(() => repeat(50 * mib, '&amp;&#x41;&notit;')),
  '50 MiB of one attribute': around(() => `<p title="${repeat(50 * mib, 'x y ')}">`),
  '50 MiB of one address': around(() => `<img src="${repeat(50 * mib, 'x')}">`),
  '50 MiB of one picture in data:': around(
    () => `<img src="data:image/png;base64,${repeat(50 * mib, 'AAAA')}">`,
  ),
  '50 MiB of one comment': around(() => `<!--${repeat(50 * mib, 'x - ')}-->`),
  '50 MiB of comments': around(() => repeat(50 * mib, '<!--x-->')),
  '50 MiB of one tag name': around(() => `<${repeat(50 * mib, 'abc')}>`),
  '50 MiB of one attribute name': around(() => `<p ${repeat(50 * mib, 'abc')}>`),
  '50 MiB of attributes': around(() => `<p ${lines(3_500_000, (i) => `a${i}=x`)}>`),
  '50 MiB of script': around(() => `<script>${repeat(50 * mib, 'f("<img src=no.png>");')}</script>`),
  '50 MiB of nesting': around(() => repeat(50 * mib, '<div>')),
  '50 MiB of links': around(() =>
    lines(900_000, (i) => `<a href="page${i}.html">page number ${i}, with words</a>`),
  ),
  '50 MiB of line breaks': around(() => repeat(50 * mib, '\n')),
  '5 MiB of <': around(() => repeat(5 * mib, '<')),
  '5 MiB of unclosed quotes': around(() => repeat(5 * mib, '<a b="')),
  '5 MiB of empty scripts': around(() => repeat(5 * mib, '<script></script>')),
  '1 MiB of misnested formatting': around(() => repeat(mib, '<b><i><p><a href=x>')),
  '1 MiB of nested tables': around(() => repeat(mib, '<table>')),
  '100,000 pictures': manyPictures((i) => `<img src="/m/${i}.gif">`),
  '100,000 pictures, wrapped': manyPictures(
    (i) =>
      `<div class="item"><div><a href="page${i}.html"><span><img src="/m/${i}.gif"></span></a><p>words</p></div></div>`,
  ),
  '100,000 pictures, each in <picture>': manyPictures(
    (i) => `<picture><source srcset="/m/${i}.webp 1x, /m/${i}-2.webp 2x"><img src="/m/${i}.gif"></picture>`,
  ),
  '100,000 pictures, lazy': manyPictures((i) => `<img src="/blank.gif" data-original="/m/${i}.gif">`),
  '100,000 pictures, long addresses': manyPictures((i) => `<img src="/m/${'a'.repeat(300)}${i}.gif">`),
  '100,000 candidates of one srcset': () =>
    `${front}<img srcset="${Array.from({ length: 100_000 }, (_, i) => `/m/${i}.gif ${i + 1}w`).join(', ')}">`,
}
