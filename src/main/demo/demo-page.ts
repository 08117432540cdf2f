import iconv from 'iconv-lite'
import { type DemoGallery, demoGalleries, extensionOf, firstPage, lastPage } from './galleries'

/** Name of the site, at the end of every page's title. */
export const siteName = '一帆图库'

const style = `body{margin:0;font:16px/1.6 "Noto Serif CJK SC","Songti SC",SimSun,serif;background:#f4f1ea;color:#2b2a28}
header,main,footer{max-width:960px;margin:0 auto;padding:16px}
header{display:flex;gap:12px;align-items:center;border-bottom:1px solid #d9d2c3}
header a{color:inherit;text-decoration:none;font-size:20px}h1{font-size:28px}
.crumbs,footer{color:#7a7468;font-size:14px}.postContent img{display:block;width:100%;margin:0 0 24px;border-radius:6px}
nav{display:flex;justify-content:space-between}ul{columns:2;padding-left:20px}`

/** How a page tells that it is GBK: sites of its time did it in every way. */
type Declared = 'header' | 'meta' | 'gb2312'

function declaredBy(number: number): Declared {
  return (['header', 'meta', 'gb2312'] as const)[number % 3] as Declared
}

/** A reply of the site. */
export interface DemoReply {
  readonly contentType: string
  readonly body: Buffer
}

/** A numbered page, in GBK, in the shape of the galleries for which Galleon was first made. */
export function galleryPage(gallery: DemoGallery, origin: string): DemoReply {
  const { number, title, pictures } = gallery
  const declared = declaredBy(number)
  const meta = {
    header: '',
    meta: '<meta charset="gbk">',
    gb2312: '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
  }[declared]
  const content = Array.from({ length: pictures }, (_, index) => picture(gallery, index + 1, origin))
  const html = `<!DOCTYPE html><html lang="zh-CN"><head>${meta}<title>${title} - ${siteName}</title><style>${style}</style></head>
<body>${top()}<main><p class="crumbs"><a href="/">首页</a> › 风景 › 编号 ${number}</p><h1>${title}</h1>
<div class="postContent">
${content.join('\n')}
</div>
<nav>${link(number - 1, '上一组')}${link(number + 1, '下一组')}</nav></main>
<footer><img src="/static/icon.png" width="16" height="16" alt=""> ${siteName} · 图片由程序绘制，可随意使用</footer></body></html>`
  return {
    contentType: declared === 'header' ? 'text/html; charset=GBK' : 'text/html',
    body: iconv.encode(html, 'gbk'),
  }
}

/** The list of all galleries, for whoever opens the site in a browser. */
export function indexPage(): DemoReply {
  const items = demoGalleries.map(({ number, title }) => `<li><a href="/a/${number}.html">${title}</a></li>`)
  const html = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="gbk"><title>${siteName}</title><style>${style}</style></head>
<body>${top()}<main><h1>${siteName}</h1><ul>${items.join('\n')}</ul></main></body></html>`
  return { contentType: 'text/html', body: iconv.encode(html, 'gbk') }
}

/** What the site answers for a page that is gone. */
export function missingReply(): DemoReply {
  const html = `<!DOCTYPE html><meta charset="gbk"><title>${siteName}</title><h1>您访问的页面不存在</h1>`
  return { contentType: 'text/html', body: iconv.encode(html, 'gbk') }
}

function top(): string {
  return `<header><img src="/static/logo.png" width="32" height="32" alt=""><a href="/">${siteName}</a></header>`
}

function link(number: number, text: string): string {
  return number < firstPage || number > lastPage ? '<span></span>' : `<a href="/a/${number}.html">${text}</a>`
}

/** Addresses in every spelling that a browser resolves, and some pictures that a script would load later. */
function picture(gallery: DemoGallery, index: number, origin: string): string {
  const { number } = gallery
  const path = `/p/${number}-${index}.${extensionOf(gallery, index)}`
  const address = [path, `${origin}${path}`, `//${new URL(origin).host}${path}`, `..${path}`][index % 4]
  if (number % 4 === 2) return `<img src="/static/spacer.gif" data-original="${address}" alt="">`
  return `<img src="${address}" alt="">`
}
