import { document, each } from '../write.mjs'

/** @param {number} first @param {string} pager */
const page = (first, pager) =>
  document(
    `Pia Hollow - Photography`,
    `<header><h1><a href="/">Pia Hollow</a></h1></header><nav class="submenu"><ul class="nav nav-pills">${pager}</ul></nav><div id="page-header"><h2>Photography</h2></div><section>${each(4, (n) => `<div class="row image"><div class="col"><img src="/images/photo${first + n}.jpg" class="img-responsive" alt="photography"></div></div>`)}</section>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/photography/': page(
    0,
    `<li class="disabled"><a href="/photography/1.html"><i class="icon-left"></i>Previous</a></li><li class="disabled"><a href="/photography/1.html"><i class="icon-right"></i>Next</a></li>`,
  ),
  '/photography/1.html': page(
    4,
    `<li><a href="/photography/"><i class="icon-left"></i>Previous</a></li><li class="disabled"><a href="#"><i class="icon-right"></i>Next</a></li>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/images/*': '900x600' }
