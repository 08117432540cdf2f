import { each, pagesFor } from '../write.mjs'

/** @param {number} page */
const nameOf = (page) => (page === 1 ? 'trip_5510.html' : `trip_5510_${page}.html`)

/** @type {import('../site.mjs').Pages} */
export const pages = {
  ...pagesFor(
    1,
    3,
    (page) => `/set/${nameOf(page)}`,
    (page) => ({
      type: 'text/html',
      encoding: 'gb18030',
      html: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>雪山之路${page > 1 ? `(${page})` : ''}_摄影图集_图片站</title></head><body><div class="top"><a href="/"><img src="/skin/logo.gif" width="180" height="60"></a></div><h1>雪山之路${page > 1 ? `(${page})` : ''}</h1><div class="content" id="big-pic"><p><a href="${page < 3 ? nameOf(page + 1) : nameOf(1)}"><img src="/uploads/allimg/5510/${page}a.jpg" border="0" alt="雪山之路" width="800" height="1200"></a></p><p><img src="/uploads/allimg/5510/${page}b.jpg" border="0" alt="雪山之路" width="800" height="1200"></p></div><ul class="pagelist"><li><a>共3页: </a></li>${page > 1 ? `<li><a href="${nameOf(page - 1)}">上一页</a></li>` : '<li><a href="#">上一页</a></li>'}${each(3, (n) => (n === page ? `<li class="thisclass"><a href="#">${n}</a></li>` : `<li><a href="${nameOf(n)}">${n}</a></li>`))}${page < 3 ? `<li><a href="${nameOf(page + 1)}">下一页</a></li>` : '<li><a href="#">下一页</a></li>'}</ul><div class="hot"><h3>热门图集</h3>${each(6, (n) => `<a href="/set/trip_${5400 + n}.html"><img src="/uploads/litimg/${5400 + n}.jpg" width="120" height="160" alt="热门 ${n}"></a>`)}</div></body></html>`,
    }),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/uploads/allimg/*': '800x1200',
  '/uploads/litimg/*': '120x160',
  '/skin/*': '180x60',
}
