import { document, each } from '../write.mjs'

const names = ['晨雾', '石桥', '渔火']

/** @type {import('../site.mjs').Pages} */
export const pages = Object.fromEntries(
  names.flatMap((name, index) =>
    [1, 2].map((page) => [
      `/post/${81 + index}${page === 1 ? '' : `_${page}`}.html`,
      document(
        `${name}${page === 1 ? '' : `(${page})`}-水乡图片`,
        `<div class="nav"><a href="/">水乡图片</a></div><h1>${name}</h1><div class="article">${each(3, (n) => `<p><img src="/up/${81 + index}/${page}${n}.jpg" width="900" height="600" alt="${name}"></p>`)}</div><div class="pages">${page === 1 ? `<span>1</span> <a href="/post/${81 + index}_2.html">2</a> <a href="/post/${81 + index}_2.html">下一页</a>` : `<a href="/post/${81 + index}.html">上一页</a> <a href="/post/${81 + index}.html">1</a> <span>2</span>`}</div><div class="near">上一篇：<a href="/post/${80 + index}.html">旧文</a> 下一篇：<a href="/post/${82 + index}.html">新文</a></div>`,
        '',
        'zh',
      ),
    ]),
  ),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/up/*': '1800x1200' }
