import { Recipe } from '@shared/model/recipe'
import { describe, expect, it } from 'vitest'
import { extract } from './extract'
import { plainContext } from './extraction'
import { automatic } from './recipes/recipe-book'

const address = 'https://site.test/g/7.html'
const page = (html: string) => ({
  address,
  bytes: Buffer.from(html),
  contentType: 'text/html; charset=utf-8',
})
const context = { ...plainContext, fallbackEncoding: 'windows-1252' }

const recipeOf = (more: object) =>
  Recipe.parse({
    name: 'test',
    title: 'Test',
    version: 1,
    match: ['*://site.test/*'],
    example: address,
    gallery: { title: { selector: 'h1' } },
    images: { selector: 'img' },
    ...more,
  })

const read = (html: string, more: object = {}) => extract(page(html), recipeOf(more), context)
const addresses = (html: string, more: object = {}) => read(html, more).images.map((image) => image.address)
const byAttributes = (attributes: string[], selector = 'img') => ({ images: { selector, attributes } })

describe('images of a recipe', () => {
  it('come from the first attribute that yields an address', () => {
    const html = '<img data-original="o.jpg" data-src="d.jpg" src="s.jpg"><img data-original="" src="t.jpg">'
    expect(addresses(html)).toEqual(['https://site.test/g/o.jpg', 'https://site.test/g/t.jpg'])
    expect(addresses(html, byAttributes(['src']))).toEqual([
      'https://site.test/g/s.jpg',
      'https://site.test/g/t.jpg',
    ])
  })

  it('come from an enclosing link only if it leads to a picture', () => {
    const html = `<a href="big.jpg"><span><img src="1.jpg"></span></a><a href="view.html"><img src="2.jpg"></a>
      <a href="/wiki/File:Three.jpg"><img src="3.jpg"></a><a href="show.php?f=4.jpg"><img src="4.jpg"></a>`
    expect(addresses(html)).toEqual(['big', '2', '3', '4'].map((name) => `https://site.test/g/${name}.jpg`))
  })

  it('come from backgrounds, links and elements of any kind', () => {
    const html = `<div class="p" style="background: url( 'a b.jpg' ) no-repeat"></div><a class="p" href="c.jpg">c</a>`
    expect(addresses(html, byAttributes(['style', 'href'], '.p'))).toEqual([
      'https://site.test/g/a%20b.jpg',
      'https://site.test/g/c.jpg',
    ])
  })

  it('come once each, in document order, whatever the fragment', () => {
    const found = read('<img src="1.jpg"><img src="2.jpg#x"><img src="./2.jpg"><img src="1.jpg">')
    expect(found.images.map((image) => image.address)).toEqual(
      ['1', '2'].map((n) => `https://site.test/g/${n}.jpg`),
    )
    expect(found.skipped).toEqual([
      { address: 'https://site.test/g/2.jpg', reason: 'duplicate' },
      { address: 'https://site.test/g/1.jpg', reason: 'duplicate' },
    ])
  })

  it('are never spacers, inline pictures, other schemes or the page itself', () => {
    const found =
      read(`<img src="data:image/gif;base64,${'R'.repeat(500)}"><img src="/i/spacer.gif"><img src="">
      <img src="ftp://site.test/1.jpg"><img src="?"><img src="#a"><img src="7.html"><img src="http://["><img src="ok.jpg">`)
    expect(found.images.map((image) => image.address)).toEqual([
      'https://site.test/g/7.html?',
      'https://site.test/g/ok.jpg',
    ])
    expect(found.skipped.map(({ reason }) => reason)).toEqual(['spacer', 'spacer', 'not-http'])
    expect(found.skipped[0]?.address.length).toBeLessThan(100)
  })

  it('are rewritten in order, and alternatives are made from the result', () => {
    const found = read('<img src="thumb/1_s.jpg"><img src="thumb/1_s.jpg"><img src="2.jpg">', {
      rewrite: [
        { pattern: '/thumb/', replacement: '/full/' },
        { pattern: '_s(\\.\\w+)$', replacement: '$1' },
      ],
      alternatives: [
        { pattern: '\\.jpg$', replacement: '.png' },
        { pattern: '^https:', replacement: 'ftp:' },
        { pattern: 'nothing', replacement: '' },
      ],
    })
    expect(found.images).toEqual([
      { address: 'https://site.test/g/full/1.jpg', alternatives: ['https://site.test/g/full/1.png'] },
      { address: 'https://site.test/g/2.jpg', alternatives: ['https://site.test/g/2.png'] },
    ])
  })

  it('stay as they are where a rewrite leads nowhere', () => {
    const rewrite = [{ pattern: '^.*$', replacement: 'javascript:alert(1)' }]
    expect(addresses('<img src="1.jpg">', { rewrite })).toEqual(['https://site.test/g/1.jpg'])
  })
})

describe('fields of a recipe', () => {
  it('keep the first group, lose what is removed, and fold blanks', () => {
    const gallery = { title: { selector: 'h1', pattern: 'No\\. (.+) by', remove: ['\\[[^\\]]*\\]', 'x+'] } }
    expect(read('<h1>No. 5 [new]\n  Lake xx [a] view by Ada</h1>', { gallery }).title).toBe('5 Lake view')
  })

  it('take the first element that yields text', () => {
    const gallery = { title: { selector: 'h2', pattern: '\\d+' } }
    expect(read('<h2>none</h2><h2></h2><h2>no 12</h2><h2>13</h2>', { gallery }).title).toBe('12')
  })

  it('come from attributes or from the address', () => {
    const found = read('<img src="a.jpg" alt=" A  b "><meta name="d" content="2020">', {
      gallery: { id: { pattern: '/(\\d+)\\.html' }, title: { selector: 'img', attribute: 'alt' } },
      fields: { date: { selector: 'meta', attribute: 'content' }, none: { selector: 'b' } },
    })
    expect([found.id, found.title, found.fields]).toEqual(['7', 'A b', { date: '2020' }])
  })

  it("leave the title to the page's own where a recipe finds none", () => {
    expect(read('<title>Own title</title><img src="a.jpg">').title).toBe('Own title')
  })
})

