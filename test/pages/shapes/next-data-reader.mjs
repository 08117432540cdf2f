import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/chapter/0a1b2c': document(
    'Sea of Lamps - Chapter 4 | Inkwell',
    `<div id="__next"><header><a href="/"><img src="/_next/static/inkwell.svg" width="100" height="30" alt="Inkwell"></a></header><main><h1>Sea of Lamps - Chapter 4</h1><div class="skeleton"></div></main></div><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"chapter":{"id":"0a1b2c","chap":"4","images":[${Array.from({ length: 8 }, (_, index) => `{"url":"http://site.example/i/0a1b2c/${index + 1}-q.png","w":1200,"h":1800,"s":612345}`).join(',')}]},"related":[{"slug":"other","cover":{"url":"http://site.example/cover/other.jpg","w":300,"h":450}}]}},"page":"/chapter/[id]","buildId":"x1"}</script>`,
    '<meta property="og:title" content="Sea of Lamps - Chapter 4"><meta property="og:site_name" content="Inkwell"><meta property="og:image" content="http://site.example/cover/sea.jpg">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/i/0a1b2c/*': '1200x1800', '/cover/*': '300x450', '/_next/*': '100x30' }
