import iconv from 'iconv-lite'
import { type DemoGallery, demoGalleries, firstPageNumber, lastPageNumber, picturePath } from './galleries'

/** Name of the site, at the end of every page's title. */
export const siteName = '一帆图库'

const style = `body{margin:0;font:16px/1.6 "Noto Serif CJK SC","Songti SC",SimSun,serif;background:#f4f1ea;color:#2b2a28}
header,main,footer{box-sizing:border-box;max-width:992px;margin:0 auto;padding:16px}
header{display:flex;gap:12px;align-items:center;border-bottom:1px solid #d9d2c3}header img{border-radius:8px}
header a{color:inherit;font-size:20px}h1{font-size:28px;line-height:1.35;margin:12px 0 20px}a{color:#2d6a8a;text-decoration:none}
a:hover{text-decoration:underline}
.crumbs,footer{color:#7a7468;font-size:14px}.postContent img{display:block;width:100%;margin:0 0 24px;border-radius:6px}
nav{display:flex;justify-content:space-between}
.covers{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:24px 20px;padding:0;list-style:none}
.covers a{color:inherit}.covers img{display:block;width:100%;aspect-ratio:8/5;object-fit:cover;border-radius:6px;margin-bottom:8px}
.covers span{color:#7a7468;font-size:14px}`

/** How a page declares that it is GBK: sites of its time did it in all three ways. */
type Declared = 'header' | 'meta' | 'gb2312'

function declaredBy(number: number): Declared {
  return (['header', 'meta', 'gb2312'] as const)[number % 3] as Declared
}

/** A reply of the site. */
export interface DemoReply {
  readonly contentType: string
  readonly body: Buffer
}

/** A numbered page, in GBK, in the shape of an older Chinese gallery site. */
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
<body>${top()}<main><p class="crumbs"><a href="/">首页</a> &gt; 风景 &gt; 编号 ${number}</p><h1>${title}</h1>
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

/** The list of all galleries, for a browser. */
export function indexPage(): DemoReply {
  const items = demoGalleries.map((gallery) => {
    const { number, title, pictures } = gallery
    // The last picture of a gallery never misbehaves.
    const cover = `<img src="${picturePath(gallery, pictures)}" loading="lazy" alt="">`
    return `<li><a href="/a/${number}.html">${cover}${title}</a> <span>${pictures} 幅</span></li>`
  })
  const html = `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="gbk"><title>${siteName}</title><style>${style}</style></head>
<body>${top()}<main><h1>${siteName}</h1><ul class="covers">${items.join('\n')}</ul></main></body></html>`
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
  return number < firstPageNumber || number > lastPageNumber
    ? '<span></span>'
    : `<a href="/a/${number}.html">${text}</a>`
}

/** Addresses in every spelling that a browser resolves, and in every fourth gallery pictures that a script would load later. */
function picture(gallery: DemoGallery, index: number, origin: string): string {
  const { number } = gallery
  const path = picturePath(gallery, index)
  const address = [path, `${origin}${path}`, `//${new URL(origin).host}${path}`, `..${path}`][index % 4]
  if (number % 4 === 2) return `<img src="/static/spacer.gif" data-original="${address}" alt="">`
  return `<img src="${address}" alt="">`
}
