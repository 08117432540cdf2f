import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/albums/garden/index.html': document(
    'Garden',
    `<body id="mainpage"><header><h1>Garden</h1><p class="description">Roses and bees</p></header><ul class="items">${each(7, (n) => `<li class="card"><a class="thumb" href="slides/DSCN${100 + n}.jpg" data-image="{&quot;path&quot;:&quot;DSCN${100 + n}.jpg&quot;,&quot;width&quot;:1280,&quot;height&quot;:960}"><img src="thumbs/DSCN${100 + n}.jpg" alt="DSCN${100 + n}" width="320" height="240"></a><div class="caption">DSCN${100 + n}</div></li>`)}</ul><footer><a href="http://jalbum.example/" rel="generator">Jalbum</a> <img src="res/rss.png" width="16" height="16" alt="RSS"></footer></body>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/albums/garden/slides/*': '1280x960',
  '/albums/garden/thumbs/*': '320x240',
  '/albums/garden/res/*': '16x16',
}
