import { document, each, pagesFor } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/2015/08/lighthouse/': document(
    'Lighthouse | Far Shores',
    `<div class="hentry"><h1 class="entry-title">Lighthouse</h1><div class="entry-content"><div class="tiled-gallery type-rectangular" data-original-width="960" data-carousel-extra='{"blog_id":7,"permalink":"http:\\/\\/site.example\\/2015\\/08\\/lighthouse\\/"}'>${each(7, (n) => `<div class="gallery-group images-1" style="width: 320px; height: 214px;"><div class="tiled-gallery-item tiled-gallery-item-large"><a href="/2015/08/lighthouse/light-${n}/" border="0"><img data-attachment-id="${900 + n}" data-orig-file="/files/2015/08/light-${n}.jpg" data-orig-size="3000,2000" data-comments-opened="1" data-image-meta="{&quot;camera&quot;:&quot;&quot;}" data-image-title="light ${n}" data-medium-file="/files/2015/08/light-${n}.jpg?w=300" data-large-file="/files/2015/08/light-${n}.jpg?w=1024" src="/files/2015/08/light-${n}.jpg?w=316&#038;h=210" width="316" height="210" data-original-width="316" data-original-height="210" title="light ${n}" alt="light ${n}" style="width: 316px; height: 210px;" /></a></div></div>`)}</div></div></div><div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3>${each(3, (n) => `<div class="jp-relatedposts-post"><a href="/2014/0${n}/trip-${n}/"><img class="jp-relatedposts-post-img" src="/files/2014/trip-${n}.jpg?resize=350%2C200" width="350" height="200" alt="Trip ${n}"></a><h4><a href="/2014/0${n}/trip-${n}/">Trip ${n}</a></h4></div>`)}</div>`,
  ),
  ...pagesFor(
    1,
    7,
    (n) => `/2015/08/lighthouse/light-${n}/`,
    (n) =>
      document(
        `light ${n} | Far Shores`,
        `<h1 class="entry-title">light ${n}</h1><div class="entry-attachment"><a href="/files/2015/08/light-${n}.jpg"><img src="/files/2015/08/light-${n}.jpg?w=840" width="840" height="560" alt=""></a></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/files/2015/08/light-{1-7}.jpg': '3000x2000',
  '/files/2015/08/light-{1-7}.jpg?w=1024': '1024x683',
  '/files/2015/08/light-{1-7}.jpg?w=840': '840x560',
  '/files/2015/08/light-{1-7}.jpg?w=300': '300x200',
  '/files/2015/08/light-{1-7}.jpg?w=316&h=210': '316x210',
  '/files/2014/*': '350x200',
}
