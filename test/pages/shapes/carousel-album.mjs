import { each } from '../write.mjs'

const slogan = 'Spring of 1944 – the largest tragedy in the history of the town'

/** @param {string} album @param {number} count @param {string} id */
const carousel = (album, count, id) =>
  `<div id="${id}" class="carousel slide carousel-fade" data-ride="carousel"><div class="carousel-inner">${each(count, (n) => `<div class="carousel-item${n === 1 ? ' active' : ''}"><a href="/images/album/1944/${album}/${n - 1}.jpg" target="_blank"><img src="/images/album/1944/${album}/${n - 1}-preview.jpg" class="d-block w-100 img-fluid rounded" alt=""></a></div>`)}</div><a class="carousel-control-prev" href="#${id}" role="button"><span class="sr-only">Previous</span></a><a class="carousel-control-next" href="#${id}" role="button"><span class="sr-only">Next</span></a></div>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/album/1944/gara-veche/': `<!doctype html><html lang="ro"><head><meta charset="utf-8"><title>${slogan}</title><meta property="og:title" content="${slogan}"><meta property="og:type" content="website"></head><body><div class="container"><div class="jumbotron"><h1 class="display-4">The largest tragedy in the history of the town</h1></div></div><main role="main" class="container"><div class="row"><div class="col-md-8 blog-main"><div class="blog-post"><h2 class="blog-post-title">Gara Veche</h2>${carousel('gara-veche', 7, 'carouselIndicators')}</div></div><aside class="col-md-4 blog-sidebar"><div class="p-4"><h4 class="font-italic">Album</h4>${carousel('cotroceni', 5, 'carouselSidebar')}</div></aside></div></main></body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/images/album/*-preview.jpg': '600x400', '/images/album/*': '1800x1200' }
