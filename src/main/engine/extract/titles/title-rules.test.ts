import { describe, expect, it } from 'vitest'
import { openPage } from '../html/page-document'
import { outlineOf, siteTemplate } from '../judge/diff-pages'
import { titleOf } from './title'

const host = 'http://h.test'
const open = (html: string, path = '/a/b/7.html') =>
  openPage(
    { address: `${host}${path}`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    'auto',
    'utf-8',
  )

const data = (value: unknown) => `<script type="application/ld+json">${JSON.stringify(value)}</script>`
const crumbs = (...names: readonly string[]) => ({
  '@type': 'BreadcrumbList',
  itemListElement: names.map((name, at) => ({ '@type': 'ListItem', position: at + 1, name })),
})

describe('a heading over the page', () => {
  it.each([
    '<div id="gate"><h1>Adults only</h1></div>',
    '<div class="overlay"><h1>NSFW Content Warning</h1><p>You must be 18 or older</p></div>',
    '<h1>Sind Sie schon 18?</h1>',
    '<div role="dialog"><h1>We value your privacy</h1></div>',
    '<dialog open><h1>Subscribe</h1></dialog>',
  ])('does not name it: %s', (over) => {
    expect(titleOf(open(`<title>Night shift 3</title>${over}<h2>Night shift 3</h2>`), null)).toBe(
      'Night shift 3',
    )
  })

  it('names it where the title says the same', () => {
    expect(titleOf(open('<title>Adults only - Jo</title><a href="/">Jo</a><h1>Adults only</h1>'), null)).toBe(
      'Adults only',
    )
  })
})

describe('the names that links give to the site and to what a page is in', () => {
  it.each([
    ['a heading behind the name', '<title>Lake | Jo Photo</title><h1>Jo Photo</h1><h2>Lake</h2>', 'Lake'],
    ['a heading of an album', '<title>Boat 3 - Lake trip</title><h1>Lake trip</h1>', 'Lake trip'],
    ['a link to the front page', '<a href="/">Boxes</a><title>Lake | Boxes</title>', 'Lake'],
    ['its picture', '<a href="/"><img src=x alt="Our boxes"></a><title>Lake - Our boxes</title>', 'Lake'],
    [
      'its picture in a box',
      '<a href="/"><span><img src=x alt="Boxes"></span></a><title>Boxes: x / Boxes</title>',
      'Boxes: x',
    ],
    ['its title', '<a href="/index.php" title="Boxes"></a><title>Lake » Boxes</title>', 'Lake'],
    ['a front page in a language', '<a href="/de/">Kisten</a><title>See – Kisten</title>', 'See'],
    ['in front of the title', '<a href="/">Boxes</a><title>Boxes :: Lake</title>', 'Lake'],
    [
      'the front page of a program',
      '<a href="/a/index.php">Gallery</a><title>Lake | Gallery</title>',
      'Lake',
    ],
    ['a folder above', '<a href="/a">Board</a><title>Lake - Board</title>', 'Lake'],
    [
      'several above',
      '<a href="/">Site</a><a href="/a/">Trips</a><a href="/a/b/">Alps</a><title>Lake | Alps | Trips | Site</title>',
      'Lake',
    ],
    [
      'breadcrumbs',
      '<div class="breadcrumbs"><a href="/f-40.html">Views</a></div><title>Lake - Views - x</title>',
      'Lake - Views - x',
    ],
    [
      'breadcrumbs at the end',
      '<div class="breadcrumbs"><a href="/f-40.html">Views</a></div><title>Lake - Views</title>',
      'Lake',
    ],
    ['a last part that calls itself a blog', '<title>Lake - 技术博客</title>', 'Lake'],
    ['the same in Latin letters', '<title>Lake | Travel Blog</title>', 'Lake'],
    [
      'but no sentence about one',
      '<title>Tools | How we all made a new blog</title>',
      'Tools | How we all made a new blog',
    ],
    [
      'a heading that leads to another site, of which the page is a copy',
      '<h1><a href="http://lo.o.test/">Lo</a></h1><title>Lake - Lo - 某某博客</title>',
      'Lake',
    ],
    ['what a program prints', '<title>Lake - Powered by Discuz!</title>', 'Lake'],
    [
      'in og:title',
      '<meta property="og:title" content="Lake | Boxes"><a href="/"><img src=x alt="boxes"></a>',
      'Lake',
    ],
    ['and no word of a title', '<a href="/">Lake</a><title>Lake view</title>', 'Lake view'],
    ['and no name above in front', '<a href="/a/">Trips</a><title>Trips - Lake</title>', 'Trips - Lake'],
    ['and no link to another folder', '<a href="/c/">Hills</a><title>Lake - Hills</title>', 'Lake - Hills'],
    [
      'and no link to another site',
      '<a href="http://o.test/">Hills</a><title>Lake - Hills</title>',
      'Lake - Hills',
    ],
  ])('are taken off: %s', (_, html, expected) => {
    expect(titleOf(open(html), null)).toBe(expected)
  })

  it('do not hold the name of a gallery whose further page links to its first', () => {
    const html = '<a href="/">Site</a><a href="/set/5">Lake</a><title>Site | Lake</title>'
    expect(titleOf(open(html, '/set/5/page/2'), null)).toBe('Lake')
  })
})

describe('the heading of a page', () => {
  const self = '/a/b/7.html'
  it.each([
    [
      'one that links to the page, below the name of the site',
      `<h1>Shipyard</h1><h2><a href="${self}">Model ships</a></h2><title>Model ships - Shipyard</title>`,
      'Model ships',
    ],
    [
      'the same with the name of the site in front',
      `<h1>Shipyard</h1><h2><a href="${self}">Model ships</a></h2><title>Shipyard - Model ships</title>`,
      'Model ships',
    ],
    [
      'a link of a session',
      `<h1>Shipyard</h1><h2><a href="${self}?sid=0123456789abcdef0123456789abcdef">Model ships</a></h2><title>Model ships - Shipyard</title>`,
      'Model ships',
    ],
    [
      'the link in a heading',
      `<h1>Thread: <a href="${self}">Barn finds</a></h1><title>Barn finds - Wheels</title>`,
      'Barn finds',
    ],
    ['what a forum prints before the name', '<title>Boats • View topic • Barn finds</title>', 'Barn finds'],
    ['the same in French', '<title>Quai - Consulter le sujet : Pont : la grue</title>', 'Pont : la grue'],
    [
      'the same as a heading',
      '<h1>Thema anzeigen - Kran</h1><title>Hafen :: Thema anzeigen - Kran</title>',
      'Kran',
    ],
    ['the same in Chinese', '<title>海港 - 查看主题 - 起重机</title>', '起重机'],
    ['the same in Russian', '<title>Порт • Просмотр темы - Кран</title>', 'Кран'],
    [
      'and no such words within a name',
      '<title>The view topic of a town</title>',
      'The view topic of a town',
    ],
    [
      'the same in front of the site, beside a heading with both',
      '<meta property="og:title" content="Quai - Consulter le sujet : Pont : la grue"><title>Quai - Consulter le sujet : Pont : la grue</title><h1>Consulter le sujet : Pont : la grue</h1>',
      'Pont : la grue',
    ],
    [
      'words of a language that no program has, before what its links call the page',
      `<title>Kai - Ffeithiau am : Pont a : chraen</title><h1>Ffeithiau am : Pont a : chraen</h1><h3><a href="${self}#p2">Pont a : chraen</a></h3><h3><a href="${self}#p3">Re: bach</a></h3>`,
      'Pont a : chraen',
    ],
    [
      'no count of a link in place of the name',
      `<title>Engines - Page 2</title><h1>Engines - Page 2</h1><h3><a href="${self}">Page 2</a></h3>`,
      'Engines - Page 2',
    ],
    ['a kind before the name', '<h1>Topic: Barn finds</h1><title>x</title>', 'Barn finds'],
    [
      'a breadcrumb that links to the page',
      `<h1>Rails</h1><p><a href="/">Home</a> &gt; <a href="${self}">Engines</a></p><title>Rails - Engines</title>`,
      'Engines',
    ],
    [
      'the last of two in the title',
      '<h1>Bridges</h1><h1>Old bridge</h1><title>Bridges - Old bridge</title>',
      'Old bridge',
    ],
    [
      'the only one of the second level that the title has',
      '<h2>Pier</h2><title>Pier | Coast</title>',
      'Pier',
    ],
    [
      'the second level below a heading that leads home',
      '<a href="index.html"><h1>All</h1></a><h2>Crete</h2><img src=1.jpg><title>Photo album</title>',
      'Crete',
    ],
    [
      'the second level below a heading that leads to the front page',
      '<a href="/index.html"><h1>All</h1></a><h2>Crete</h2><img src=1.jpg><title>Photo album</title>',
      'Crete',
    ],
    ['words before a colon', '<h1>Archives: June</h1><title>June | x</title>', 'Archives: June'],
    [
      'an entry of a menu is none',
      `<h1>Family tree</h1><ul><li><a href="${self}">Thumbnails</a></li></ul><title>Family tree - Thumbnails</title>`,
      'Family tree',
    ],
    [
      'an entry of a list of breadcrumbs is one',
      `<h1>Rails</h1><ol class="breadcrumb"><li><a href="${self}">Engines</a></li></ol><title>Rails - Engines</title>`,
      'Engines',
    ],
    ['a number of a pager is none', `<a href="${self}">1</a><title>1 - Lake</title><h1>Lake</h1>`, 'Lake'],
  ])('is chosen: %s', (_, html, expected) => {
    expect(titleOf(open(html), null)).toBe(expected)
  })
})

describe('JSON-LD', () => {
  it.each([
    ['names a gallery', data({ '@type': 'ImageGallery', name: 'Lake' }), 'Lake'],
    ['names an article', data({ '@type': ['NewsArticle'], headline: 'Lake' }), 'Lake'],
    [
      'names it in a graph',
      data({
        '@graph': [
          { '@type': 'WebSite', name: 'S' },
          { '@type': 'BlogPosting', headline: 'Lake' },
        ],
      }),
      'Lake',
    ],
    [
      'names a gallery before an article',
      data([
        { '@type': 'Article', headline: 'x' },
        { '@type': 'ImageGallery', name: 'Lake' },
      ]),
      'Lake',
    ],
    ['has the last breadcrumb', data(crumbs('Home', 'Trips', 'Lake')), 'Lake'],
    [
      'names none of several pictures',
      data([
        { '@type': 'ImageObject', name: 'x' },
        { '@type': 'ImageObject', name: 'y' },
      ]),
      'Words | Site',
    ],
    [
      'does not name the page by what is in it',
      data({ '@type': 'WebPage', image: { '@type': 'ImageObject', name: 'x' } }),
      'Words | Site',
    ],
    [
      'is passed over where it is broken',
      '<script type="application/ld+json">{"@type":"ImageGallery",</script>',
      'Words | Site',
    ],
  ])('%s', (_, html, expected) => {
    expect(titleOf(open(`<title>Words | Site</title>${html}`), null)).toBe(expected)
  })

  it('names the site, its publisher and the steps above', () => {
    const site = data({ '@type': 'WebSite', name: 'Our boxes' })
    expect(titleOf(open(`<title>Lake - Our boxes</title>${site}`), null)).toBe('Lake')
    const steps = data(crumbs('Home', 'Trips', ''))
    expect(titleOf(open(`<title>Lake - Trips</title>${steps}`), null)).toBe('Lake')
    const publisher = data({ '@type': 'Article', publisher: { '@type': 'Organization', name: 'Herald' } })
    expect(titleOf(open(`<title>Lake - Herald</title>${publisher}`), null)).toBe('Lake')
  })

  it('has steps that end above the page', () => {
    const step = (name: string, item: string) => ({ '@type': 'ListItem', name, item })
    const list = (...steps: unknown[]) => data({ '@type': 'BreadcrumbList', itemListElement: steps })
    const above = list(step('Home', '/'), step('Trips', '/trips'))
    expect(titleOf(open(`<title>Lake - Trips</title>${above}`), null)).toBe('Lake')
    const own = list(step('Trips', '/trips'), step('Lake', '/a/b/7.html'))
    expect(titleOf(open(`<title>Words</title>${own}`), null)).toBe('Lake')
  })

  it('comes after the heading', () => {
    expect(titleOf(open(`<h1>Lake</h1>${data({ '@type': 'ImageGallery', name: 'x' })}`), null)).toBe('Lake')
  })
})

describe('compared pages', () => {
  const compared = (paths: readonly [string, string], html: (n: number) => string) => {
    const pages = paths.map((path, at) => open(html(at + 1), path))
    const [first] = pages
    return first === undefined ? '' : titleOf(first, siteTemplate(pages.map(outlineOf)))
  }

  it.each([
    ['neighbours may be of a series', ['/s/1', '/s/2'], 'Sword | Day # | x', 'Sword | Day 1'],
    ['pages far apart have the name of the site', ['/s/1', '/s/40'], 'Site | Day # | x', 'Day 1'],
    ['what ends the titles is the site', ['/s/1', '/s/2'], 'Day # - Some Site', 'Day 1'],
  ] as const)('%s', (_, paths, title, expected) => {
    expect(compared(paths, (n) => `<title>${title.replace('#', String(n))}</title>`)).toBe(expected)
  })

  it('have what neighbours begin with where the page names the site so', () => {
    const html = (n: number) => `<a href="/">Boxes</a><title>Boxes | Day ${n} | x</title>`
    expect(compared(['/s/1', '/s/2'], html)).toBe('Day 1')
  })

  it.each([
    ['with a heading', '/album.php?id=7&page=', '<h1>Viaducts</h1><title>Viaducts - page # - Rails</title>'],
    ['without', '/album.php?id=7&page=', '<title>Viaducts - page # - Rails</title>'],
    ['with a number in brackets', '/set/5/page/', '<title>Viaducts (page # of 9) | Rails</title>'],
    ['in Chinese', '/set/5/page/', '<title>Viaducts - 第#页 | Rails</title>'],
  ])('of one gallery have its title: %s', (_, path, html) => {
    expect(compared([`${path}1`, `${path}5`], (n) => html.replace('#', String(n)))).toBe('Viaducts')
  })

  it.each([
    ['/set/5/page/2', 'Lake - Page 2', 'Lake'],
    ['/set/5?page=3', 'Lake (Seite 3 von 9)', 'Lake'],
    ['/comic/12', 'Lake - Page 12', 'Lake - Page 12'],
    ['/set/5/page/2', 'Page 2', 'Page 2'],
  ])('a page alone: %s, %s', (path, title, expected) => {
    expect(titleOf(open(`<title>${title}</title>`, path), null)).toBe(expected)
  })
})
