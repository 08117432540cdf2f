import { describe, expect, it } from 'vitest'
import { galleryIdOf } from '../gallery-id'
import { openPage } from '../html/page-document'
import { outlineOf, siteTemplate } from '../judge/diff-pages'
import { titleOf } from './title'

const open = (html: string, address = 'https://www.tidewater.test/a/1') =>
  openPage({ address, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }, 'auto', 'utf-8')

const site = '<meta property="og:site_name" content="Small Notes">'

describe('titleOf', () => {
  it.each([
    ['og:title before all', '<meta property="og:title" content="Lake"><title>x</title><h1>y</h1>', 'Lake'],
    [
      'a heading before the title',
      '<title>Lake and hills | Us</title><h1>Lake and hills</h1>',
      'Lake and hills',
    ],
    ['the heading that the title holds', '<title>Lake - Us</title><h1>Us all</h1><h1>Lake</h1>', 'Lake'],
    ['the title', '<title>\n Lake   view </title>', 'Lake view'],
    ['no title of a drawing', '<svg><title>icon</title></svg><h1>Lake</h1>', 'Lake'],
    ['nothing', '<p>words', ''],
    ['a title without the site', `${site}<title>Lake | Small Notes</title>`, 'Lake'],
    [
      'a title without the site in front',
      `${site}<title>Small Notes: x - Lake</title>`,
      'Small Notes: x - Lake',
    ],
    ['a title without the host', '<title>Lake – Tidewater Photos</title>', 'Lake'],
    ['a title without a host in front', '<title>TideWater » Lake</title>', 'Lake'],
    ['a title of the site alone', `${site}<title>Small Notes</title>`, 'Small Notes'],
    ['hyphens and colons as they are', '<title>Re-run: part 2 - the end</title>', 'Re-run: part 2 - the end'],
    ['not the heading that leads home', '<h1><a href="/">Notes</a></h1><title>Lake</title>', 'Lake'],
    [
      'not the name of the site in og:title',
      `${site}<meta property="og:title" content="Small Notes"><h1>Lake</h1>`,
      'Lake',
    ],
    [
      'no heading of navigation',
      '<div class="nav-bar"><a href="/reader/"><h1>Home</h1></a></div><title>Sword, chapter 1</title>',
      'Sword, chapter 1',
    ],
    [
      'no heading that leads elsewhere',
      '<h1><a href="/account/new">Get an account today!</a></h1><title>Lake</title>',
      'Lake',
    ],
    [
      'no heading of a notice',
      '<div id="cookie-notice"><h1>We value your privacy</h1></div><title>Lake</title>',
      'Lake',
    ],
    ['no heading about cookies', '<h1>This site uses cookies</h1><title>Lake</title>', 'Lake'],
    ['no heading about the browser', '<h1>Your browser is too old</h1><title>Lake</title>', 'Lake'],
    ['no heading of an alert', '<div role="alert"><h1>Sale!</h1></div><title>Lake</title>', 'Lake'],
    ['no heading of a side', '<aside><h1>News</h1></aside><title>Lake</title>', 'Lake'],
    ['none of several headings', '<title>Notes</title><h1>Post 1</h1><h1>Post 2</h1>', 'Notes'],
    ['the heading that leads to the page itself', '<h1><a href="/a/1">Lake</a></h1><title>x</title>', 'Lake'],
    [
      'a title without the name that leads home',
      '<h1><a href="/">Board</a></h1><title>safe - Board</title>',
      'safe',
    ],
    [
      'a list of posts by its title',
      `${site}<meta property="og:title" content="Small Notes"><title>Small Notes</title><article><h1><a href="/p/1">Post 1</a></h1></article><article><h1><a href="/p/2">Post 2</a></h1></article>`,
      'Small Notes',
    ],
    ['首页 as navigation', '<h1>首页</h1><title>红叶</title>', '红叶'],
    ['Startseite as navigation', '<h1>Startseite</h1><title>Hafen</title>', 'Hafen'],
    ['Главная as navigation', '<h1>Главная</h1><title>Мосты</title>', 'Мосты'],
    ['ホーム as navigation', '<h1>ホーム</h1><title>奥穂高</title>', '奥穂高'],
    ['홈 as navigation', '<h1>홈</h1><title>봄 축제</title>', '봄 축제'],
    ['Accueil as navigation', '<h1>Accueil</h1><title>Le port</title>', 'Le port'],
  ])('takes %s', (_, html, expected) => {
    expect(titleOf(open(html), null)).toBe(expected)
  })

  it.each([
    [
      'a heading before the name of a museum',
      '<meta property="og:title" content="Astrolabe | Museum of Instruments"><h1>Astrolabe</h1>',
      'Astrolabe',
    ],
    [
      'a heading of the second level before the name of a host',
      '<title>walk.jpg - PicShelf</title><h2>walk.jpg</h2>',
      'walk.jpg',
    ],
    [
      'the last step of a trail in a heading',
      '<title>Botanic garden | Our photos</title><h2><a href="/">Home</a> / <a href="/a/1">Botanic garden</a></h2>',
      'Botanic garden',
    ],
    [
      'a heading behind a trail',
      '<title>Pier | Coast</title><div><a href="/">Home</a> / <a href="/fog">Fog</a> / <h2>Pier</h2></div>',
      'Pier',
    ],
    [
      'the last step of a trail behind the name of the site',
      '<title>Railways - Steam - Engines</title><h1>Railways</h1><p><a href="/">Home</a> &gt; <a href="/s">Steam</a> &gt; <a href="/a/1">Engines</a></p>',
      'Engines',
    ],
    [
      'the last step of a trail with marks in elements',
      '<title>My site » Boats</title><ol><a href="/">Start</a><i>›</i><a href="/a/1">Boats</a></ol>',
      'Boats',
    ],
    [
      'the later of two headings that a title joins',
      '<title>Bridges - Old bridge</title><h1>Bridges</h1><table><tr><td><h1>Old bridge</h1></table>',
      'Old bridge',
    ],
    [
      'the heading below that of an album above',
      '<title>Photo album</title><a href="index.html"><h1>Holidays</h1></a><h2>Crete</h2><img src=1.jpg>',
      'Crete',
    ],
    [
      'the heading of a page whose title names nothing',
      '<title>Bildergalerie</title><h2>Im Hafen</h2><img src=1.jpg><img src=2.jpg>',
      'Im Hafen',
    ],
    [
      'a heading that the page shows twice, before a name of the site that no link gives',
      '<title>Love story - Anna Lind, Photographer</title><h2>Love story</h2><img src=1.jpg><div class="viewer"><h2>Love story</h2></div>',
      'Love story',
    ],
    ['a general heading where nothing else names the page', '<h1>Photos</h1><img src=1.jpg>', 'Photos'],
    ['no general heading in navigation', '<nav><h1>Photos</h1></nav><img src=1.jpg>', ''],
  ])('takes %s', (_, html, expected) => {
    expect(titleOf(open(html), null)).toBe(expected)
  })

  it.each([
    [
      'a chapter alone',
      '<meta property="og:title" content="Sea of Lamps - Chapter 4"><h1>Sea of Lamps</h1><h2>Chapter 4</h2>',
      'Sea of Lamps - Chapter 4',
    ],
    [
      'a work without its chapter',
      '<meta property="og:title" content="Sea of Lamps - Chapter 4"><h1>Sea of Lamps</h1>',
      'Sea of Lamps - Chapter 4',
    ],
    [
      'the heading of a list below',
      '<title>Lake</title><h1><a href="/b/">Notes</a></h1><img src=1.jpg><img src=2.jpg><h2>Comments</h2><img src=3.jpg>',
      'Lake',
    ],
    [
      'a heading of related things',
      '<title>Gallery</title><h2>Related albums</h2><img src=1.jpg><img src=2.jpg>',
      'Gallery',
    ],
    [
      'one of several headings below',
      '<title>Photo album</title><h2>Monday</h2><img src=1.jpg><h2>Tuesday</h2><img src=2.jpg>',
      'Photo album',
    ],
    [
      'a link to the page that is no step',
      '<title>Notes - Lake - Shore</title><p>See <a href="/x">x</a>, <a href="/a/1">Shore</a> and more</p>',
      'Notes - Lake - Shore',
    ],
  ])('does not take %s', (_, html, expected) => {
    expect(titleOf(open(html), null)).toBe(expected)
  })

  const compared = (a: string, b: string) => {
    const first = open(a, 'http://127.0.0.1/1')
    return titleOf(first, siteTemplate([outlineOf(first), outlineOf(open(b, 'http://127.0.0.1/9'))]))
  }

  it('takes off what the titles of two pages share, at a separator', () => {
    expect(compared('<title>Lake - Some Site</title>', '<title>Hill - Some Site</title>')).toBe('Lake')
    expect(compared('<title>Site | Lake | x</title>', '<title>Site | Hill | x</title>')).toBe('Lake')
    expect(compared('<title>红叶（4张）_图片站</title>', '<title>山水（9张）_图片站</title>')).toBe(
      '红叶（4张）',
    )
  })

  it('keeps words that the titles of two pages share', () => {
    expect(compared('<title>Photo 1</title>', '<title>Photo 2</title>')).toBe('Photo 1')
    expect(compared('<title>Day 1 in town</title>', '<title>Day 2 in town</title>')).toBe('Day 1 in town')
  })

  it('passes over a heading that stands on both pages', () => {
    const html = (title: string) => `<h1>Our pictures</h1><title>${title}</title>`
    expect(compared(html('Lake'), html('Hill'))).toBe('Lake')
  })

  it('keeps a title that is the same on both pages, for want of another', () => {
    expect(compared('<title>Pictures</title>', '<title>Pictures</title>')).toBe('Pictures')
  })
})

