import { all, document } from '../write.mjs'

const names = ['anchor', 'bell', 'crab', 'dory', 'eel', 'fender', 'gull', 'hook', 'island']

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/free/nautical': document(
    'Nautical clip art',
    `<header><a href="/"><svg width="40" height="40" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg> Drawn free</a><a href="/cart"><img src="/ui/cart.svg" width="24" height="24" alt="cart"></a><a href="/find"><img src="/ui/find.svg" width="24" height="24" alt="search"></a></header><h1>Nautical clip art</h1><div class="sheet">${all(names, (name) => `<div class="drawing"><img src="/art/nautical/${name}.svg" width="220" height="220" alt="${name}"><span>${name}</span></div>`)}</div>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/art/nautical/*': '512x512', '/ui/*': '24x24' }
