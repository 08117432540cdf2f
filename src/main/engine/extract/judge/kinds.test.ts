import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { type ExtractContext, plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const address = 'https://site.test/g/1.html'
const read = (html: string, context: Partial<ExtractContext> = {}, at = address) =>
  extract({ address: at, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }, automatic, {
    ...plainContext,
    ...context,
  })
const many = (count: number, html: (n: number) => string) =>
  Array.from({ length: count }, (_, i) => html(i + 1)).join('')
const short = (addresses: readonly string[]) => addresses.map((one) => one.replace('https://site.test/', ''))
const imagesOf = (html: string, context: Partial<ExtractContext> = {}) =>
  short(read(html, context).images.map((image) => image.address))

const thumbs = (count: number, to = (n: number) => `view/${n}.html`) =>
  many(count, (n) => `<li><a href="${to(n)}"><img src="t/${n}.jpg" width="120" height="90"></a></li>`)

describe('the kind of a page', () => {
  it.each([
    ['gallery', 'pictures shown in full', many(5, (n) => `<p><img src="${n}.jpg"></p>`)],
    ['gallery', 'thumbnails of files', many(5, (n) => `<a href="big/${n}.jpg"><img src="t/${n}.jpg"></a>`)],
    ['thumbnails', 'thumbnails of pages', `<ul>${thumbs(6)}</ul>`],
    ['thumbnails', 'two thumbnails of pages', `<h1>Two</h1><ul>${thumbs(2)}</ul>`],
    [
      'index',
      'covers that say how many pictures are behind them',
      many(
        5,
        (n) =>
          `<div class="c"><a href="a/${n}/"><img src="t/${n}.jpg"><b>Trip ${n} (${n}4 photos)</b></a></div>`,
      ),
    ],
    ['index', 'covers of albums by their addresses', `<ul>${thumbs(6, (n) => `/album/${n}`)}</ul>`],
    [
      'index',
      'a list of links in words',
      `<main><h1>Trips</h1><ul>${many(5, (n) => `<li><a href="trip-${n}.html">Country ${n}</a></li>`)}</ul></main>`,
    ],
    ['picture', 'one picture', '<h1>Sunset</h1><div id="photo"><img src="large/1.jpg"></div>'],
    [
      'picture',
      'one picture that leads to the next page',
      '<link rel="next" href="2.html"><a href="2.html"><img src="large/1.jpg"></a>',
    ],
    [
      'picture',
      'nothing but what it names as its own',
      '<meta property="og:image" content="/own.jpg"><p>words</p>',
    ],
    ['text', 'words', `<h1>About</h1><p>${'Words of an article. '.repeat(30)}</p>`],
    [
      'text',
      'links in sentences',
      `<h1>About</h1>${many(4, (n) => `<p>${'Words of a long article, and more of them. '.repeat(5)}<a href="p${n}.html">link</a></p>`)}`,
    ],
    [
      'other',
      'a form that asks for a login',
      '<title>Sign in</title><form><input name="u"><input type="password"></form>',
    ],
  ])('is %s: %s', (kind, _, html) => {
    expect(read(html).judgement.kind).toBe(kind)
  })

  it('has reasons, other readings and questions of which the second is far from the first', () => {
    const { judgement, questions, items, images } = read(`<ul>${thumbs(6)}</ul>`)
    expect(judgement).toEqual({
      kind: 'thumbnails',
      certain: false,
      reasons: [{ code: 'links-to-pages', count: 6, detail: '' }],
      others: ['gallery', 'picture', 'index'],
      obstacle: null,
    })
    expect(questions).toEqual(
      [1, 6, 4].map((n) => ({ kind: 'page', address: `https://site.test/g/view/${n}.html` })),
    )
    expect(items[0]).toEqual({
      address: 'https://site.test/g/view/1.html',
      title: '',
      thumbnail: { address: 'https://site.test/g/t/1.jpg', alternatives: [] },
    })
    expect(images).toHaveLength(6)
  })

  it.each([
    ['the title of the picture', 'title="Harbour NN" alt="h"', ['Harbour 1', 'Harbour 6']],
    ['its alternative text', 'alt=" Harbour  NN "', ['Harbour 1', 'Harbour 6']],
    ['nothing, where all say the same', 'alt="Cover"', ['', '']],
  ])('names links that hold only a picture by %s', (_, attributes, [first, last]) => {
    const html = many(
      6,
      (n) =>
        `<li><a href="view/${n}.html"><img src="t/${n}.jpg" width="120" height="90" ${attributes.replace('NN', String(n))}></a></li>`,
    )
    const { items } = read(`<ul>${html}</ul>`)
    expect([items[0]?.title, items[5]?.title]).toEqual([first, last])
  })

  it('is what the user says', () => {
    const html = `<ul>${thumbs(6)}</ul>`
    expect(read(html, { readAs: 'gallery' })).toMatchObject({
      judgement: { kind: 'gallery', certain: true, reasons: [{ code: 'by-user' }, {}] },
      items: [],
    })
    expect(imagesOf(html, { readAs: 'gallery' })).toHaveLength(6)
    expect(imagesOf(html, { readAs: 'picture' })).toEqual(['g/t/1.jpg'])
    expect(read(html, { readAs: 'index' }).galleries).toHaveLength(6)
    expect(read(html, { readAs: 'text' })).toMatchObject({ images: [], judgement: { obstacle: 'text' } })
    const mixed = `<div><img src="a.jpg"><img src="b.jpg"></div><ul>${thumbs(6)}</ul>`
    expect(read(mixed).judgement.kind).toBe('gallery')
    expect(read(mixed, { readAs: 'thumbnails' }).items).toHaveLength(6)
  })

  it('says what stands in its way also where the user reads it as something', () => {
    const login =
      '<title>Log in</title><form><input type="password"></form><p><img src="/house.png" width="300" height="300"></p>'
    for (const readAs of ['gallery', 'picture'] as const)
      expect(read(login, { readAs })).toMatchObject({
        judgement: { kind: readAs, obstacle: 'login' },
        images: [{}],
      })
  })

  it('is a picture where a thumbnail leads: the one that it names, else the largest', () => {
    const html =
      '<img src="a.jpg" width="300" height="200"><img src="b.jpg" width="900" height="600"><img src="c.jpg" width="300" height="200">'
    expect(imagesOf(html)).toHaveLength(3)
    expect(imagesOf(html, { role: 'item' })).toEqual(['g/b.jpg'])
    expect(imagesOf(`<meta property="og:image" content="c.jpg">${html}`, { role: 'item' })).toEqual([
      'g/c.jpg',
    ])
  })

  it('is an index where it continues one', () => {
    expect(read(`<ul>${thumbs(6)}</ul>`, { role: 'list' }).galleries).toHaveLength(6)
  })
})

describe('links to pages', () => {
  it('never beat a picture that links nowhere', () => {
    expect(imagesOf(`<div class="body"><img src="post.jpg"></div><ul>${thumbs(12)}</ul>`)).toEqual([
      'g/post.jpg',
    ])
    expect(
      imagesOf(`<div class="body"><img src="a.jpg"><img src="b.jpg"></div><ul>${thumbs(20)}</ul>`),
    ).toEqual(['g/a.jpg', 'g/b.jpg'])
  })

  it('never beat pictures of a post in whatever folder', () => {
    const post =
      '<div class="xe_content"><p><img src="/files/images/1/a.jpg"></p><p><img src="/static/b.jpg"></p></div>'
    expect(imagesOf(`${post}<ul>${thumbs(20)}</ul>`)).toEqual(['files/images/1/a.jpg', 'static/b.jpg'])
    expect(read(`<div><img src="/static/rank.gif"></div><ul>${thumbs(5)}</ul>`).judgement.kind).toBe(
      'thumbnails',
    )
  })

  it('beat a banner at their head', () => {
    const html = `<div><img src="/img/banner.jpg"></div><ul>${thumbs(12)}</ul>`
    expect(read(html)).toMatchObject({ judgement: { kind: 'thumbnails' } })
    expect(read(html).skipped).toContainEqual({
      address: 'https://site.test/img/banner.jpg',
      reason: 'minor-group',
    })
  })

  it('stand beside the thumbnail in the same card', () => {
    const cards = many(
      5,
      (n) => `<li><a class="cover" href="/gallery/${n}"></a><div><img src="/t/${n}.jpg"></div></li>`,
    )
    expect(short(read(`<ul>${cards}</ul>`).galleries.map((one) => one.address))).toEqual(
      [1, 2, 3, 4, 5].map((n) => `gallery/${n}`),
    )
    const figures = many(
      4,
      (n) => `<figure><img src="/p/${n}.jpg"><figcaption><a href="/by/ada">Ada</a></figcaption></figure>`,
    )
    expect(read(figures)).toMatchObject({ judgement: { kind: 'gallery' }, items: [] })
  })

  it('are no cards in the heading of an entry', () => {
    const posts = many(
      4,
      (n) =>
        `<article class="post"><h2><a href="/p/${n}/">Post ${n}</a></h2><div><img src="/${n}.png"></div></article>`,
    )
    expect(read(posts).judgement).toMatchObject({
      kind: 'gallery',
      certain: false,
      reasons: [
        { code: 'shown-in-full', count: 4 },
        { code: 'several-entries', count: 4 },
      ],
    })
  })
})

describe('names', () => {
  it('of a few among many alike do not make them decoration', () => {
    const names =
      'badge-wolf avatar-lake icon-wall emoji-page button-moss sponsor-van sprite-glass logo-stone boat pier'
    expect(
      imagesOf(
        names
          .split(' ')
          .map((name) => `<p><img src="/f/${name}.png"></p>`)
          .join(''),
      ),
    ).toHaveLength(10)
  })

  it.each([
    ['<button class="gallery-item">', '</button>'],
    ['<div class="social-wall">', '</div>'],
    ['<section id="latest"><p>', '</p></section>'],
    ['<div class="header-gallery">', '</div>'],
    ['<footer>', '</footer>'],
  ])('of a place do not outweigh several like pictures in it: %s', (open, close) => {
    const html = `<div class="top"><img src="/hero.png"></div>${many(9, (n) => `${open}<img src="/p/${n}.png">${close}`)}`
    expect(imagesOf(html).length).toBeGreaterThanOrEqual(9)
  })

  it('that a page builder gives each element do not split a gallery', () => {
    const html = many(
      13,
      (n) =>
        `<div class="box box-${'abcdefghijklm'[n - 1]}f7c"><div class="in x${'nopqrstuvwxyz'[n - 1]}"><img src="/up/${n}.jpg"></div></div>`,
    )
    const strip = `<table><tr><td>${many(6, (n) => `<img src="https://cdn.test/s/${n}.jpg" width="150" height="100">`)}</table>`
    expect(imagesOf(html + strip)).toEqual(Array.from({ length: 13 }, (_, i) => `up/${i + 1}.jpg`))
  })

  it('of a slider below a picture make it minor, and above or alone they do not', () => {
    const slider = `<div class="image-carousel-wrapper"><div class="image-carousel">${many(9, (n) => `<figure><img src="/up/s${n}.jpg"></figure>`)}</div></div>`
    const post = '<div class="el"><img src="/up/post.jpg" width="1350" height="1950"></div>'
    expect(imagesOf(post + slider)).toEqual(['up/post.jpg'])
    expect(imagesOf(slider)).toHaveLength(9)
  })

  it('of what loads ahead, and hidden containers, hold no pictures of the page', () => {
    for (const open of ['<div hidden>', '<div style="display: none">', '<div class="comic-preloader">']) {
      expect(
        imagesOf(`<main><img src="4.webp"></main>${open}<img src="3.webp"><img src="5.webp"></div>`),
      ).toEqual(['g/4.webp'])
    }
  })

  it('an empty link to a file is a member of the light box', () => {
    const html = `<div>${many(3, (n) => `<a href="big/${n}.jpg"><img src="t/${n}.jpg"></a>`)}<a href="big/4.jpg"></a></div>`
    expect(imagesOf(html)).toHaveLength(4)
  })
})

it('calls a gallery of an index by the words of a second link of its card', () => {
  const cards = many(
    5,
    (n) =>
      `<div class="card"><a href="/album/${n}"><img src="/c/${n}.jpg"></a><h3><a href="/album/${n}">Trip ${n}</a></h3></div>`,
  )
  const { galleries, judgement } = read(`<h1>Trips</h1>${cards}`)
  expect(judgement.kind).toBe('index')
  expect(galleries.map(({ title }) => title)).toEqual(['Trip 1', 'Trip 2', 'Trip 3', 'Trip 4', 'Trip 5'])
})

it('finds covers of one grid whose boxes are named by the form of their picture', () => {
  const card = (n: number) =>
    `<li class="item ${n % 4 === 0 ? 'landscape' : 'portrait'}"><figure><img src="/c/${n}.jpg"><a href="/album/${n}/">View</a></figure></li>`
  const { galleries } = read(`<h1>Trips</h1><ul class="covers">${many(12, card)}</ul>`)
  expect(galleries).toHaveLength(12)
})

it.each(['Next', 'Previous', 'weiter', '次へ'])('takes no button among thumbnails for one: %s', (alt) => {
  const button = `<td><a href="index_2.html"><img src="images/b.gif" border="0" alt="${alt}"></a></td>`
  const cell = (n: number) =>
    `<td><a href="pages/${n}.html"><img src="thumbnails/${n}.jpg" alt="${n}"></a></td>`
  const { items, skipped } = read(`<table><tr>${button}</tr></table><table><tr>${many(6, cell)}</tr></table>`)
  expect(short(items.map((one) => one.address))).toEqual([1, 2, 3, 4, 5, 6].map((n) => `g/pages/${n}.html`))
  expect(skipped).toContainEqual({ address: 'https://site.test/g/images/b.gif', reason: 'icon' })
})

it.each([
  ['first', 1],
  ['middle', 7],
])('takes the strip, not its buttons, on a %s page whose arrows have no words', (_, at) => {
  const arrow = (to: number, name: string) =>
    `<a href="${to}"><img src="../assets/${name}.png" class="arrow"></a>`
  const html = `<img src="../assets/head.png" id="logo"><main><div><img src="../assets/comic/strip${at}.webp" usemap="#m"></div><div>${arrow(1, 'first')}${arrow(Math.max(1, at - 1), 'next')}${arrow(at + 1, 'next')}</div></main>`
  const { judgement, images, next } = read(html, {}, `https://site.test/comic/${at}`)
  expect([judgement.kind, ...short(images.map((image) => image.address))]).toEqual([
    'picture',
    `assets/comic/strip${at}.webp`,
  ])
  expect(next).toBe(`https://site.test/comic/${at + 1}`)
})

describe('thumbnails that open windows by a script', () => {
  const pop = (n: number) => `javascript:PopUpWindow('enlarge.php?image=${n}','gallery','640','480');`
  const thumb = (n: number) => `<img src="t/${n}.jpg" width="100" height="75">`
  it.each([
    ['around them', (n: number) => `<td><a href="${pop(n)}">${thumb(n)}</a></td>`],
    [
      'of their own',
      (n: number) => `<td>${thumb(n).replace('>', ` onclick="openWin('enlarge.php?image=${n}')">`)}</td>`,
    ],
    [
      'of a button beside each',
      (n: number) =>
        `<td>${thumb(n)}<br><a href="${pop(n)}"><img src="btn.gif" width="100" height="22"></a></td>`,
    ],
    ['of words beside each', (n: number) => `<td>${thumb(n)}<br><a href="${pop(n)}">Enlarge</a></td>`],
  ])('lead to the pages in these: %s', (_, cell) => {
    const menu = `<a href="javascript:PopUpWindow('../game/game.php','game','750','500');"><img src="game.gif" width="96" height="29"></a>`
    const { judgement, items } = read(`${menu}<h1>Trip</h1><table><tr>${many(5, cell)}</tr></table>`)
    expect(judgement.kind).toBe('thumbnails')
    expect(short(items.map((one) => one.address))).toEqual(
      [1, 2, 3, 4, 5].map((n) => `g/enlarge.php?image=${n}`),
    )
  })

  it.each([
    [
      'the same for all',
      many(5, (n) => `<td><a href="javascript:popup('help.php?a=1')">${thumb(n)}</a></td>`),
    ],
    ['one in a cell of all', `<td>${many(5, thumb)}<a href="${pop(1)}">Enlarge</a></td>`],
    ['of no page', many(5, (n) => `<td><a href="javascript:popup('pic${n}')">${thumb(n)}</a></td>`)],
  ])('lead nowhere when these are %s', (_, cells) => {
    expect(read(`<h1>Trip</h1><table><tr>${cells}</tr></table>`).items).toEqual([])
  })
})
