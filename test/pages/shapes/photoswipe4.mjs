import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/sets/ceramics.html': document(
    'Ceramics · Workshop',
    `<header><a class="logo" href="/"><img src="/assets/logo.png" width="180" height="60" alt="Workshop"></a></header><article><h1>Ceramics</h1><div class="my-gallery" itemscope itemtype="http://schema.org/ImageGallery">${each(5, (n) => `<figure itemprop="associatedMedia" itemscope itemtype="http://schema.org/ImageObject"><a href="/sets/large/c${n}.jpg" itemprop="contentUrl" data-size="1200x1800"><img src="/sets/small/c${n}.jpg" itemprop="thumbnail" alt="Bowl ${n}" /></a><figcaption itemprop="caption description">Bowl ${n}</figcaption></figure>`)}</div></article><div class="pswp" tabindex="-1" role="dialog" aria-hidden="true"><div class="pswp__bg"></div><div class="pswp__scroll-wrap"><div class="pswp__container"><div class="pswp__item"></div><div class="pswp__item"></div><div class="pswp__item"></div></div></div></div>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/sets/large/*': '1200x1800',
  '/sets/small/*': '200x300',
  '/assets/logo.png': '180x60',
}
