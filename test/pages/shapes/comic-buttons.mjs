import { document, each, pad, pagesFor } from '../write.mjs'

const last = 4

/** Buttons as large as pictures; close to the end two of them lead to one page. @param {number} n */
const buttons = (n) => {
  /** @type {readonly (readonly [string, number])[]} */
  const targets = [
    ['first', 1],
    ['previous', Math.max(1, n - 1)],
    ['archive', 0],
    ['next', n + 1],
    ['last', last],
  ]
  const shown = targets.filter(([name]) => n < last || (name !== 'next' && name !== 'last'))
  return `<div class="flex row">${shown.map(([name, to]) => `<a class="press" href="/strip/${to === 0 ? '' : to}"><img src="/made/b_${name}.webp" width="420" height="400" alt="${name[0]?.toUpperCase()}${name.slice(1)}"></a>`).join('')}</div>`
}

/** @param {string} body @param {string} title */
const frame = (title, body) =>
  document(
    title,
    `<div class="wide"><a href="/"><img src="/made/mule.webp" width="1600" height="1100" alt=""></a></div><div class="wide tabs">${['', 'news', 'shelf'].map((name) => `<a class="shade" href="/${name}"><img src="/made/t_${name || 'home'}.webp" width="680" height="250" alt=""></a>`).join('')}</div>${body}`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  last,
  (n) => `/strip/${n}`,
  (n) =>
    frame(
      `Mule and Cart - ${n}`,
      `<h1>Strip ${n}</h1><div class="narrow">${buttons(n)}<div class="wide plate"><a href="/made/s_${pad(n)}.png"><img src="/made/s_${pad(n)}_small.webp" width="896" height="1333" alt=""></a></div>${buttons(n)}</div><p>${each(3, (k) => `Word of the author ${k}. `)}</p>`,
    ),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/made/s_*.png': '1792x2666',
  '/made/s_*_small.webp': '896x1333',
  '/made/b_*': '420x400',
  '/made/t_*': '680x250',
  '/made/mule.webp': '1600x1100',
}
