import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/bilder/herbst.php': document(
    'Herbst :: Waldseiten',
    `<div id="kopf"><a href="/"><img src="/gfx/grau.gif" width="760" height="90" alt="Waldseiten"></a></div><div id="menu"><a href="/bilder/winter.php">Winter</a><a href="/bilder/sommer.php">Sommer</a></div><div id="inhalt"><h1>Herbst</h1>${each(6, (n) => `<img class="button-like" src="/bilder/herbst/social_club_${n}.jpg" width="700" height="525" alt=""><br><br>`)}</div>`,
    '',
    'de',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/bilder/herbst/*': '1400x1050', '/gfx/grau.gif': '760x90' }
