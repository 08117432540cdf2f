import { document, each } from '../write.mjs'

const names = { 41: 'Oxbow', 42: 'Weir', 44: 'Estuary' }

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/': document(
    'River pictures',
    `<h1>River pictures</h1><div class="new">${each(12, (n) => `<a href="/g/${20 + n}.html"><img src="/cover/${20 + n}.jpg" width="200" height="150" alt=""></a>`)}</div>`,
  ),
  '/g/43.html': { status: 302, headers: { location: '/' } },
  ...Object.fromEntries(
    Object.entries(names).map(([id, name]) => [
      `/g/${id}.html`,
      document(
        `${name} - River pictures`,
        `<div class="top"><a href="/"><img src="/cover/brand.png" width="180" height="50" alt="River pictures"></a></div><h1>${name}</h1><div class="photos">${each(4, (n) => `<p><img src="/photo/${id}/${n}.jpg" width="800" height="600" alt=""></p>`)}</div>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/photo/*': '1600x1200', '/cover/brand.png': '180x50', '/cover/*': '200x150' }
