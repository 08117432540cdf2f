import { all, document } from '../write.mjs'

const files = ['Lantern_room', 'Spiral_stair', 'Fog_horn', 'Keeper_house', 'Boat_landing']

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/wiki/Gull_Point_Light': document(
    'Gull Point Light - Coastal Wiki',
    `<body class="mediawiki ltr ns-0"><div id="content" class="mw-body"><h1 id="firstHeading" class="firstHeading">Gull Point Light</h1><div id="mw-content-text"><div class="mw-parser-output"><p>Gull Point Light stands on a skerry.</p><h2>Gallery</h2><ul class="gallery mw-gallery-traditional">${all(files, (file, n) => `<li class="gallerybox" style="width: 155px"><div class="thumb" style="width: 150px;"><a href="/wiki/File:${file}.jpg" class="mw-file-description image"><img alt="" src="/images/thumb/${n}/${n}a/${file}.jpg/120px-${file}.jpg" decoding="async" width="120" height="80" class="mw-file-element" srcset="/images/thumb/${n}/${n}a/${file}.jpg/180px-${file}.jpg 1.5x, /images/thumb/${n}/${n}a/${file}.jpg/240px-${file}.jpg 2x" data-file-width="3000" data-file-height="2000" /></a></div><div class="gallerytext">${file.replace('_', ' ')}</div></li>`)}</ul></div></div><div id="catlinks"><a href="/wiki/Category:Lighthouses">Lighthouses</a></div></div><div id="mw-navigation"><div id="p-logo"><a class="mw-wiki-logo" href="/wiki/Main_Page"></a></div><ul><li><a href="/wiki/Special:Random">Random page</a></li></ul></div><div id="footer"><a href="http://mediawiki.example/"><img src="/w/resources/assets/poweredby_mediawiki_88x31.png" alt="Powered by MediaWiki" width="88" height="31"/></a></div></body>`,
  ),
  ...Object.fromEntries(
    files.map((file, n) => [
      `/wiki/File:${file}.jpg`,
      document(
        `File:${file}.jpg - Coastal Wiki`,
        `<body class="mediawiki ns-6"><div id="content" class="mw-body"><h1 id="firstHeading">File:${file}.jpg</h1><div class="fullImageLink" id="file"><a href="/images/${n}/${n}a/${file}.jpg"><img alt="File:${file}.jpg" src="/images/thumb/${n}/${n}a/${file}.jpg/800px-${file}.jpg" decoding="async" width="800" height="533" data-file-width="3000" data-file-height="2000" /></a><div class="mw-filepage-resolutioninfo">Size of this preview: 800 × 533 pixels.</div></div><div class="fullMedia"><p><a href="/images/${n}/${n}a/${file}.jpg" class="internal">Original file</a> (3,000 × 2,000 pixels)</p></div><table class="filehistory"><tr><td><a href="/images/${n}/${n}a/${file}.jpg"><img src="/images/thumb/${n}/${n}a/${file}.jpg/120px-${file}.jpg" width="120" height="80" alt=""></a></td></tr></table></div></body>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/images/thumb/*/120px-*': '120x80',
  '/images/thumb/*/180px-*': '180x120',
  '/images/thumb/*/240px-*': '240x160',
  '/images/thumb/*/800px-*': '800x533',
  '/images/*': '3000x2000',
  '/w/resources/*': '88x31',
}
