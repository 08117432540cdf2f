import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/albums/alpine-hut/': document(
    'Alpine hut',
    `<nav class="top"><a href="/albums/">All albums</a></nav><h1>Alpine hut</h1><div class="pswp-gallery" id="my-gallery">${each(8, (n) => `<a href="/img/hut/${n}-full.jpg" data-pswp-width="2500" data-pswp-height="1667" target="_blank"><img src="/img/hut/${n}-240.jpg" alt="" /></a>`)}</div><p>Photographed in one week of October.</p><script type="module">import PhotoSwipeLightbox from '/js/photoswipe-lightbox.esm.js'; new PhotoSwipeLightbox({ gallery: '#my-gallery', children: 'a', pswpModule: () => import('/js/photoswipe.esm.js') }).init()</script>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/img/hut/*-full.jpg': '2500x1667', '/img/hut/*-240.jpg': '240x160' }
