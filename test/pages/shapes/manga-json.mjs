import { document, each, pad } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/read/kite-fields/12/1': document(
    'Kite Fields 12 Page 1 - Quick Reader',
    `<div id="reader-nav"><a href="/"><img src="/assets/reader.png" width="120" height="32" alt="Quick Reader"></a><select id="pages">${each(9, (n) => `<option value="/read/kite-fields/12/${n}">${n}</option>`)}</select></div><h1>Kite Fields 12</h1><div class="inner"><a href="/read/kite-fields/12/2"><img id="current" class="open" src="/content/kf/0012/001.jpg" alt="page 1"></a></div><script>var current_page = 0; var pages = [${Array.from({ length: 9 }, (_, index) => `{"id":${700 + index},"page_image":"\\/content\\/kf\\/0012\\/${pad(index + 1, 3)}.jpg","width":1100,"height":1600}`).join(',')}]; var next_chapter = "/read/kite-fields/13/1";</script>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/content/kf/*': '1100x1600', '/assets/*': '120x32' }
