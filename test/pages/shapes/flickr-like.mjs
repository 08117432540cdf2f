import { document, each, pagesFor } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/photos/ona/albums/7215': document(
    'Tram lines | Framely',
    `<body><header id="global-nav"><a href="/" class="logo"><img src="/images/framely-dots.png" width="95" height="26" alt="Framely"></a></header><main><h1 class="album-title">Tram lines</h1><div class="photo-list-view">${each(8, (n) => `<div class="view photo-list-photo-view awake" style="width: 320px; height: 213px; background-image: url(//site.example/live/65/${n}77_ab${n}_n.jpg)"><div class="interaction-view"><div class="photo-list-photo-interaction"><a class="overlay" href="/photos/ona/${n}77/in/album-7215/" role="heading" aria-label="Tram ${n} by Ona"></a></div></div></div>`)}</div></main></body>`,
    '<meta property="og:title" content="Tram lines"><meta property="og:site_name" content="Framely">',
  ),
  ...pagesFor(
    1,
    8,
    (n) => `/photos/ona/${n}77/in/album-7215/`,
    (n) =>
      document(
        `Tram ${n} | Framely`,
        `<body><header id="global-nav"><a href="/"><img src="/images/framely-dots.png" width="95" height="26" alt="Framely"></a></header><div class="view photo-well-scrappy-view"><div class="photo-well-media-view"><img src="//site.example/live/65/${n}77_ab${n}_b.jpg" width="1024" height="683" class="main-photo" alt="Tram ${n}"></div></div><div class="sub-photo"><h1 class="photo-title">Tram ${n}</h1><a href="/photos/ona/"><img class="avatar" src="/buddyicons/ona.jpg" width="48" height="48" alt=""></a><div class="context-view">${each(5, (k) => `<a href="/photos/ona/${k}77/in/album-7215/"><img src="//site.example/live/65/${k}77_ab${k}_s.jpg" width="75" height="75" alt=""></a>`)}</div></div><script>window.modelExport = {"main":{"photo-models":[{"sizes":[{"url":"//site.example/live/65/${n}77_ab${n}_s.jpg","width":75,"height":75},{"url":"//site.example/live/65/${n}77_ab${n}_b.jpg","width":1024,"height":683},{"url":"//site.example/live/65/${n}77_cd${n}_o.jpg","width":4000,"height":2667}]}]}}</script></body>`,
        `<meta property="og:image" content="http://site.example/live/65/${n}77_ab${n}_b.jpg"><meta property="og:title" content="Tram ${n}">`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/live/65/*_s.jpg': '75x75',
  '/live/65/*_n.jpg': '320x213',
  '/live/65/*_b.jpg': '1024x683',
  '/live/65/*_o.jpg': '4000x2667',
  '/images/framely-dots.png': '95x26',
  '/buddyicons/*': '48x48',
}