it.each([
  ['http://h.test/a/5510.html', '5510'],
  ['http://h.test/a/summer-2020/', 'summer-2020'],
  ['http://h.test/%E5%9B%BE.html', '图'],
  ['http://h.test/%FF', '%FF'],
  ['http://h.test/gallery/view.php?x=1&id=33', '33'],
  ['http://h.test/forum/thread?tid=12&page=2', '12'],
  ['http://h.test/lakes/index.html', 'lakes'],
  ['http://h.test/index.html', 'index'],
  ['http://h.test/', null],
  ['http://h.test/picture.php?/212/category/fog', '212'],
  ['http://h.test/index.php?/category/fog', 'fog'],
])('names %s by its address alone', (address, id) => {
  expect(galleryIdOf(address, null)).toBe(id)
})

const template = (a: string, b: string) => ({
  pages: [a, b] as const,
  images: [],
  titlePrefix: '',
  titleSuffix: '',
  headings: [],
  places: [],
})

it('takes the number that differs between the compared pages', () => {
  const parts = template('http://h.test/2020/set-8/p1.html?v=3', 'http://h.test/2020/set-9/p1.html?v=3')
  expect(galleryIdOf('http://h.test/2020/set-12/p1.html?v=3', parts)).toBe('12')
  expect(galleryIdOf('http://h.test/elsewhere/x7.html', parts)).toBe('x7')
})

it('takes the stem where the compared pages differ in more than one number', () => {
  const parts = template('http://h.test/1/a5.html', 'http://h.test/2/a6.html')
  expect(galleryIdOf('http://h.test/1/a5.html', parts)).toBe('a5')
})

describe('the heading that the address spells', () => {
  const slogan = '<meta property="og:title" content="The war in our town"><title>The war in our town</title>'
  const at = 'https://www.tidewater.test/album/gara-de-nord/'

  it.each([
    ['beside a slogan', `${slogan}<h1>The war</h1><h2>Gara de Nord</h2>`, 'Gara de Nord'],
    ['with accents', `${slogan}<h1>The war</h1><h2>Gâra de Nord</h2>`, 'Gâra de Nord'],
    ['not in navigation', `${slogan}<h1>The war</h1><nav><h3>Gara de Nord</h3></nav>`, 'The war in our town'],
    [
      'not where the title says it',
      '<title>Gara de Nord, 1944</title><h2>Gara de Nord</h2><h2>Comments</h2>',
      'Gara de Nord, 1944',
    ],
  ])('%s', (_, html, title) => {
    expect(titleOf(open(html, at), null)).toBe(title)
  })
})
