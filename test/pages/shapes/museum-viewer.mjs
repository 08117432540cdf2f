import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/collection/object/1934-17': document(
    'Astrolabe | Museum of Instruments',
    `<header class="m-header"><a href="/"><img src="/assets/mark.svg" alt="Museum of Instruments" width="140" height="40"></a></header><main class="o-object"><div class="m-viewer"><img class="m-viewer__img" src="/iiif/2/a1b2/full/843,/0/default.jpg" srcset="/iiif/2/a1b2/full/400,/0/default.jpg 400w, /iiif/2/a1b2/full/843,/0/default.jpg 843w, /iiif/2/a1b2/full/1686,/0/default.jpg 1686w" width="843" height="1054" alt="Astrolabe"><ul class="m-viewer__actions"><li><a href="/iiif/2/a1b2/full/full/0/default.jpg" download="1934-17.jpg">Download</a></li><li><button>Zoom</button></li></ul></div><h1>Astrolabe</h1><dl><dt>Date</dt><dd>1580</dd><dt>Object number</dt><dd>1934-17</dd></dl><section class="m-listing"><h2>Related</h2><ul>${each(6, (n) => `<li class="m-listing__item"><a href="/collection/object/19${40 + n}-2"><img src="/iiif/2/r${n}/full/200,/0/default.jpg" width="200" height="250" alt=""><strong>Quadrant ${n}</strong></a></li>`)}</ul></section></main>`,
    '<meta property="og:image" content="http://site.example/iiif/2/a1b2/full/843,/0/default.jpg"><meta property="og:title" content="Astrolabe | Museum of Instruments"><script type="application/ld+json">{"@context":"https://schema.org","@type":"VisualArtwork","name":"Astrolabe","image":"http://site.example/iiif/2/a1b2/full/843,/0/default.jpg"}</script>',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/iiif/2/a1b2/full/full/0/default.jpg': '4200x5250',
  '/iiif/2/a1b2/full/400,/0/default.jpg': '400x500',
  '/iiif/2/a1b2/full/843,/0/default.jpg': '843x1054',
  '/iiif/2/a1b2/full/1686,/0/default.jpg': '1686x2108',
  '/iiif/2/r{1-6}/full/200,/0/default.jpg': '200x250',
  '/assets/mark.svg': '140x40',
}
