import { document, each, pagesFor } from '../write.mjs'

const names = ['Harbour', 'Lighthouse', 'Dunes']

/** @param {number} from @param {number} count */
const files = (from, count) =>
  `<div class="pictures">${each(count, (n) => `<a href="/photos/original/${from + n}.jpg"><img src="/photos/thumb/${from + n}.jpg" width="150" height="100" alt=""></a>`)}</div>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/show.php?album=40': document(
    'Coast 2021',
    `<div class="top"><a href="/">Home</a> <a href="/login.php">Log in</a></div><h1>Coast 2021</h1><div class="albums">${each(3, (n) => `<div class="cover"><a href="/show.php?album=${40 + n}"><img src="/photos/thumb/${n}01.jpg" width="150" height="150" alt=""><span>${names[n - 1]}</span></a></div>`)}</div>${files(0, 5)}<h3>Latest albums</h3><div class="latest">${each(3, (n) => `<div class="cover"><a href="/show.php?album=${60 + n}"><img src="/photos/thumb/${n}09.jpg" width="150" height="150" alt=""><span>Trip ${n}</span></a></div>`)}</div>`,
  ),
  ...pagesFor(
    1,
    3,
    (n) => `/show.php?album=${40 + n}`,
    (n) => document(names[n - 1] ?? '', `<h1>${names[n - 1]}</h1>${files(n * 100, 3)}`),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/photos/thumb/*': '150x100', '/photos/original/*': '1800x1200' }
