import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/news/2021/tram-returns': document(
    'The tram returns | Valley Herald',
    `<header class="masthead"><a href="/"><img src="/static/herald.svg" width="260" height="40" alt="Valley Herald"></a></header><main><article class="story"><h1>The tram returns</h1><figure class="hero"><img src="/photos/tram-1280.jpg" srcset="/photos/tram-640.jpg 640w, /photos/tram-1280.jpg 1280w, /photos/tram-2560.jpg 2560w" sizes="100vw" width="1280" height="720" alt=""><figcaption>The first car on the new line.</figcaption></figure>${each(6, (n) => `<p>Paragraph ${n}. After eleven years the line between the mill and the market is open again, and the first car was full before it left the depot on Saturday morning.</p>`)}</article><aside class="related"><h2>Related</h2>${each(6, (n) => `<div class="card"><a href="/news/2021/story-${n}"><img src="/photos/story-${n}-320.jpg" width="320" height="180" loading="lazy" alt=""><h3>Story ${n}</h3></a></div>`)}</aside></main>`,
    '<meta property="og:type" content="article"><meta property="og:title" content="The tram returns"><meta property="og:image" content="http://site.example/photos/tram-1280.jpg">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/photos/tram-640.jpg': '640x360',
  '/photos/tram-1280.jpg': '1280x720',
  '/photos/tram-2560.jpg': '2560x1440',
  '/photos/story-*': '320x180',
  '/static/herald.svg': '260x40',
}
