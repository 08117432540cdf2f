import { all, document, each } from '../write.mjs'

const sets = [4021, 3987, 3955, 3801]

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/tag/lakes': document(
    'Tag: lakes - Album shelf',
    `<header><a href="/" class="logo">Album shelf</a><form action="/search"><input name="q"><button>Search</button></form></header><h1>Tag: lakes</h1><div class="tag-cloud"><a href="/tag/hills">hills</a> <a href="/tag/rivers">rivers</a> <a href="/tag/snow">snow</a> <a href="/tag/towns">towns</a></div><ul class="album-list">${all(sets, (id, index) => `<li class="album-item"><a href="/album/${id}" class="album-cover"><img src="/covers/${id}.jpg" width="220" height="165" alt=""><span class="count">${index + 3} pictures</span></a><a href="/album/${id}" class="album-name">Lake ${id}</a><span class="author">by <a href="/user/u${index}">u${index}</a></span></li>`)}</ul>`,
  ),
  ...Object.fromEntries(
    sets.map((id, index) => [
      `/album/${id}`,
      document(
        `Lake ${id} - Album shelf`,
        `<header><a href="/" class="logo">Album shelf</a></header><h1>Lake ${id}</h1><div class="album-pictures">${each(index + 3, (n) => `<a class="pic" href="/full/${id}/${n}.jpg"><img src="/mid/${id}/${n}.jpg" width="300" height="225" alt=""></a>`)}</div><div class="tags"><a href="/tag/lakes">lakes</a></div>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/covers/*': '220x165', '/mid/*': '300x225', '/full/*': '2000x1500' }
