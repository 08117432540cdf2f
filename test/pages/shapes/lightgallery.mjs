import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/orchards.html': document(
    'Orchards',
    `<div class="demo-gallery"><h1>Orchards</h1><ul id="lightgallery" class="list-unstyled row">${each(10, (n) => `<li class="col-xs-6 col-sm-4 col-md-3" data-responsive="img/${n}-375.jpg 375, img/${n}-480.jpg 480, img/${n}.jpg 800" data-src="img/${n}-1600.jpg" data-sub-html="&lt;h4&gt;Row ${n}&lt;/h4&gt;&lt;p&gt;Apple trees &lt;img src='img/pin.png'&gt;&lt;/p&gt;"><a href=""><img class="img-responsive" src="img/thumb-${n}.jpg" alt="Row ${n}"></a></li>`)}</ul></div>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/img/thumb-*': '240x160',
  '/img/*-1600.jpg': '1600x1067',
  '/img/*-375.jpg': '375x250',
  '/img/*-480.jpg': '480x320',
  '/img/{1-10}.jpg': '800x533',
}
