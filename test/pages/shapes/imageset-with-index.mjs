import { document, each, pagesFor } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/set/81/': document(
    'Stone steps (24 photos) — Setbox',
    `<nav class="crumbs"><a href="/">Setbox</a> › <a href="/sets/">Sets</a></nav><h1>Stone steps</h1><div class="set">${each(8, (n) => `<a class="shot" href="/set/81/${n}/"><img src="/t/81/${n}.jpg?w=200" width="200" height="133" alt=""></a>`)}</div><h3>Similar sets</h3><div class="similar">${each(4, (n) => `<a href="/set/${60 + n}/"><img src="/t/${60 + n}/1.jpg?w=120" width="120" height="80" alt=""><b>Set ${60 + n}</b></a>`)}</div>`,
  ),
  ...pagesFor(
    1,
    8,
    (n) => `/set/81/${n}/`,
    (n) =>
      document(
        `Stone steps ${n}/8 — Setbox`,
        `<h1>Stone steps</h1><div class="viewer"><img src="/t/81/${n}.jpg?w=1000" alt="" class="viewer-image"></div><p><a class="full" href="/full/81/${n}.jpg">Full size</a></p><p class="pos">${n} / 8 ${n < 8 ? `<a href="/set/81/${n + 1}/">Next</a>` : ''}</p>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/t/*?w=200': '200x133',
  '/t/*?w=120': '120x80',
  '/t/*?w=1000': '1000x667',
  '/full/81/*': '3000x2000',
}
