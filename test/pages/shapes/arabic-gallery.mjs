import { each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/suwar/souq': {
    type: 'text/html; charset=windows-1256',
    encoding: 'windows-1256',
    html: `<!doctype html><html lang="ar" dir="rtl"><head><title>السوق القديم - معرض الصور</title></head><body><div class="head"><a href="/"><img src="/img/shiar.png" width="150" height="50" alt="معرض الصور"></a><ul><li><a href="/">الرئيسية</a></li><li><a href="/contact">اتصل بنا</a></li></ul></div><h1>السوق القديم</h1><div class="album">${each(7, (n) => `<div class="pic"><a href="/albums/souq/${n}.jpg" target="_blank"><img src="/albums/souq/thumbs/${n}.jpg" width="160" height="120" alt="صورة ${n}"></a></div>`)}</div></body></html>`,
  },
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/albums/souq/thumbs/*': '160x120',
  '/albums/souq/*': '1280x960',
  '/img/shiar.png': '150x50',
}
