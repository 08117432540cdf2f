import { document, each, pad } from '../write.mjs'

/** A token as the builder gives every element. @param {number} n */
const token = (n) => ((n * 48_271 + 11) % 0xfff_ffff).toString(16).padStart(7, '0')

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/portfolio/glasshouse/': document(
    'Glasshouse - Studio Nord',
    `<body class="page elementor-default elementor-page elementor-page-212">
<header data-elementor-type="header" class="elementor elementor-24 elementor-location-header"><div class="elementor-element elementor-element-${token(1)} elementor-widget elementor-widget-theme-site-logo" data-id="${token(1)}"><a href="/"><img width="300" height="80" src="/wp-content/uploads/2021/02/nord-white.png" alt=""></a></div></header>
<div data-elementor-type="wp-page" class="elementor elementor-212"><section class="elementor-section elementor-element elementor-element-${token(2)}"><div class="elementor-element elementor-element-${token(3)} elementor-widget elementor-widget-heading" data-id="${token(3)}"><h1 class="elementor-heading-title elementor-size-default">Glasshouse</h1></div>
${each(13, (n) => `<div class="elementor-column elementor-col-33 elementor-element elementor-element-${token(10 + n)}" data-id="${token(10 + n)}"><div class="elementor-widget-wrap elementor-element-populated"><div class="elementor-element elementor-element-${token(50 + n)} elementor-widget elementor-widget-image" data-id="${token(50 + n)}" data-element_type="widget" data-widget_type="image.default"><div class="elementor-widget-container"><a href="/wp-content/uploads/2021/03/glass-${pad(n)}.jpg" data-elementor-open-lightbox="yes" data-elementor-lightbox-title="glass-${pad(n)}"><img decoding="async" width="768" height="1024" src="/wp-content/uploads/2021/03/glass-${pad(n)}-768x1024.jpg" class="attachment-large size-large wp-image-${300 + n}" alt="" srcset="/wp-content/uploads/2021/03/glass-${pad(n)}-768x1024.jpg 768w, /wp-content/uploads/2021/03/glass-${pad(n)}-225x300.jpg 225w" sizes="(max-width: 768px) 100vw, 768px"></a></div></div></div></div>`)}
</section><section class="elementor-section elementor-element elementor-element-${token(90)}"><div class="elementor-element elementor-element-${token(91)} elementor-widget elementor-widget-image-carousel"><div class="elementor-image-carousel-wrapper swiper"><div class="elementor-image-carousel swiper-wrapper">${each(6, (n) => `<div class="swiper-slide"><figure class="swiper-slide-inner"><img class="swiper-slide-image" src="/wp-content/uploads/2021/02/client-${n}-150x80.png" width="150" height="80" alt="client ${n}"></figure></div>`)}</div></div></div></section></div>
<footer class="elementor elementor-30 elementor-location-footer">Studio Nord</footer></body>`,
    '<meta property="og:site_name" content="Studio Nord"><meta property="og:title" content="Glasshouse - Studio Nord">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/wp-content/uploads/2021/03/*-768x1024.jpg': '768x1024',
  '/wp-content/uploads/2021/03/*-225x300.jpg': '225x300',
  '/wp-content/uploads/2021/03/*.jpg': '1800x2400',
  '/wp-content/uploads/2021/02/client-*': '150x80',
  '/wp-content/uploads/2021/02/nord-white.png': '300x80',
}
