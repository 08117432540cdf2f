import { all, document, each } from '../write.mjs'

const titles = [
  'The wide river',
  'A letter from the north',
  'Seven kinds of rain',
  'On waiting',
  'The clockmaker',
]

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/river.htm': document(
    'Ilse Marr. The wide river',
    `<div id="top"><a href="/"><img src="pix/Marr.gif" alt="Ilse Marr"></a></div><ul id="bar">${all(titles, (title, n) => `<li><a href="t${n}.htm">${title}</a></li>`)}</ul><div id="text"><h1>The wide river</h1><img src="pix/blot.gif" align=right alt="">${each(9, (n) => `<p>${n}. The river was wide that year, wider than the maps allowed, and few crossed it without a reason that could be said aloud in the market, where such reasons were weighed like fish.</p>`)}</div>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/pix/Marr.gif': '300x90', '/pix/blot.gif': '268x75' }
