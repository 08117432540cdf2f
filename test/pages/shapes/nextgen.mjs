import { document, each } from '../write.mjs'

/** @param {number} page @param {number} first @param {number} last */
function list(page, first, last) {
  const boxes = each(last - first + 1, (index) => {
    const n = first + index - 1
    const file = `IMG_${2000 + n * 3}.jpg`
    return `<div id="ngg-image-${index - 1}" class="ngg-gallery-thumbnail-box"><div class="ngg-gallery-thumbnail"><a href="/wp-content/gallery/regatta/${file}" title="" data-src="/wp-content/gallery/regatta/${file}" data-thumbnail="/wp-content/gallery/regatta/thumbs/thumbs_${file}" data-image-id="${n}" data-title="${file}" data-description="" class="ngg-simplelightbox" rel="5f1c"><img title="${file}" alt="${file}" src="/wp-content/gallery/regatta/thumbs/thumbs_${file}" width="240" height="160" style="max-width:100%;" /></a></div></div>`
  })
  const other =
    page === 1
      ? `<a class='page-numbers' data-pageid='2' href='/regatta/nggallery/page/2'>2</a><a class='prev' href='/regatta/nggallery/page/2' data-pageid='2'>&#9658;</a>`
      : `<a class='page-numbers' data-pageid='1' href='/regatta/'>1</a>`
  return document(
    'Regatta | Sailing Club',
    `<div id="wrapper"><div id="header"><img src="/wp-content/themes/club/images/flag.png" width="64" height="48" alt=""><a href="/">Sailing Club</a></div><div id="content"><h1>Regatta</h1><div class="ngg-galleryoverview default-view" id="ngg-gallery-5f1c-${page}">${boxes}<br style="clear: both" /><div class='ngg-navigation'>${page === 1 ? "<span class='current'>1</span>" : ''}${other}${page === 2 ? "<span class='current'>2</span>" : ''}</div></div></div></div>`,
  )
}

/** @type {import('../site.mjs').Pages} */
export const pages = { '/regatta/': list(1, 1, 12), '/regatta/nggallery/page/2': list(2, 13, 17) }

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/wp-content/gallery/regatta/thumbs/*': '240x160',
  '/wp-content/gallery/regatta/*.jpg': '1620x1080',
  '/wp-content/themes/club/images/flag.png': '64x48',
}
