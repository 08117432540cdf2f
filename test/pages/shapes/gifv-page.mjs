import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/kXw3.gifv': document(
    'Kettle boils over - Picdrop',
    `<div id="topbar"><a href="/"><img src="/images/picdrop.png" width="110" height="30" alt="Picdrop"></a></div><div class="post-container"><h1>Kettle boils over</h1><div class="video-container" style="width: 640px; height: 480px"><video poster="/kXw3h.jpg" preload="auto" autoplay muted loop width="640" height="480"><source src="/kXw3.mp4" type="video/mp4"></video></div></div><div id="side-gallery">${each(5, (n) => `<a href="/gallery/x${n}"><img src="/x${n}b.jpg" width="90" height="90" alt=""></a>`)}</div>`,
    '<meta property="og:type" content="video.other"><meta property="og:video" content="http://site.example/kXw3.mp4"><meta property="og:image" content="http://site.example/kXw3h.jpg"><meta property="og:title" content="Kettle boils over">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/kXw3.mp4': '640x480',
  '/kXw3h.jpg': '640x480',
  '/x{1-5}b.jpg': '90x90',
  '/images/*': '110x30',
}
