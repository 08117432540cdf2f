import { document } from '../write.mjs'

const names = ['the-mill', 'a-letter', 'low-tide', 'lanterns']
const titles = ['The mill', 'A letter', 'Low tide', 'Lanterns']

/** @param {number} at @param {string} word */
const link = (at, word) =>
  names[at] === undefined ? `<span>${word}</span>` : `<a href="/strips/${names[at]}.html">${word}</a>`

/** @type {import('../site.mjs').Pages} */
export const pages = Object.fromEntries(
  names.map((name, at) => [
    `/strips/${name}.html`,
    document(
      `${titles[at]} — Heron and Reed`,
      `<header><a href="/"><img src="/made/head.png" width="640" height="90" alt="Heron and Reed"></a><a href="/cast.html">Cast</a></header><main><h1>${titles[at]}</h1><img src="/made/${name}.png" width="820" height="1160" alt="${titles[at]}"><p>${link(0, 'First')} ${link(at - 1, 'Previous')} ${link(at + 1, 'Next')} ${link(names.length - 1, 'Latest')}</p></main>`,
    ),
  ]),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/made/head.png': '640x90', '/made/*': '820x1160' }
