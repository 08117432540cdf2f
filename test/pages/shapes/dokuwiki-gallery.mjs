import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/doku.php?id=trips:pier': document(
    'trips:pier [Harbour wiki]',
    `<body><div id="dokuwiki__site"><div id="dokuwiki__top" class="site dokuwiki mode_show"><div id="dokuwiki__header"><h1><a href="/doku.php?id=start"><img src="/lib/tpl/dokuwiki/images/logo.png" width="64" height="64" alt="" /> <span>Harbour wiki</span></a></h1></div><div id="dokuwiki__content"><div class="pageId"><span>trips:pier</span></div><div class="page group"><h1 class="sectionedit1" id="the_pier">The pier</h1><div class="level2"><p>Built in 1911.</p><div class="gallery gallery_left"><div class="gallery_page">${each(7, (n) => `<div class="gallery_item"><a href="/lib/exe/fetch.php?media=trips:pier${n}.jpg" title="pier${n}.jpg" class="lightbox JSnocheck" rel="lightbox[pier]"><img src="/lib/exe/fetch.php?w=120&amp;h=90&amp;tok=a${n}b&amp;media=trips:pier${n}.jpg" width="120" height="90" alt="pier${n}.jpg" title="pier${n}.jpg" /></a></div>`)}</div></div></div></div></div><div id="dokuwiki__footer"><div class="buttons"><a href="http://donate.example/"><img src="/lib/tpl/dokuwiki/images/button-donate.gif" width="80" height="15" alt="Donate" /></a><a href="http://php.example/"><img src="/lib/tpl/dokuwiki/images/button-php.gif" width="80" height="15" alt="Powered by PHP" /></a></div></div></div></div></body>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/lib/exe/fetch.php?media=*': { size: '2048x1536', type: 'image/jpeg' },
  '/lib/exe/fetch.php?w=*': { size: '120x90', type: 'image/jpeg' },
  '/lib/tpl/*logo.png': '64x64',
  '/lib/tpl/*': '80x15',
}
