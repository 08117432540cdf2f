import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { type PageRole, plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const origin = 'https://site.test'
const read = (html: string, path = '/trips/', role: PageRole = 'start') =>
  extract(
    { address: origin + path, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    automatic,
    { ...plainContext, role },
  )
const galleries = (html: string, path?: string, role?: PageRole) =>
  read(html, path, role).galleries.map(({ address }) => address.replace(origin, ''))
const pictures = (count: number) =>
  Array.from({ length: count }, (_, at) => `<p><img src="/own/${at}.jpg"></p>`).join('')
const list = '<ul><li><a href="north/">North</a></li><li><a href="south/">South</a></li></ul>'
const listing = (links: readonly string[]) =>
  `<title>Index of /trips/</title><h1>Index of /trips/</h1><hr><pre><a href="../">../</a>\n${links.map((link) => `<a href="${link}">${link}</a>   01-Jan-2024 10:00   40K`).join('\n')}</pre>`

describe('albums in words beside pictures of a page', () => {
  it.each([
    ['a list below', `<h1>Trips</h1>${pictures(4)}${list}`],
    ['a list above', `<h1>Trips</h1><h2>Sub-albums</h2>${list}${pictures(4)}`],
    [
      'unclosed entries',
      `<h1>Trips</h1><ul><li><a href="/trips/north/">North</a><li><a href="/trips/south/">South</a></ul>${pictures(4)}`,
    ],
    [
      'a table',
      `<h1>Trips</h1><table><tr><td><a href="north/">North</a></td><td><a href="south/">South</a></td></tr></table>${pictures(2)}`,
    ],
    [
      'headings',
      `<h1>Trips</h1><div><h3><a href="north/">North</a></h3><h3><a href="south/">South</a></h3></div>${pictures(4)}`,
    ],
    [
      'a side bar that is called folders, beside one picture',
      `<title>Trips</title><div id="stage"><img src="thumbs/fog.jpg" data-href="slides/fog.jpg"></div><div id="sidebar" class="left"><div id="folders"><h2><a href="/trips/">Galleries</a></h2><h2><a href="north/">North</a></h2><h2><a href="south/">South</a></h2><h2><a href="about.html">About</a></h2></div></div>`,
    ],
    [
      'covers aside in cells',
      `<h1>Trips</h1><table><tr>${['north', 'south'].map((name) => `<td><aside><a href="${name}/"><img src="${name}/t/1.jpg" width="200" height="150"></a></aside><h4><a href="${name}/">${name}</a></h4><p>10 images</p></td>`).join('')}</tr></table>${pictures(4)}`,
    ],
    ['the listing of a folder', listing(['north/', 'south/', '1.jpg', '2.jpg', '3.jpg'])],
    ['the listing of a folder with one picture', listing(['north/', 'south/', '1.jpg'])],
    ['the listing of folders alone', listing(['north/', 'south/'])],
  ])('are followed: %s', (_, html) => {
    expect(galleries(html)).toEqual(['/trips/north/', '/trips/south/'])
  })

  it('are the only one of a listing too', () => {
    expect(galleries(listing(['north/', '1.jpg', '2.jpg']))).toEqual(['/trips/north/'])
    expect(galleries(listing(['north/']))).toEqual(['/trips/north/'])
  })

  it.each([
    ['in navigation', `<h1>Trips</h1><nav>${list}</nav>${pictures(4)}`],
    ['of something else', `<h1>Trips</h1>${pictures(4)}<h3>Related</h3>${list}`],
    [
      'for further pages',
      `<h1>Trips</h1>${pictures(4)}<ul><li><a href="2/">Two</a></li><li><a href="3/">Three</a></li></ul>`,
    ],
    ['elsewhere', `<h1>Trips</h1>${pictures(4)}${list.replaceAll('href="', 'href="/towns/')}`],
    [
      'of the page itself',
      `<h1>Trips</h1>${pictures(4)}<ul><li><a href="amp/">AMP</a></li><li><a href="feed/">Feed</a></li></ul>`,
    ],
    [
      'in a sentence',
      `<h1>Trips</h1>${pictures(4)}<p>From <a href="north/">north</a> to <a href="south/">south</a>.</p>`,
    ],
  ])('are none where they stand %s', (_, html) => {
    expect(galleries(html)).toEqual([])
  })

  it('are none on the page behind a thumbnail, nor at the root of a site', () => {
    expect(galleries(`<h1>Trips</h1>${pictures(1)}${list}`, '/trips/', 'item')).toEqual([])
    expect(galleries(`<h1>Trips</h1>${pictures(4)}${list}`, '/')).toEqual([])
    expect(galleries(`<h1>Trips</h1><nav class="menu">${list}</nav>${pictures(1)}`, '/')).toEqual([])
  })

  it('are found at the root of a site in what is called so', () => {
    const called = `<div id="sidebar"><div class="albums">${list}</div></div>`
    expect(galleries(`<h1>Trips</h1>${pictures(1)}${called}`, '/index.html')).toEqual(['/north/', '/south/'])
    expect(
      galleries(`<h1>Trips</h1>${pictures(1)}${called.replaceAll('href="', 'href="/')}`, '/a/55.html'),
    ).toEqual([])
  })
})

describe('the parts of a work by their numbers', () => {
  const menu = (...names: readonly (number | string)[]) =>
    `<nav><a href="/">Home</a>${names.map((name) => `<a href="/trips/${name}/">${name}</a>`).join(' ')}</nav>`
  const card = '<meta property="og:image" content="/site/card.png"><h1>Trips</h1>'

  it('are its contents also in navigation, before the card of the site', () => {
    const { judgement, images } = read(card + menu(1, 2, 3))
    expect([judgement.kind, images]).toEqual(['index', []])
    expect(galleries(card + menu(3, 1, 2))).toEqual(['/trips/1/', '/trips/2/', '/trips/3/'])
  })

  it.each([
    ['beside pictures', `${card}${pictures(2)}${menu(1, 2, 3)}`],
    ['with a gap', card + menu(1, 2, 4)],
    ['that begin later', card + menu(2, 3, 4)],
    ['by names', card + menu('north', 'south', 'west')],
  ])('are none %s', (_, html) => {
    expect(galleries(html)).toEqual([])
  })
})

it('lists a year among albums that have other names', () => {
  const names = ['2020', 'air-castle', 'north', 'south']
  const items = names.map((name) => `<li><a href="/trips/${name}/">${name}</a></li>`).join('')
  expect(galleries(`<h1>Trips</h1><ul>${items}</ul>`)).toEqual(names.map((name) => `/trips/${name}/`))
})

it('follows albums in words by the addresses of their index files', () => {
  const index = (name: string) => `<li><a href="${name}/index.html">${name}</a></li>`
  expect(galleries(`<h1>Trips</h1>${pictures(4)}<ul>${index('north')}${index('south')}</ul>`)).toEqual([
    '/trips/north/index.html',
    '/trips/south/index.html',
  ])
})
