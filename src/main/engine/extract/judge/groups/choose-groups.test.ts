import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'

const origin = 'https://site.test'
const read = (body: string, head = '') => {
  const html = `<head><title>Morning</title>${head}</head><body><h1>Morning at the harbour</h1>${body}`
  const page = { address: `${origin}/g/7`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }
  return extract(page, automatic, plainContext).images.map(({ address }) => address.replace(origin, ''))
}
const times = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at + 1)).join('')
const a = (n: number) => `<figure><img src="/a/${n}.jpg"></figure>`
const b = (n: number, size = '') => `<img src="/b/${n}.jpg"${size}>`
const names = (folder: string, count: number) =>
  Array.from({ length: count }, (_, at) => `/${folder}/${at + 1}.jpg`)
const pair = `${b(1)}${b(2)}`

describe('a few pictures of another folder beside a larger group', () => {
  it.each([
    ['in a row of its own', `<article>${times(4, a)}<div>${pair}</div></article>`],
    ['in a row with a name', `<article>${times(4, a)}<div class="pair">${pair}</div></article>`],
    [
      'in columns',
      `<main>${times(4, a)}<div class="columns"><div class="column">${b(1)}</div><div class="column">${b(2)}</div></div></main>`,
    ],
    [
      'in a table',
      `<div id="content">${times(4, a)}<table><tr><td>${b(1)}</td><td>${b(2)}</td></tr></table></div>`,
    ],
    [
      'amid it, outside any content',
      `<div>${times(2, a)}</div><ul><li>${b(1)}</li><li>${b(2)}</li></ul><div>${times(4, (n) => a(n + 2))}</div>`,
    ],
    [
      'beside the picture that the page names',
      `<article>${times(4, a)}<div class="row">${pair}</div></article>`,
      '<meta property="og:image" content="/a/1.jpg">',
    ],
    [
      'behind a gallery with a name of its own',
      `<article><div class="gallery">${times(4, a)}</div><div class="row">${pair}</div></article>`,
    ],
    [
      'of announced sizes',
      `<article>${times(6, a)}<div class="row">${b(1, ' width="300" height="450"')}${b(2, ' width="300" height="450"')}</div></article>`,
    ],
  ])('is of the page %s', (_, body, head = '') => {
    expect(read(body, head).filter((one) => one.startsWith('/b/'))).toEqual(names('b', 2))
  })

  it.each([
    [
      'small ones',
      `<article>${times(6, a)}<div class="marks">${b(1, ' width="90" height="90"')}${b(2, ' width="90" height="90"')}</div></article>`,
    ],
    ['outside the content', `<article>${times(6, a)}</article><div class="end">${pair}</div>`],
    ['a list of others', `<article>${times(6, a)}</article><div class="related">${pair}</div>`],
    [
      'thumbnails of the slides of a slider, below it',
      `<div class="slider">${times(6, (n) => `<div class="slide"><img data-lazy="/a/${n}.jpg"></div>`)}</div><div class="thumbs">${times(6, b)}</div>`,
    ],
    [
      'marks beside the post, in the layout of the page',
      `<div class="main-wrap"><ul><li><a href="http://o.test/">Jo</a> ${b(1)}</li></ul><div class="post-body">${times(6, a)}</div><div class="tools">${b(2)}</div><div class="related"><a href="/2">Other</a></div></div>`,
    ],
    [
      'the look of the site',
      `<article>${times(6, a)}<div class="row"><img src="/static/b/1.png"><img src="/static/b/2.png"></div></article>`,
    ],
  ])('is not of the page: %s', (_, body) => {
    expect(read(body)).toEqual(names('a', 6))
  })
})

describe('the one picture of a page in a place that is called navigation', () => {
  const strip = times(5, (n) => `<a href="/p/${n + 5}"><img src="/t/${n + 5}.jpg"></a>`)
  it.each([
    [
      'alone',
      '<div class="photo-nav"><a href="/p/4"><img src="/i/l.png" width="40" height="40"></a><img src="/full/5.jpg"><a href="/p/6"><img src="/i/r.png" width="40" height="40"></a></div>',
    ],
    [
      'beside a strip',
      `<div class="navigation"><img src="/full/5.jpg"></div><div class="strip">${strip}</div>`,
    ],
    [
      'beside a strip, sized',
      `<div class="nav"><img src="/full/5.jpg" width="1200" height="800"></div><div class="strip">${strip}</div>`,
    ],
    [
      'beside words of navigation',
      `<div id="nav-photo"><a href="/p/4">prev</a> <a href="/p/6"><img src="/full/5.jpg"></a> <a href="/p/6">next</a></div>${strip}`,
    ],
    [
      'between its neighbours',
      '<div class="nav"><a href="/p/4"><img src="/t/4.jpg"></a><img class="main" src="/full/5.jpg"><a href="/p/6"><img src="/t/6.jpg"></a></div>',
    ],
    [
      'the last one, between its neighbours by their words',
      '<div class="nav"><a href="/p/4"><img src="/t/4.jpg" alt="next"></a><img src="/full/5.jpg"><a href="/p/1"><img src="/t/1.jpg"></a></div>',
    ],
    [
      'before its neighbours in a box without a name',
      '<div><a rel="prev" href="/p/4"><img src="/t/4.jpg"></a><img src="/full/5.jpg"><a rel="next" href="/p/6"><img src="/t/6.jpg"></a></div>',
    ],
    ['in the link that leads on', '<div><a rel="next" href="/p/6"><img src="/full/5.jpg"></a></div>'],
  ])('is its picture: %s', (_, body) => {
    expect(read(body)).toEqual(['/full/5.jpg'])
  })
})

describe('links in words to files beside pictures', () => {
  const link = (n: number, words: string, type = 'jpg') => `<li><a href="/b/${n}.${type}">${words}</a></li>`
  it.each([
    ['a list of videos', `${times(3, a)}<ul>${times(3, (n) => link(n, `Clip ${n}`, 'mp4'))}</ul>`, 3],
    ['one video', `${times(3, a)}<p><a href="/b/1.mp4">The film of the day</a></p>`, 1],
    [
      'pictures in a sentence',
      `${times(3, a)}<p>Also: <a href="/b/1.jpg">detail 1</a>, <a href="/b/2.jpg">detail 2</a></p>`,
      2,
    ],
    [
      'a table',
      `<main>${times(6, a)}</main><table>${times(2, (n) => `<tr><td><a href="/b/${n}.jpg">Plan ${n}</a></td></tr>`)}</table>`,
      2,
    ],
  ])('are pictures of it: %s', (_, body, count) => {
    expect(read(body).filter((one) => one.startsWith('/b/'))).toHaveLength(count)
  })

  it.each([
    ['larger versions', `${times(3, a)}<ul>${times(3, (n) => link(n, 'Full size'))}</ul>`],
    [
      'files of what is shown',
      `${times(3, (n) => `<p><img src="/a/${n}.jpg"></p>`)}<ul>${times(3, (n) => link(n, 'download', 'jpg'))}</ul>`,
    ],
    ['a single picture', `${times(3, a)}<p><a href="/b/1.jpg">map</a></p>`],
    ['others', `${times(3, a)}<aside><ul>${times(3, (n) => link(n, `More ${n}`))}</ul></aside>`],
    ['headed as others', `${times(3, a)}<h3>Related</h3><ul>${times(3, (n) => link(n, `Boat ${n}`))}</ul>`],
  ])('are none of it: %s', (_, body) => {
    expect(read(body)).toEqual(names('a', 3))
  })
})
