import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/product/oak-stool/': document(
    'Oak stool – Timber & Thread',
    `<body class="product-template-default single single-product woocommerce"><header><a href="/"><img src="/wp-content/uploads/timber.png" width="160" height="50" alt="Timber &amp; Thread"></a></header><main id="main"><div id="product-81" class="product type-product"><div class="woocommerce-product-gallery woocommerce-product-gallery--with-images" data-columns="4"><figure class="woocommerce-product-gallery__wrapper">${each(4, (n) => `<div data-thumb="/wp-content/uploads/2020/02/stool-${n}-100x100.jpg" class="woocommerce-product-gallery__image"><a href="/wp-content/uploads/2020/02/stool-${n}.jpg"><img width="600" height="600" src="/wp-content/uploads/2020/02/stool-${n}-600x600.jpg" class="wp-post-image" alt="" data-src="/wp-content/uploads/2020/02/stool-${n}.jpg" data-large_image="/wp-content/uploads/2020/02/stool-${n}.jpg" data-large_image_width="2000" data-large_image_height="2000" /></a></div>`)}</figure></div><div class="summary entry-summary"><h1 class="product_title entry-title">Oak stool</h1><p class="price">89</p></div><section class="related products"><h2>Related products</h2><ul class="products columns-4">${each(4, (n) => `<li class="product type-product"><a href="/product/other-${n}/" class="woocommerce-LoopProduct-link"><img width="300" height="300" src="/wp-content/uploads/2020/01/other-${n}-300x300.jpg" class="attachment-woocommerce_thumbnail" alt="" /><h2 class="woocommerce-loop-product__title">Other ${n}</h2></a></li>`)}</ul></section></div></main></body>`,
    '<meta property="og:type" content="product"><meta property="og:title" content="Oak stool"><meta property="og:image" content="http://site.example/wp-content/uploads/2020/02/stool-1.jpg">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/wp-content/uploads/*-100x100.jpg': '100x100',
  '/wp-content/uploads/*-300x300.jpg': '300x300',
  '/wp-content/uploads/*-600x600.jpg': '600x600',
  '/wp-content/uploads/2020/02/*.jpg': '2000x2000',
  '/wp-content/uploads/timber.png': '160x50',
}
