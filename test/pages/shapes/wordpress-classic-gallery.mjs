import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/?p=77': document(
    'Night walk – Lamp and Lens',
    `<div class="site"><header class="site-header"><a href="/" class="site-logo"><img src="/wp-content/uploads/logo.svg" alt="Lamp and Lens" width="200" height="40"></a></header>
<article id="post-77" class="post-77 post type-post"><header class="entry-header"><h1 class="entry-title">Night walk</h1></header><div class="entry-content">
<div id='gallery-1' class='gallery galleryid-77 gallery-columns-4 gallery-size-thumbnail'>${each(11, (n) => `<figure class='gallery-item'><div class='gallery-icon portrait'><a href='/wp-content/uploads/2016/11/DSC0${600 + n * 7}.jpg'><img width="100" height="150" src="/wp-content/uploads/2016/11/DSC0${600 + n * 7}-100x150.jpg" class="attachment-thumbnail size-thumbnail" alt="" aria-describedby="gallery-1-${n}" /></a></div><figcaption class='wp-caption-text gallery-caption' id='gallery-1-${n}'>Lamp ${n}</figcaption></figure>`)}</div>
<div class="sharedaddy"><a href="/?p=77&share=mail"><img src="/wp-content/plugins/share/mail.png" width="32" height="32" alt="mail"></a><a href="/?p=77&share=print"><img src="/wp-content/plugins/share/print.png" width="32" height="32" alt="print"></a></div></div></article></div>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/wp-content/uploads/2016/11/*-100x150.jpg': '100x150',
  '/wp-content/uploads/2016/11/*.jpg': '1365x2048',
  '/wp-content/uploads/logo.svg': '200x40',
  '/wp-content/plugins/share/*.png': '32x32',
}
