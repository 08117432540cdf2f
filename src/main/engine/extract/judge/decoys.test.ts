import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const read = (html: string) =>
  extract(
    {
      address: 'https://site.test/g/2.html',
      bytes: Buffer.from(html),
      contentType: 'text/html; charset=utf-8',
    },
    automatic,
    plainContext,
  )
const short = (address: string) => address.replace('https://site.test/', '')
const times = (count: number, write: (n: number) => string) =>
  Array.from({ length: count }, (_, at) => write(at + 1)).join('')

const dot = '<span><img src="/dot.jpg"></span>'
const button = (name: string, to: string) =>
  `<a href="${to}"><img src="/b_${name}.png" width="420" height="400" alt="${name}"></a>`
const buttons = `<div class="row">${button('First', '1.html')}${button('Archive', 'all.html')}${button('Next', '3.html')}${button('Last', '3.html')}</div>`

describe('pictures of a page', () => {
  it.each([
    ['one in a frame of corners', `<p><img src="/a.jpg"></p>${times(4, () => dot)}`, ['a.jpg']],
    [
      'one that is the ground of the head too',
      '<div class="top" style="background-image: url(/a.jpg)"><div style="background-image: url(/a.jpg)"></div></div><img src="/m/1.png" width="20" height="20"><img src="/m/2.png" width="20" height="20"><img src="/m/3.png" width="20" height="20"><p><img src="/a.jpg"></p>',
      ['a.jpg'],
    ],
    ['one that stands twice', '<p><img src="/a.jpg"></p><p><img src="/a.jpg"></p>', ['a.jpg']],
    [
      'one between rows of large buttons, of which two lead to one page',
      `${buttons}<div class="art"><a href="/a.png"><img src="/a_s.png" width="896" height="1333"></a></div>${buttons}`,
      ['a.png'],
    ],
    [
      'one beside the link to what comes next',
      '<div><img src="/01.gif"><a class="nextPage" href="3.html"><h2>Climb</h2></a></div>',
      ['01.gif'],
    ],
    [
      'those that link to a host of pictures, among one that does not',
      `<div class="t_msg">${times(5, (n) => `<p><a href="https://host.test/v/${n}"><img src="/t/${n}.jpg"></a></p>`)}<p><img src="/t/6.jpg"></p></div>`,
      times(6, (n) => `t/${n}.jpg `)
        .trim()
        .split(' '),
    ],
    [
      'the one that is shown, not its neighbours in a box of one pixel',
      '<p><img src="/f/2.jpg"></p><div style="width:1px;height:1px;overflow:hidden"><img src="/f/1.jpg"><img src="/f/3.jpg"></div>',
      ['f/2.jpg'],
    ],
    [
      'the one that is shown, not its neighbours outside the page',
      '<p><img src="/f/2.jpg"></p><div style="position: absolute; left: -9999px"><img src="/f/1.jpg"><img src="/f/3.jpg"></div>',
      ['f/2.jpg'],
    ],
    [
      'those in boxes whose padding gives them their ratio',
      times(
        3,
        (n) => `<div style="height:0;padding-bottom:56%;overflow:hidden"><img src="/f/${n}.jpg"></div>`,
      ),
      ['f/1.jpg', 'f/2.jpg', 'f/3.jpg'],
    ],
    [
      'those that fade in',
      times(3, (n) => `<div style="opacity:0"><img src="/f/${n}.jpg"></div>`),
      ['f/1.jpg', 'f/2.jpg', 'f/3.jpg'],
    ],
    [
      'those of an article, not of cards of other sites',
      `<div class="entry">${times(3, (n) => `<p><img src="/s/${n}.png" width="500" height="400"></p><div class="card"><a href="https://o${n}.test/"><img src="/i.png?${n}" width="16" height="16"><img src="/shots/${n}.png"></a></div>`)}</div>`,
      ['s/1.png', 's/2.png', 's/3.png'],
    ],
  ])('are %s', (_, html, expected) => {
    expect(read(html).images.map(({ address }) => short(address))).toEqual(expected)
  })
})

describe('pages that a list links to', () => {
  const cover = (n: number) =>
    `<li class="c"><a href="/s/${n}.html"><img src="/t/${n > 3 && n < 8 ? 4 : n}.png"></a></li>`
  const card = (n: number) =>
    `<article class="post" style="background-image: url(/c/${n}.jpg)"><a href="/tag/x/">x</a><h2><a href="/s/${n}/">Post ${n}</a></h2><a href="/by/ann/">Ann</a></article>`
  const framed = (n: number) =>
    `<a href="/s/item/${n}.html"><div>${times(4, () => dot)}<div>Strip of day ${n}</div></div></a>`
  it.each([
    ['covers that parts of a series share', `<ul>${times(9, cover)}</ul>`, 9],
    ['cards with the picture as background', times(5, card), 5],
    ['a block of links in words with the same corners', `<div class="box">${times(12, framed)}</div>`, 12],
    [
      'a block of nothing but words',
      `<div>${times(8, (n) => `<a href="/strip/${n}">Page ${n}</a>`)}</div>`,
      8,
    ],
  ])('are all of %s', (_, html, count) => {
    const { items, galleries } = read(html)
    expect(items.length + galleries.length).toBe(count)
  })
})
