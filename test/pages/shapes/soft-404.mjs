import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/gallery/8890': document(
    'Page not found - Snapworks',
    `<header><a href="/"><img src="/img/snapworks.png" width="180" height="44" alt="Snapworks"></a></header><main><h1>Page not found</h1><p>The gallery you are looking for does not exist or has been removed.</p><h2>You may like</h2><ul class="suggest">${each(8, (n) => `<li><a href="/gallery/${7000 + n}"><img src="/covers/${7000 + n}.jpg" width="240" height="160" alt=""></a></li>`)}</ul></main>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/covers/*': '240x160', '/img/snapworks.png': '180x44' }
