import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/clips/marina': document(
    'Marina clips',
    `<h1>Marina clips</h1><div class="media-list">${each(3, (n) => `<figure><video controls preload="metadata" width="640" height="360" poster="/media/marina/poster-${n}.jpg"><source src="/media/marina/clip-${n}.mp4" type="video/mp4"></video></figure>`)}${each(3, (n) => `<figure><img src="/media/marina/still-${n}.jpg" width="640" height="360" alt=""></figure>`)}</div><p><a href="/">Home</a></p>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/media/marina/clip-*': '1280x720',
  '/media/marina/poster-*': '640x360',
  '/media/marina/still-*': '1280x720',
}
