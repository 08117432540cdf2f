import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/s/k3y/sailing-2022': document(
    'Sailing 2022: PhotoPrism',
    `<div id="photoprism"><div class="p-page-photos"><nav class="v-toolbar"><span class="v-toolbar-title">Sailing 2022</span></nav><div class="v-layout search-results photo-results cards-view">${each(9, (n) => `<div class="flex xs6 sm4" data-uid="pt${n}"><div class="result card is-photo"><div class="v-image card-image clickable" style="background-image: url(&quot;/api/v1/t/${n}c0ffee/pub/tile_500&quot;); height: 240px"></div><div class="v-card-title"><h3><button title="Boat ${n}">Boat ${n}</button></h3><a class="action-download" href="/api/v1/dl/${n}c0ffee?t=pub" download="boat-${n}.jpg">Download</a></div></div></div>`)}</div></div></div>`,
    '<meta property="og:title" content="Sailing 2022"><meta property="og:image" content="http://site.example/api/v1/t/1c0ffee/pub/fit_720">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/api/v1/t/*/pub/tile_500': { size: '500x500', type: 'image/jpeg' },
  '/api/v1/t/*/pub/fit_720': { size: '720x480', type: 'image/jpeg' },
  '/api/v1/dl/*': { size: '4200x2800', type: 'image/jpeg' },
}
