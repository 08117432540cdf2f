import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/614/': document(
    'cdsk: Paper Route',
    `<div id="topContainer"><div id="masthead"><span><a href="/"><img src="/s/terrible.png" alt="cdsk logo" height="83" width="185" /></a></span><ul><li><a href="/archive">Archive</a></li></ul></div></div><div id="middleContainer" class="box"><div id="ctitle">Paper Route</div><ul class="comicNav"><li><a href="/1/">|&lt;</a></li><li><a rel="prev" href="/613/" accesskey="p">&lt; Prev</a></li><li><a rel="next" href="/615/" accesskey="n">Next &gt;</a></li><li><a href="/">&gt;|</a></li></ul><div id="comic"><img src="/comics/paper_route.png" title="He never missed one." alt="Paper Route" srcset="/comics/paper_route_2x.png 2x" /></div><div id="transcript" style="display: none"></div></div><div id="bottom" class="box"><img src="/s/feeds.png" width="520" height="100" usemap="#map" alt="Selected strips"/></div>`,
    '<meta property="og:image" content="http://site.example/comics/paper_route_2x.png"><meta property="og:title" content="Paper Route"><meta property="og:site_name" content="cdsk">',
  ),
  '/615/': document(
    'cdsk: Ladder',
    '<div id="ctitle">Ladder</div><ul class="comicNav"><li><a href="/1/">|&lt;</a></li><li><a rel="prev" href="/614/" accesskey="p">&lt; Prev</a></li><li><a rel="next" href="#" accesskey="n">Next &gt;</a></li><li><a href="/">&gt;|</a></li></ul><div id="comic"><img src="/comics/ladder.png" alt="Ladder" /></div>',
    '<meta property="og:title" content="Ladder"><meta property="og:site_name" content="cdsk">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/comics/*_2x.png': '1480x800',
  '/comics/*': '740x400',
  '/s/terrible.png': '185x83',
  '/s/feeds.png': '520x100',
}
