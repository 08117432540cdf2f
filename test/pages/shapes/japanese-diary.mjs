import { each, pagesFor } from '../write.mjs'

/** @param {string} title @param {string} body */
const page = (title, body) => ({
  type: 'text/html',
  encoding: 'shift_jis',
  html: `<html lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><title>${title}</title></head><body><div id="head"><a href="/index.html"><img src="/image/title.gif" width="400" height="60" alt="山歩き日記"></a></div>${body}<hr><a href="/index.html">トップへ戻る</a></body></html>`,
})

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/2003/okuho.html': page(
    '奥穂高 - 山歩き日記',
    `<h1>奥穂高</h1><table><tr>${each(6, (n) => `<td><a href="okuho_p${n}.html"><img src="s/okuho${n}.jpg" width="128" height="96" border="0"></a></td>${n % 3 === 0 ? '</tr><tr>' : ''}`)}</tr></table>`,
  ),
  ...pagesFor(
    1,
    6,
    (n) => `/2003/okuho_p${n}.html`,
    (n) =>
      page(
        `奥穂高 写真${n} - 山歩き日記`,
        `<p>${n > 1 ? `<a href="okuho_p${n - 1}.html">前へ</a> ` : ''}<a href="okuho.html">一覧</a>${n < 6 ? ` <a href="okuho_p${n + 1}.html">次へ</a>` : ''}</p><img src="l/okuho${n}.jpg" width="800" height="600"><p>写真 ${n}</p>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/2003/s/*': '128x96', '/2003/l/*': '1024x768', '/image/title.gif': '400x60' }
