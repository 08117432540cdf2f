import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/story/salt-flats': document(
    'Salt flats',
    `<main><h1>Salt flats</h1><div class="grid">${each(6, (n) => `<div class="cell"><img data-fancybox="salt" data-src="/u/salt/${n}.jpg?lossless" src="/u/salt/${n}.jpg?preset=tile" alt="" width="280" height="280"></div>`)}</div><h2>More stories</h2><ul class="more">${each(3, (n) => `<li><a href="/story/other-${n}"><img src="/u/cover/${n}.jpg?preset=tile" width="280" height="280" alt="">Story ${n}</a></li>`)}</ul></main>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/u/salt/*?lossless': '2000x1333',
  '/u/salt/*?preset=tile': '280x280',
  '/u/cover/*?preset=tile': '280x280',
}