describe('links of a recipe', () => {
  it('lead to the next page and to galleries, never to the page itself', () => {
    const found = read(
      '<a class="n" href="7.html#top">this</a><a class="n" href="8.html">next</a><a href="/x">x</a>',
      {
        next: { selector: '.n' },
        galleries: { selector: 'a' },
      },
    )
    expect(found.next).toBe('https://site.test/g/8.html')
    expect(found.galleries.map(({ address }) => address)).toEqual([
      'https://site.test/g/8.html',
      'https://site.test/x',
    ])
  })

  it.each([
    ['0;url=real.html', 'https://site.test/g/real.html'],
    ["3; URL='/real.html'", 'https://site.test/real.html'],
    ['0 url=real.html', 'https://site.test/g/real.html'],
    ['  .5 , real.html', 'https://site.test/g/real.html'],
    ['0; url = &quot;real.html&quot; and more', 'https://site.test/g/real.html'],
    ['1.5;//other.test/real.html', 'https://other.test/real.html'],
    ['; url=real.html', null],
    ['0', null],
    ['0;', null],
    ['600;url=real.html', null],
    ['0;url=7.html', null],
    ['0;url=javascript:1', null],
    ['0;url=file:///etc/passwd', null],
  ])('follow the refresh %j of a page without pictures', (content, moved) => {
    const html = `<meta http-equiv="Refresh" content="${content}">`
    expect(read(html).moved).toBe(moved)
    expect(extract(page(html), automatic, context).moved).toBe(moved)
    expect(read(`${html}<img src="a.jpg">`).moved).toBeNull()
    expect(
      extract({ ...page('<p>moved'), refresh: content.replaceAll('&quot;', '"') }, automatic, context).moved,
    ).toBe(moved)
  })

  it('follow the first refresh that leads anywhere', () => {
    const html = '<meta http-equiv=refresh content=junk><meta http-equiv=refresh content="0;url=real.html">'
    expect(read(html).moved).toBe('https://site.test/g/real.html')
  })
})

describe('what only looks like a part of the page', () => {
  it.each([
    ['a title in a drawing', '<svg><title>icon</title></svg><title>Real</title><img src="a.jpg">'],
    ['a base in a drawing', '<title>Real</title><svg><base href="/x/"/></svg><img src="a.jpg">'],
    ['a base in a template', '<title>Real</title><template><base href="/x/"></template><img src="a.jpg">'],
    ['a second base', '<title>Real</title><base href="/g/"><base href="/x/"><img src="a.jpg">'],
    ['what a script writes', '<title>Real</title><script>w("<base href=/x/>")</script><img src="a.jpg">'],
    ['what a comment holds', '<!-- <base href=/x/> --!><title>Real</title><img src="a.jpg">'],
  ])('counts for nothing: %s', (_, html) => {
    const { title, images } = extract(page(html), automatic, context)
    expect([title, images[0]?.address]).toEqual(['Real', 'https://site.test/g/a.jpg'])
  })
})

describe('what a page cannot do', () => {
  it('deep nesting and text of any depth are read', () => {
    const html = `<h1>${'<div>'.repeat(20_000)}deep title<img src="a.jpg">${'</div>'.repeat(20_000)}</h1>`
    expect(read(html)).toMatchObject({
      title: 'deep title',
      images: [{ address: 'https://site.test/g/a.jpg' }],
    })
  })

  it('has attributes of any name', () => {
    const html = '<img __proto__="p.jpg" constructor="c.jpg" hasOwnProperty="h.jpg" src="a.jpg">'
    expect(addresses(html, byAttributes(['valueOf', 'constructor', 'src']))).toEqual([
      'https://site.test/g/c.jpg',
    ])
    expect(
      addresses('<img src="a.jpg">', byAttributes(['constructor', '__proto__', 'toString', 'src'])),
    ).toEqual(['https://site.test/g/a.jpg'])
  })

  it('makes reading slow by a text of many words, or of a table that is none', () => {
    const words = `<p>${'word '.repeat(300_000)}</p><table>${'x<b>'.repeat(50_000)}</table><img src="a.jpg">`
    expect(addresses(words)).toEqual(['https://site.test/g/a.jpg'])
  })

  it('says which rules were tried when nothing was found', () => {
    expect(read('<p>words').tried).toEqual([
      'images.selector: img',
      ...['data-original', 'data-src', 'srcset', 'link', 'src'].map((name) => `images.attributes: ${name}`),
    ])
  })

  it.each([
    ['images.selector', { images: { selector: 'img[' } }],
    ['gallery.title.selector', { gallery: { title: { selector: ':nope(' } } }],
    ['gallery.title.pattern', { gallery: { title: { pattern: '(' } } }],
    ['rewrite.0.pattern', { rewrite: [{ pattern: '[', replacement: '' }] }],
    ['next.selector', { next: { selector: '>>>' } }],
  ])('names %s of a recipe where it is none', (rule, more) => {
    expect(() => read('<img src="a.jpg">', more)).toThrow(rule)
  })
})
