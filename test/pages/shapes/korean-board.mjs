import { each } from '../write.mjs'

/** @param {string} pictures @param {string} links */
const post = (pictures, links) => ({
  type: 'text/html',
  encoding: 'euc-kr',
  html: `<html lang="ko"><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><title>봄 축제 - 사진 마당</title></head><body><table class="top"><tr><td><a href="/"><img src="/bbs/skin/logo.gif" width="150" height="45"></a></td></tr></table><h1>봄 축제</h1><div class="view_content">${pictures}</div><div class="page_nav">${links}</div></body></html>`,
})

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/bbs/view.php?id=photo&no=77': post(
    each(4, (n) => `<img src="data/photo/spring_${n}.jpg" width="700" height="467" border="0"><br>`),
    '<b>1</b> <a href="view.php?id=photo&no=77&page=2">2</a> <a href="view.php?id=photo&no=77&page=2">다음</a>',
  ),
  '/bbs/view.php?id=photo&no=77&page=2': post(
    each(3, (n) => `<img src="data/photo/spring_${n + 4}.jpg" width="700" height="467" border="0"><br>`),
    '<a href="view.php?id=photo&no=77&page=1">이전</a> <a href="view.php?id=photo&no=77&page=1">1</a> <b>2</b>',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/bbs/data/photo/*': '1400x934', '/bbs/skin/*': '150x45' }
