import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/articles/2021/08/27/1566.html': document(
    'How to read a grammar - Tilde',
    `<header class="header"><div class="wrapper"><h1><a href="/">Tilde</a></h1></div></header><div class="article__top" style="background-image: url(/bing/20211218.jpg?imageView2/1/w/1280/h/720)"><div style="background-image: url(/bing/20211218.jpg?imageView2/1/w/1280/h/720)"></div><canvas id="articleTop"></canvas></div><div class="article"><h2 class="article__title"><a href="/articles/2021/08/27/1566.html">How to read a grammar</a></h2><section class="vditor-reset">${each(10, (n) => `<p>Rule ${n} says what a line may begin with, and why the reader has to look back before the next line can be understood at all; the examples show where earlier readers went wrong.</p>`)}</section></div>`,
    '<meta property="og:title" content="How to read a grammar - Tilde"><meta property="og:site_name" content="Tilde">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/bing/*': '1280x720' }
