import { each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/amp/street-art.html': `<!doctype html><html ⚡ lang="en"><head><meta charset="utf-8"><title>Street art of the north side</title><link rel="canonical" href="http://site.example/street-art.html"><meta name="viewport" content="width=device-width"><script async src="https://cdn.amp.example/v0.js"></script></head><body><header><amp-img src="/img/north.png" width="120" height="40" layout="fixed"></amp-img></header><h1>Street art of the north side</h1>${each(6, (n) => `<figure><amp-img src="/art/wall${n}-w640.jpg" srcset="/art/wall${n}-w640.jpg 640w, /art/wall${n}-w1080.jpg 1080w" width="640" height="427" layout="responsive" alt="Wall ${n}"><noscript><img src="/art/wall${n}-w640.jpg" width="640" height="427" alt="Wall ${n}"></noscript></amp-img><figcaption>Wall ${n}</figcaption></figure>`)}<amp-ad width="300" height="250" type="x" data-slot="/1/2"></amp-ad></body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/art/*-w640.jpg': '640x427',
  '/art/*-w1080.jpg': '1080x720',
  '/img/north.png': '120x40',
}
