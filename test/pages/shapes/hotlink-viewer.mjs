import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/view.php?img=a8f2': document(
    'beach-walk.jpg - PicShelf',
    `<div class="top"><a href="/"><img src="/css/picshelf.png" width="140" height="40" alt="PicShelf"></a><a href="/login">Login</a></div><h2>beach-walk.jpg</h2><div id="imgwrap"><a href="/u/a8/f2/beach-walk.jpg"><img id="mainimg" src="/u/a8/f2/md_beach-walk.jpg" alt="beach-walk.jpg"></a></div><p>Direct link: <input value="http://site.example/u/a8/f2/beach-walk.jpg" readonly></p><div class="banners"><a href="http://ads.example/1"><img src="/b/728x90.gif" width="728" height="90" alt=""></a></div>`,
    '<meta property="og:image" content="http://site.example/u/a8/f2/md_beach-walk.jpg">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/u/a8/f2/md_*': '700x467',
  '/u/a8/f2/*': '2400x1600',
  '/css/*': '140x40',
  '/b/*': '728x90',
}
