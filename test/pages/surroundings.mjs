import { document, each } from './write.mjs'

/** @typedef {import('../../tools/shared/seeded-random.mjs').Random} Random */

/** How many other galleries the sidebar shows. */
const others = 6

/** Sizes by the beginning of the name; icons have another. */
const sizes = /** @type {const} */ ([
  ['big', [900, 600]],
  ['tile', [120, 90]],
  ['ad', [300, 250]],
  ['brand', [220, 60]],
])

/** What stands around the content of many sites, with the pages and pictures that belong to it. */
export const surroundings = {
  /** @param {Random} random */
  header: (random) =>
    `<div class="top-bar"><a href="/"><img src="/around/brand.png" width="220" height="60" alt="Brand"></a><ul class="menu"><li><a href="/">Home</a></li><li><a href="/about-us">About</a></li><li><a href="/write-to-us">Contact</a></li></ul>${random.below(2) === 0 ? '<form action="/find"><input name="q" placeholder="Search"><button><img src="/around/lens.png" width="16" height="16" alt=""></button></form>' : ''}</div>`,

  /** @param {Random} random */
  sidebar: (random) =>
    `<div class="side"><h3>Popular</h3>${random.below(2) === 0 ? `<ul>${each(others, (n) => `<li><a href="/around/gallery-${n}"><img src="/around/tile-${n}.jpg" width="120" height="90" alt=""></a></li>`)}</ul>` : each(others, (n) => `<div class="tile"><a href="/around/gallery-${n}"><img src="/around/tile-${n}.jpg" width="120" height="90" alt=""><span>Gallery ${n}</span></a></div>`)}<a href="http://ads.example/click?c=7" rel="sponsored"><img src="/around/ad-300x250.gif" width="300" height="250" alt=""></a></div>`,

  /** @param {Random} random */
  footer: (random) =>
    `<div class="bottom">${each(4, (n) => `<a href="http://social-${n}.example/share"><img src="/around/icon-${n}.png" width="24" height="24" alt=""></a>`)}<p>© ${2010 + random.below(15)} <a href="/imprint">Imprint</a></p></div><div class="cookie-notice" role="dialog"><p>This site uses cookies.</p><button>Accept</button><a href="/privacy">Privacy</a></div>`,

  /**
   * @param {string} path
   * @returns {import('./site.mjs').Reply | null}
   */
  replyAt(path) {
    const number = /^\/around\/gallery-(\d)$/.exec(path)?.[1]
    if (number === undefined) return null
    const pictures = each(
      3,
      (n) => `<p><img src="/around/big-${number}-${n}.jpg" width="900" height="600"></p>`,
    )
    return { html: document(`Gallery ${number}`, `<h1>Gallery ${number}</h1>${pictures}`) }
  },

  /** @param {string} path */
  pictureAt(path) {
    const name = /^\/around\/([\w-]+\.(?:jpg|png|gif))$/.exec(path)?.[1]
    if (name === undefined) return null
    const [, [width, height]] = sizes.find(([prefix]) => name.startsWith(prefix)) ?? ['', [24, 24]]
    const type = name.endsWith('.jpg') ? 'image/jpeg' : name.endsWith('.png') ? 'image/png' : 'image/gif'
    return { type, width, height, seed: path }
  },
}
