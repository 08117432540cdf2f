import { all, document, each, pad } from '../write.mjs'

const slugs = ['tidewater', 'paper-boats', 'north-wall', 'greenhouse-no-5', 'the-long-table', 'winter-market']

/** @param {string} slug */
const nameOf = (slug) => slug.replaceAll('-', ' ')

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/series': document(
    'Work — Ines Aalto',
    `<header class="site-head"><a class="brand" href="/">Ines Aalto</a><nav><a href="/series" class="active">Work</a><a href="/about">About</a><a href="/contact">Contact</a></nav></header><main><h1>Work</h1><div class="cards">${all(slugs, (slug, index) => `<article class="card"><a class="card-media" href="/series/${slug}"><img src="/media/${slug}/cover-600.webp" width="600" height="400" loading="lazy" alt=""></a><div class="card-body"><h2><a href="/series/${slug}">${nameOf(slug)}</a></h2><p>Series of ${3 + index} photographs</p></div></article>`)}</div></main><footer><a href="https://social.example/ines"><img src="/icons/social.svg" width="24" height="24" alt="social"></a></footer>`,
  ),
  ...Object.fromEntries(
    slugs.map((slug, index) => [
      `/series/${slug}`,
      document(
        `${nameOf(slug)} — Ines Aalto`,
        `<header class="site-head"><a class="brand" href="/">Ines Aalto</a><nav><a href="/series">Work</a><a href="/about">About</a></nav></header><main><h1>${nameOf(slug)}</h1>${each(3 + index, (n) => `<figure class="plate"><img src="/media/${slug}/${pad(n)}-1600.webp" srcset="/media/${slug}/${pad(n)}-800.webp 800w, /media/${slug}/${pad(n)}-1600.webp 1600w, /media/${slug}/${pad(n)}-2400.webp 2400w" width="1600" height="1067" alt=""></figure>`)}</main><footer><a href="https://social.example/ines"><img src="/icons/social.svg" width="24" height="24" alt="social"></a></footer>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/media/*/cover-600.webp': '600x400',
  '/media/*-800.webp': '800x533',
  '/media/*-1600.webp': '1600x1067',
  '/media/*-2400.webp': '2400x1600',
  '/icons/social.svg': '24x24',
}
