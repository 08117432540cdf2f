import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/Holidays-Crete.html': document(
    'Photo album',
    `<header><a href="index.html"><h1>Holidays</h1></a></header><section id="media"><h2 class="title">Crete</h2><ul id="gallery">${each(8, (n) => (n === 5 ? `<li data-html="#media5" data-poster="media/thumbs/Holidays/Crete/VID_5.jpg" data-download-url="media/original/Holidays/Crete/VID_5.mp4"><a href="media/large/Holidays/Crete/VID_5.mp4"><img src="media/thumbs/Holidays/Crete/VID_5.jpg" width="120" height="120" alt="VID_5.mp4"></a></li>` : `<li data-src="media/large/Holidays/Crete/IMG_${n}.jpg" data-download-url="media/original/Holidays/Crete/IMG_${n}.jpg"><a href="media/large/Holidays/Crete/IMG_${n}.jpg"><img src="media/thumbs/Holidays/Crete/IMG_${n}.jpg" width="120" height="120" alt="IMG_${n}.jpg"></a></li>`))}</ul></section>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/media/thumbs/*': '120x120',
  '/media/large/*.mp4': '1280x720',
  '/media/large/*': '1500x1000',
  '/media/original/*.mp4': '1920x1080',
  '/media/original/*': '6000x4000',
}
