import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/family/': document(
    'Family photos',
    `<div id="main"><header><h1>Family photos</h1></header><div id="folder"><table class="items"><tr>${each(8, (n) => `<td><a href="slides/DSC_${10 + n}.jpg" data-tooltip="#tt${n}"><noscript><img src="thumbs/DSC_${10 + n}.jpg" alt="DSC ${10 + n}" width="240" height="240"></noscript><img src="res/blank.png" width="240" height="240" alt="DSC ${10 + n}" data-src="thumbs/DSC_${10 + n}.jpg" data-ext="jpg" data-size="734.07 kB" data-link="DSC_${10 + n}.jpg" data-isoriginal="true" data-isimage="true" data-width="1024" data-height="768"></a></td>`)}</tr></table></div><footer>Gallery software for photographers</footer></div>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/family/res/*': '1x1',
  '/family/thumbs/*': '240x240',
  '/family/slides/*': '1024x768',
  '/family/DSC_*': '4000x3000',
}
