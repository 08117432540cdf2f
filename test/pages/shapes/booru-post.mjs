import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/posts/88123': document(
    'lantern (garden) drawn by osier | Boxbooru',
    `<body class="c-posts a-show" data-controller="posts"><header id="top"><a id="app-name-header" href="/"><img src="/images/logo.png" width="32" height="32" alt="">Boxbooru</a></header><div id="c-posts"><aside id="sidebar"><section id="tag-list"><ul><li><a href="/posts?tags=lantern">lantern</a></li></ul></section><section id="post-information"><h2>Information</h2><ul><li>ID: 88123</li><li>Size: <a href="/data/original/ab/cd/abcd88123.png">4.1 MB .png</a> (2480x3508)</li></ul></section></aside><section id="content"><section class="image-container note-container" data-id="88123" data-tags="lantern garden" data-height="3508" data-width="2480" data-file-ext="png" data-file-url="/data/original/ab/cd/abcd88123.png" data-large-file-url="/data/sample/ab/cd/sample-abcd88123.jpg" data-preview-file-url="/data/preview/ab/cd/abcd88123.jpg"><picture><img width="850" height="1202" id="image" class="fit-width" alt="lantern" src="/data/sample/ab/cd/sample-abcd88123.jpg"></picture></section><div id="has-children-relationship-preview"><h4>This post has 2 children</h4><article class="post-preview"><a href="/posts/88124"><img class="post-preview-image" src="/data/preview/11/22/x88124.jpg" width="106" height="150" alt=""></a></article><article class="post-preview"><a href="/posts/88125"><img class="post-preview-image" src="/data/preview/33/44/x88125.jpg" width="106" height="150" alt=""></a></article></div></section></div></body>`,
    '<meta property="og:image" content="http://site.example/data/sample/ab/cd/sample-abcd88123.jpg"><meta property="og:type" content="website"><meta property="og:title" content="lantern (garden) drawn by osier | Boxbooru">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/data/original/*': '2480x3508',
  '/data/sample/*': '850x1202',
  '/data/preview/*': '106x150',
  '/images/logo.png': '32x32',
}
