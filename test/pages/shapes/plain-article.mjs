import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/essays/on-waiting': document(
    'On waiting — The Quiet Review',
    `<header><a href="/"><img src="/img/review.svg" width="220" height="36" alt="The Quiet Review"></a></header><article><h1>On waiting</h1><p class="byline"><img src="/authors/m.jpg" width="48" height="48" alt=""> M. Hale</p>${each(9, (n) => `<p>Paragraph ${n}. The platform was empty, and the timetable had been wrong for as long as any of us could remember; still we came, early, with bread and newspapers, and waited as though waiting were the journey that had been promised.</p>`)}</article><section><h2>More essays</h2><ul>${each(4, (n) => `<li><a href="/essays/e${n}">Essay ${n}</a></li>`)}</ul></section>`,
    '<meta property="og:type" content="article">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/img/review.svg': '220x36', '/authors/m.jpg': '48x48' }
