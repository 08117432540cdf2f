import { document, each, pagesFor } from '../write.mjs'

const corners = each(4, (n) => `<span class="corner-${n}"><img src="/look/dot.jpg"></span>`)
const names = ['River gate', 'Old mill', 'Night ferry', 'Glass roof', 'Stone steps', 'Salt road']

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/strips/1.html': document(
    'Short strips',
    `<div class="layout"><div class="list-bg">${names.map((name, at) => `<div class="list-box"><a href="/strips/item/${at + 31}.html"><div class="cat-box">${corners}<div class="t">${name}</div><div class="d">A short strip of the crew of the salt barge, drawn by readers, 2019-07-1${at}</div></div></a></div>`).join('')}</div></div>`,
  ),
  ...pagesFor(
    31,
    36,
    (n) => `/strips/item/${n}.html`,
    (n) =>
      document(
        names[n - 31] ?? '',
        `<div class="layout"><div class="item-body"><div class="item-box"><div class="item-content"><p><img src="/up/image/20190710/${n}.jpg"></p>${corners}</div></div></div></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/up/image/20190710/*': '605x1677', '/look/dot.jpg': '12x12' }
