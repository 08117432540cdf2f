import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/lookbook/spring': document(
    'Spring lookbook',
    `<main><h1>Spring lookbook</h1><div class="looks">${each(6, (n) => `<picture class="look"><source type="image/avif" srcset="/cdn/spring/${n}_800.avif 800w, /cdn/spring/${n}_1600.avif 1600w"><source type="image/webp" srcset="/cdn/spring/${n}_800.webp 800w, /cdn/spring/${n}_1600.webp 1600w"><img src="/cdn/spring/${n}_800.jpg" srcset="/cdn/spring/${n}_800.jpg 800w, /cdn/spring/${n}_1600.jpg 1600w" width="800" height="1200" loading="lazy" alt="Look ${n}"></picture>`)}</div></main>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/cdn/spring/*_800.*': '800x1200', '/cdn/spring/*_1600.*': '1600x2400' }
