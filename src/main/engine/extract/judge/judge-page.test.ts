import { describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { extract } from '../extract'
import { plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'
import { diffPages } from './diff-pages'

const page = (html: string, address = 'https://site.test/g/1.html') => ({
  address,
  bytes: Buffer.from(html),
  contentType: 'text/html; charset=utf-8',
})
const read = (html: string) => extract(page(html), automatic, plainContext)
const namesOf = (html: string) =>
  read(html).images.map(({ address }) => address.replace('https://site.test/', ''))

describe('the automatic recipe', () => {
  it('keeps pictures of different folders and forms that stand in one place', () => {
    expect(
      namesOf(
        '<p><img src="v.php?a=1"><p><img src="/x.png"><p><img src="//cdn.test/y"><p><img src="?pic=5">',
      ),
    ).toEqual(['g/v.php?a=1', 'x.png', 'https://cdn.test/y', 'g/1.html?pic=5'])
  })

  it('asks how large a picture without a size is beside a long text, not below a long heading', () => {
    const questions = (above: string) =>
      read(`${above}<div class="content"><p><img src="/i/1.png"></p></div>`).questions
    const long = 'some words '.repeat(200)
    expect(questions(`<p>${long}</p>`)).toEqual([
      expect.objectContaining({ kind: 'sizes', rule: 'own-size' }),
    ])
    expect(questions(`<h1>${long}</h1>`)).toEqual([])
  })

  it('keeps pictures that all link to their own page, beside one that leads elsewhere', () => {
    const cell = (name: string, link = '') => {
      const picture = `<img src="${name}.jpg" width="250" height="200">`
      return `<td>${link === '' ? picture : `<a href="${link}">${picture}</a>`}</td>`
    }
    const row = (...cells: string[]) => `<table><tr>${cells.join('')}</tr></table>`
    const html = [
      row(cell('map', '../map.html'), '<td>Our journey</td>'),
      row(cell('iron', '1.html'), cell('sign')),
      row(cell('flowers', '1.html'), cell('plaque')),
      row(cell('village', '1.html'), cell('forest')),
    ]
    expect(namesOf(`<h1>Mountains</h1><center>${html.join('<p>some words</p>')}</center>`)).toEqual(
      ['iron', 'sign', 'flowers', 'plaque', 'village', 'forest'].map((name) => `g/${name}.jpg`),
    )
  })

  it('keeps pictures that misnested mark-up scatters', () => {
    expect(
      namesOf('<div><p><table><tr><td><b><i><img src=1.png><img src=2.png></b></table><IMG src=3.png></p>'),
    ).toHaveLength(3)
  })

  it('takes each of many repeated pictures once', () => {
    expect(namesOf(Array.from({ length: 30 }, (_, i) => `<img src="${i % 10}.png">`).join(''))).toHaveLength(
      10,
    )
  })

  it('skips a bullet among pictures', () => {
    const found = read(
      Array.from({ length: 6 }, (_, i) => `<li><img src="/x/dotty.gif"><img src="${i}.png">`).join(''),
    )
    expect(found.images).toHaveLength(6)
    expect(found.skipped).toContainEqual({ address: 'https://site.test/x/dotty.gif', reason: 'icon' })
  })

  it('reads a whole page inside a container whose class speaks of a sidebar', () => {
    expect(
      namesOf('<body class="header-fixed"><div class="with-sidebar"><div><img src="1.jpg"><img src="2.jpg">'),
    ).toEqual(['g/1.jpg', 'g/2.jpg'])
  })

  it('keeps pictures whose folder is called icons when they are all that is linked', () => {
    expect(namesOf('<a href="/icons/big/1.png"><img src="/icons/1.png" width="64" height="64"></a>')).toEqual(
      ['icons/big/1.png'],
    )
  })

  it('does not take the subject of a page for the name of its decoration', () => {
    const html = '<h1>Icons</h1><img src="/icons-of-novgorod/1.jpg"><img src="/static/avatars/2.jpg">'
    const { images } = extract(page(html, 'https://site.test/icons-of-novgorod/'), automatic, plainContext)
    expect(images.map(({ address }) => address)).toEqual(['https://site.test/icons-of-novgorod/1.jpg'])
  })

  it('takes no picture that the site shows everywhere for want of others', () => {
    const a = page('<img src="/logo.png"><img src="/1.jpg">')
    const b = page('<img src="/logo.png">', 'https://site.test/g/2.html')
    const template = diffPages([a, b], 'utf-8')
    expect(extract(b, automatic, { ...plainContext, template })).toMatchObject({
      images: [],
      skipped: [{ address: 'https://site.test/logo.png', reason: 'decoration' }],
    })
  })

  it('keeps a small group of another form if two pages show that it is content', () => {
    const html = (n: number) =>
      `<div class="x">${[1, 2, 3, 4, 5].map((i) => `<img src="/a${n}/${i}.jpg">`).join('')}</div><table><td><img src="https://cdn.test/map${n}.png"></table>`
    const a = page(html(1))
    const template = diffPages([a, page(html(2), 'https://site.test/g/2.html')], 'utf-8')
    expect(read(html(1)).images).toHaveLength(5)
    expect(extract(a, automatic, { ...plainContext, template }).images).toHaveLength(6)
  })

  it('takes the picture that the page names as its own only for want of others, and never a logo', () => {
    const head = (image: string) =>
      `<base href="https://cdn.test/i/"><meta property="og:image" content="${image}">`
    expect(namesOf(`${head('/own?id=1')}<p>words`)).toEqual(['https://cdn.test/own?id=1'])
    expect(namesOf(`${head('/own?id=1')}<img src="/1.jpg">`)).toEqual(['https://cdn.test/1.jpg'])
    expect(namesOf(`${head('/site-logo.png')}<p>words`)).toEqual([])
    expect(namesOf(`${head('')}<p>words`)).toEqual([])
  })

  it('takes every picture that the page names as its own, in whatever words', () => {
    const named = [
      '<meta property="og:image" content="/a.jpg"><meta property="og:image" content="/b.jpg">',
      '<meta property="og:image:url" content="/a.jpg"><meta property="og:image:url" content="/b.jpg">',
      '<meta name="twitter:image:src" content="/a.jpg"><meta name="twitter:image" content="/b.jpg">',
      '<meta itemprop="image" content="/a.jpg"><meta itemprop="image" content="/b.jpg">',
      '<link rel="image_src" href="/a.jpg"><link rel="image_src" href="/b.jpg">',
      '<link rel="preload" as="image" href="/a.jpg"><link rel="preload" as="image" href="/b.jpg">',
    ]
    for (const html of named) expect(namesOf(`${html}<p>words`)).toEqual(['a.jpg', 'b.jpg'])
  })

  it.each([
    ...`data-src data-original data-lazy-src data-ll-src data-pagespeed-lazy-src data-wpfc-original-src data-ezsrc
      data-flickity-lazyload data-delayed-url data-hd data-fullsize data-src-retina data-bg lazy-src datasrc
      data-anything`
      .split(/\s+/)
      .map((name) => [name, `<img src="blank.gif" ${name}="real.jpg">`]),
    ['larger than src', '<img src="mid.jpg" data-full="real.jpg" data-thumb="small.jpg">'],
    ['not what is shown under the pointer', '<img data-hover-src="other.jpg" src="real.jpg">'],
    ['not what stands in for it', '<img data-fallback-src="other.jpg" data-lqip="tiny.jpg" src="real.jpg">'],
    [
      'not the address of a page',
      '<img data-img-page="view/1.html" data-picture-url="view/1" src="real.jpg">',
    ],
    ['lazy candidates', '<img src="s.jpg" lazy-srcset="s.jpg 300w, real.jpg 900w">'],
    ['a background in any spelling', '<div STYLE="BACKGROUND: URL( real\\2e jpg )"></div>'],
    ['a background by attribute', '<table><td background="real.jpg">x</table>'],
    ['a background of a script', '<div data-bg="real.jpg"></div>'],
    ['a drawing', '<svg><image xlink:href="real.jpg"/></svg>'],
    ['an object', '<object data="real.jpg" type="image/jpeg"></object>'],
    ['an element of the site', '<my-image src="real.jpg"></my-image>'],
    ['a button that opens it', '<button type="button"><img src="real.jpg"></button>'],
    ['a button by nature, for want of others', '<input type="image" src="real.jpg">'],
    [
      'once, though its fallback is smaller',
      '<img data-src="real.jpg"><noscript><img src="s.jpg"></noscript>',
    ],
  ])('finds the picture in %s', (_, html) => {
    expect(namesOf(html)).toEqual(['g/real.jpg'])
  })

  it('takes no button, pattern or header for a picture where there are pictures', () => {
    expect(
      namesOf(
        '<header><img src="top.png"></header><p><img src="1.jpg"></p><input type="image" src="go.png"><template><img src="{{x}}.jpg"></template>',
      ),
    ).toEqual(['g/1.jpg'])
  })

  it('does not take pictures that all lead to the next page for links to pages about them', () => {
    const pages = [1, 2, 3].map((n) => `<a href="next.html"><img src="${n}.jpg"></a>`).join('')
    const others = [4, 5, 6, 7].map((n) => `<li><a href="${n}.html"><img src="t/${n}.jpg"></a>`).join('')
    expect(namesOf(`<div>${pages}</div><ul>${others}</ul>`)).toEqual(['g/1.jpg', 'g/2.jpg', 'g/3.jpg'])
  })

  it('takes the next page from rel=next before words, and never the page itself', () => {
    expect(read('<img src="1.jpg"><a class="next" href="2.html">next</a>').next).toBe(
      'https://site.test/g/2.html',
    )
    const both = '<img src="1.jpg"><a href="3.html">next</a><a rel="nofollow NEXT" href="2.html">next</a>'
    expect(read(both).next).toBe('https://site.test/g/2.html')
    expect(read('<link rel="next" href="1.html#x"><img src="1.jpg">').next).toBeNull()
  })

  it('follows no next page from the page of a thumbnail', () => {
    const a = page('<img src="1.jpg"><link rel="next" href="2.html">')
    expect(extract(a, automatic, { ...plainContext, role: 'item' }).next).toBeNull()
    expect(extract(a, automatic, plainContext).next).toBe('https://site.test/g/2.html')
  })

  it('lists all of very many pictures, and bounds what it says about the others', () => {
    const others = isExhaustive ? 100_000 : 20_001
    const count = isExhaustive ? 100_000 : 10_000
    const found = read(
      Array.from({ length: count }, (_, i) => `<img src="${i}.png">`).join('') +
        Array.from({ length: others }, (_, i) => `<img src="data:,${i}">`).join(''),
    )
    expect(found.images).toHaveLength(count)
    expect(found.skipped).toHaveLength(20_000)
    // It keeps a processor busy for seconds, which other tests use, too.
  }, 60_000)
})

describe('what belongs to the site', () => {
  const strips =
    '<img src="/img/h1.png" width="780" height="82"><img src="/img/h2.png" width="780" height="79">'
  const four = [1, 2, 3, 4].map((n) => `<p><img src="${n}.jpg">`).join('')
  const buttons = ['home', 'about', 'links']
    .map((name) => `<a href="/${name}.html"><img src="/img/${name}.jpg" width="116" height="43"></a>`)
    .join('')
  const files = [1, 2, 3, 4].map((n) => `<a href="${n}.jpg"><img src="s/${n}.jpg"></a>`).join('')
  const head = '<td><img src="/img/flash.jpg" width="987" height="503"></td>'

  it.each([
    ['the head in strips', `${strips}${four}`, ['g/1.jpg', 'g/2.jpg', 'g/3.jpg', 'g/4.jpg']],
    ['the head beside one picture', `${strips}<p><img src="x.jpg" width="516" height="389">`, ['g/x.jpg']],
    ['no panoramas', strips, ['img/h1.png', 'img/h2.png']],
    [
      'no high panoramas',
      '<p><img src="a.jpg" width="1600" height="380"><p><img src="b.jpg" width="640" height="480">',
      ['g/a.jpg', 'g/b.jpg'],
    ],
    [
      'no panorama in the row of its pictures',
      `${strips}${['a', 'b', 'pano', 'c'].map((name) => `<p><img src="${name}.jpg" width="640" height="${name === 'pano' ? 130 : 480}">`).join('')}`,
      ['g/a.jpg', 'g/b.jpg', 'g/pano.jpg', 'g/c.jpg'],
    ],
    [
      'a head that is kept with the buttons',
      `<table><tr>${head}</tr></table>${buttons}<div id="t">${files}</div>`,
      ['g/1.jpg', 'g/2.jpg', 'g/3.jpg', 'g/4.jpg'],
    ],
    [
      'no head without buttons beside it',
      `<table><tr>${head}</tr></table><div id="t">${files}</div>`,
      ['img/flash.jpg', 'g/1.jpg', 'g/2.jpg', 'g/3.jpg', 'g/4.jpg'],
    ],
    ['frames that tables draw', '<table><td background="nw.gif">x</td><td background="ne.gif">', []],
    ['what is for links to any page', '<meta property="og:image" content="/og-image.png"><p>words', []],
  ])('%s', (_, html, names) => {
    expect(namesOf(html)).toEqual(names)
  })

  it.each([
    [
      'page.html',
      '<a href="/index.html"><img src="/images/a.jpg" width="640" height="480"></a>',
      'images/a.jpg',
    ],
    ['page.html', '<a href="/index.html"><img src="/images/a.jpg" width="160" height="60"></a>', undefined],
  ])('a logo leads home, and a picture of size may: %s %s', (_, html, name) => {
    expect(namesOf(html)[0]).toBe(name)
  })

  it('takes the slide that is shown first with the others', () => {
    const slides = [1, 2, 3, 4]
      .map(
        (n) =>
          `<div class="item${n === 1 ? ' active' : ''}"><a href="${n}.jpg"><img src="s${n}.jpg"></a></div>`,
      )
      .join('')
    expect(namesOf(`<div class="inner">${slides}</div>`)).toHaveLength(4)
  })

  it('takes the original that an element names, not the scaled copy behind its link', () => {
    const item = (n: number) =>
      `<td><a href="slides/${n}.jpg"><noscript><img src="t/${n}.jpg"></noscript><img src="blank.png" data-src="t/${n}.jpg" data-link="${n}.jpg" data-isoriginal="true"></a></td>`
    expect(namesOf(`<table><tr>${[1, 2, 3, 4].map(item).join('')}</tr></table>`)).toEqual([
      'g/1.jpg',
      'g/2.jpg',
      'g/3.jpg',
      'g/4.jpg',
    ])
  })
})
