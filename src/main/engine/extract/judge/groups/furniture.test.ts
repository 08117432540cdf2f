import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'

const origin = 'https://site.test'

/** What a page is, with its pictures, or the pages that it links to. */
function read(html: string, address = `${origin}/t/7`) {
  const page = { address, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }
  const { judgement, images, items } = extract(page, automatic, plainContext)
  const shown = items.length > 0 ? items : images
  return [judgement.kind, ...shown.map((one) => one.address.replace(origin, ''))]
}

const words = '<p>A long way through the hills, and no car met us on it until the evening of that day.</p>'
const rank = (n: number) => `<img src="/static/image/common/star_level${n}.gif" alt="Rank">`
const file = (n: number) => `<img src="none.gif" zoomfile="/data/${n}.jpg" file="/data/${n}.thumb.jpg">`
const attached = (n: number) =>
  `<a href="/attachment.php?attachmentid=${n}"><img src="/thumb.php?a=${n}"></a>`

describe('what belongs to the look of a site', () => {
  it.each([
    ['a rank beside three pictures', `${rank(1)}<div>${file(1)}${file(2)}${file(3)}</div>`, 3],
    ['a rank beside one picture', `<i>${rank(1)}</i><div>${file(1)}</div>`, 1],
    ['ranks beside two pictures', `${rank(1)}${rank(2)}${rank(3)}<div>${file(1)}${file(2)}</div>`, 2],
    ['a sign of a theme below', `<div>${file(1)}${file(2)}</div><img src="/themes/dusk/mark.png">`, 2],
    [
      'a sign of a small size',
      `<img src="/assets/a.png" width="60" height="60"><div>${file(1)}${file(2)}</div>`,
      2,
    ],
  ])('is no picture of a page: %s', (_, html, count) => {
    const [kind, ...shown] = read(`${words}${html}`)
    expect(shown).toEqual([1, 2, 3].slice(0, count).map((n) => `/data/${n}.jpg`))
    expect(kind).toBe(count === 1 ? 'picture' : 'gallery')
  })

  it.each([1, 2, 3, 4, 6])('does not hide %i attachments behind links', (count) => {
    const list = Array.from({ length: count }, (_, n) => attached(n)).join(' ')
    const html = `<div class="post"><img src="/images/misc/paperclip.png"> Attached ${list}</div>${words}`
    expect(read(html).slice(1).join(' ')).not.toContain('paperclip')
  })

  it('is what the page shows where there is nothing else', () => {
    expect(read(`${words}<img src="/static/a.jpg"><img src="/static/b.jpg">`)).toEqual([
      'gallery',
      '/static/a.jpg',
      '/static/b.jpg',
    ])
  })

  it('holds pictures of the page too where the site keeps them there', () => {
    const own = [1, 2, 3].map((n) => `<img src="/assets/trip/${n}.jpg">`).join('')
    expect(read(`<img src="/files/x.png">${own}`)).toHaveLength(5)
    const large = '<img src="/assets/plan.jpg" width="900" height="600">'
    expect(read(`<div>${file(1)}${file(2)}</div>${large}`)).toHaveLength(4)
  })
})

describe('names of the site in pictures', () => {
  const logo = (name: string, size = 'width="220" height="60"') =>
    `<a href="/"><img src="/x/${name}" ${size}></a>`

  it.each([
    ['two of them', `${logo('brand.png')}${words}${logo('board.png')}`],
    ['one of them a drawing', `${logo('brand.svg')}${words}${logo('board.png')}`],
    [
      'behind different spellings of the front page',
      `${logo('a.png')}${logo('b.png').replace('"/"', '"/index.php"')}`,
    ],
    ['low ones', `${logo('a.png', 'height="40"')}${logo('b.png', 'height="90"')}${words}`],
  ])('are no pictures of the page: %s', (_, html) => {
    expect(read(html)[0]).toBe('text')
  })

  it('do not hide the few pictures of a page', () => {
    const html = `${logo('brand.png')}${logo('board.png')}<ul>${attached(1)}${attached(2)}</ul>`
    expect(read(html)).toEqual([
      'thumbnails',
      '/attachment.php?attachmentid=1',
      '/attachment.php?attachmentid=2',
    ])
  })

  it('are not what two high pictures are that lead to the front page', () => {
    const high = 'width="800" height="1100"'
    expect(read(`${logo('1.jpg', high)}${logo('2.jpg', high)}`)).toEqual(['gallery', '/x/1.jpg', '/x/2.jpg'])
  })
})

describe('pictures that are loaded ahead', () => {
  const preload = (names: string) => `<div ${names}><img src="/b/2.webp"><img src="/b/4.webp"></div>`

  it.each([
    ['a style', 'style="display: none"'],
    ['an attribute', 'hidden'],
    ['a name', 'class="preload-next"'],
    ['an invisible box', 'style="position:absolute;visibility:hidden"'],
  ])('are not those of the page: %s', (_, names) => {
    expect(read(`<div><img src="/b/3.webp"></div>${preload(names)}`)).toEqual(['picture', '/b/3.webp'])
    expect(read(`${preload(names)}<div><img src="/b/3.webp"></div>`)).toEqual(['picture', '/b/3.webp'])
  })

  it('are those of a light box that shows the first of them alone', () => {
    const one = (n: number, style = '') => `<a href="/b/${n}.jpg"${style}><img src="/t/${n}.jpg"></a>`
    const hidden = ' style="display:none"'
    expect(read(`${one(1)}<div>${one(2, hidden)}${one(3, hidden)}</div>`)).toHaveLength(4)
  })
})

describe('a notice that lies over a page', () => {
  const shown = (n: number) => `<div class="frame"><img src="/images/show${n}.jpg" class="piece"></div>`
  const notice =
    '<div class="sticky-popup" id="orders-popup"><img src="/images/clerk.png"><b>orders open!</b></div>'
  const names = (count: number) => Array.from({ length: count }, (_, n) => `/images/show${n}.jpg`)
  const pieces = (count: number) => Array.from({ length: count }, (_, n) => shown(n)).join('')

  it('brings no picture of it', () => {
    expect(read(`<h1>Lamps</h1>${notice}<div class="wall">${pieces(8)}</div>`)).toEqual([
      'gallery',
      ...names(8),
    ])
  })

  it('is what the page shows where it holds as much', () => {
    const inPopups = Array.from({ length: 3 }, (_, n) => `<div class="popup">${shown(n)}</div>`).join('')
    expect(read(`<h1>Lamps</h1>${inPopups}`)).toEqual(['gallery', ...names(3)])
    expect(read(`<h1>Lamps</h1><div class="popup-gallery">${pieces(2)}</div>`)).toEqual([
      'gallery',
      ...names(2),
    ])
  })
})

describe('a sidebar', () => {
  const chapter = (n: number) => `<div class="chapter"><img src="/c/${n}/thumb.png"></div>`

  it('brings no picture of a page of words, though it is called a list of chapters', () => {
    const html = `<main><h1>The mill, evening</h1>${words}</main><div id="sidebar">${chapter(1)}${chapter(2)}</div>`
    expect(read(html)).toEqual(['text'])
  })

  it('is none where it holds what the page is for', () => {
    const html = `<div class="sidebar"><main><h1>The mill</h1>${words}${chapter(1)}${chapter(2)}</main></div>`
    expect(read(html)).toEqual(['gallery', '/c/1/thumb.png', '/c/2/thumb.png'])
  })
})
