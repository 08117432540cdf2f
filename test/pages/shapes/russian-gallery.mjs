import { each } from '../write.mjs'

/** @param {number} first @param {number} count @param {string} links */
const page = (first, count, links) => ({
  type: 'text/html; charset=windows-1251',
  encoding: 'windows-1251',
  html: `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><title>Фотогалерея: Старые мосты</title></head><body><table width="100%"><tr><td width="200"><a href="/"><img src="/i/znak.gif" width="88" height="31" border="0"></a><br><a href="/news/">Новости</a><br><a href="/guest/">Гостевая</a></td><td><h1>Старые мосты</h1>${each(count, (n) => `<a href="/foto/mosty/b/most${first + n - 1}.jpg" onclick="return openWin(this.href)"><img src="/foto/mosty/s/most${first + n - 1}.jpg" width="140" height="105" border="0"></a> `)}<p align="center">${links}</p></td></tr></table></body></html>`,
})

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/foto/mosty/': page(
    1,
    8,
    'Страницы: <b>1</b> <a href="/foto/mosty/?p=2">2</a> <a href="/foto/mosty/?p=2">Далее</a>',
  ),
  '/foto/mosty/?p=2': page(
    9,
    4,
    'Страницы: <a href="/foto/mosty/">1</a> <b>2</b> <a href="/foto/mosty/">Назад</a>',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/foto/mosty/s/*': '140x105', '/foto/mosty/b/*': '1024x768', '/i/*': '88x31' }
