import { document, each } from '../write.mjs'

/** A card of a page of another site: its icon and what it looks like. @param {number} n */
const card = (n) =>
  `<div class="linkcard"><div class="lkc-external"><a class="lkc-link" href="https://site${n}.example/guide/${n}"><div class="lkc-card"><div class="lkc-info"><span><img src="/icons?domain=site${n}.example" width="16" height="16" alt=""></span><span>site${n}.example</span></div><div class="lkc-content"><span class="lkc-thumbnail"><img src="/shots/v1/${['one', 'two', 'three'][n - 1]}.example.png" alt=""></span><div>How to do it, part ${n}</div></div></div></a></div></div>`

/** @param {number} n */
const shot = (n) =>
  `<p><img src="/wp-content/uploads/2018/06/shot-${n}.png" alt="" width="${420 + n * 60}" height="${300 + n * 40}" class="alignnone size-full wp-image-${70 + n}"></p><p>What the picture above shows is step ${n}.</p>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/2018/06/24/fast-blog/': document(
    'Fast blog &amp; static pages | Quiet engineer of simple things',
    `<header id="header"><p class="site-title"><a href="/">Quiet engineer of simple things</a></p></header><div class="main-inner"><article class="post"><h1 class="post-title entry-title">Fast blog &amp; static pages</h1><div class="entry"><div class="entry-inner"><h1>Good and bad</h1>${shot(1)}<h1>How it is done</h1>${card(1)}${shot(2)}${card(2)}${shot(3)}${card(3)}<h1>In the end</h1>${shot(4)}</div></div></article><div class="sidebar s2"><h3>New entries</h3><ul>${each(4, (n) => `<li><a href="/2018/09/1${n}/x${n}/"><img src="/wp-content/uploads/2018/09/cover-${n}.jpg" width="160" height="107" alt=""></a></li>`)}</ul></div></div>`,
    '<meta property="og:title" content="Fast blog &amp; static pages | Quiet engineer of simple things">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/wp-content/uploads/2018/06/*': '600x460',
  '/wp-content/uploads/2018/09/*': '1280x856',
  '/shots/v1/*': '400x300',
  '/icons?domain=*': '16x16',
}
