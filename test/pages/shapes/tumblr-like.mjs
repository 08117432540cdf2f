import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/post/1815/window-light': document(
    'Window light',
    `<body><header id="header"><a href="/"><img src="/avatar_128.png" width="128" height="128" alt="portrait photo"></a><h1><a href="/">slow mornings</a></h1></header><section id="posts"><article class="post photoset"><div class="html_photoset"><div class="photoset" data-layout="212">${each(5, (n) => `<a href="/media/${n}f0/s1280x1920/w${n}.jpg" class="photoset_photo" data-low-res="/media/${n}f0/s500x750/w${n}.jpg"><img src="/media/${n}f0/s500x750/w${n}.jpg" width="500" height="333" alt=""></a>`)}</div></div><div class="caption"><h2>Window light</h2></div><ol class="notes">${each(4, (n) => `<li class="note"><a href="http://blog${n}.example/"><img src="/notes/avatar_${n}_16.png" class="avatar" width="16" height="16" alt=""></a> liked this</li>`)}</ol></article></section></body>`,
    '<meta property="og:title" content="Window light"><meta property="og:site_name" content="slow mornings"><meta property="og:type" content="tumblr-feed:photoset"><meta property="og:image" content="http://site.example/media/1f0/s1280x1920/w1.jpg">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/media/*/s1280x1920/*': '1280x853',
  '/media/*/s500x750/*': '500x333',
  '/avatar_128.png': '128x128',
  '/notes/*': '16x16',
}
