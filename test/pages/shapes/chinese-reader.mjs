import { each, pad, pagesFor } from '../write.mjs'

/** @param {number} n */
const nameOf = (n) => (n === 1 ? '3301.html' : `3301_${n}.html`)

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  5,
  (n) => `/manhua/88/${nameOf(n)}`,
  (n) => ({
    type: 'text/html; charset=gbk',
    encoding: 'gbk',
    html: `<html><head><title>灯塔 第三话 第${n}页-漫画屋</title></head><body><div class="nav"><a href="/">漫画屋</a> &gt; <a href="/manhua/88/">灯塔</a></div><h1>灯塔 第三话</h1><div class="pic"><a href="${n < 5 ? nameOf(n + 1) : '/manhua/88/3302.html'}"><img src="/comic/88/3301/${pad(n)}.jpg" alt="灯塔 第三话"></a></div><div class="pages">${n > 1 ? `<a href="${nameOf(n - 1)}">上一页</a>` : ''} <select>${each(5, (k) => `<option value="${nameOf(k)}"${k === n ? ' selected' : ''}>第${k}页</option>`)}</select> ${n < 5 ? `<a href="${nameOf(n + 1)}">下一页</a>` : ''} <a href="/manhua/88/3302.html">下一话</a></div></body></html>`,
  }),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/comic/88/*': '900x1300' }
