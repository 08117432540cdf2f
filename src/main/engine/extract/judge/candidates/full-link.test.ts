import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { type ExtractContext, plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'

const read = (html: string, context: Partial<ExtractContext> = {}) =>
  extract(
    { address: 'https://site.test/p/7', bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    automatic,
    { ...plainContext, ...context },
  )
const photo = '<div id="photo"><img src="/m/pier.jpg" width="800" height="600"></div>'

describe('a link in words', () => {
  it.each([
    ['<a href="/o/x81.jpg">Full size</a>'],
    ['<a href="/o/x81.jpg">Original image</a>'],
    ['<a href="/o/x81.jpg" download>save</a>'],
    ['<aside id="sidebar"><ul><li>Size: <a href="/o/x81.jpg">4.1 MB .jpg</a></ul></aside>'],
    [`<a href="javascript:openWindow('/o/x81.jpg','x','scrollbars=yes')" rel="nofollow">Original</a>`],
    [`<a href="#" onclick="window.open('/o/x81.jpg'); return false">Full size</a>`],
    [`<a href="javascript:void(0)" onclick='popup("\\/o\\/x81.jpg", 800, 600)'>Download</a>`],
    ['<a href="/o/x81.jpg">原图</a>'],
    ['<a href="/o/x81.jpg">Скачать</a> <a href="/o/x81.jpg">4000 x 3000</a>'],
    ['<a href="/o/x81.jpg">Download</a><a href="/o/wallpaper.jpg">Our calendar</a>'],
  ])('leads to the larger version of the one picture: %s', (link) => {
    expect(read(photo + link).images).toEqual([
      expect.objectContaining({
        address: 'https://site.test/o/x81.jpg',
        alternatives: ['https://site.test/m/pier.jpg'],
      }),
    ])
  })

  it('leads to the whole of what a table shows in pieces', () => {
    const pieces = [1, 2, 3, 4]
      .map((n) => `<td><img src="/cut/${n}.gif" width="200" height="200"></td>`)
      .join('')
    const html = `<table><tr>${pieces}</table><a href="/map.jpg">The whole map</a>`
    expect(read(html).images.map(({ address }) => address)).toEqual(['https://site.test/map.jpg'])
  })

  it('is no version of several pictures, nor of another one', () => {
    const several = '<p><img src="/1.jpg"><p><img src="/2.jpg"><p><img src="/3.jpg">'
    expect(read(`${several}<a href="/all.jpg">Download</a>`).images).toHaveLength(3)
    const two = '<a href="/o/a.jpg">Download a</a><a href="/o/b.jpg">Download b</a>'
    expect(read(photo + two).images[0]?.address).toBe('https://site.test/m/pier.jpg')
  })

  it('is asked about where its address does not end like a picture', () => {
    const { questions, judgement } = read(
      `${photo}<a href="/action.php?id=7&amp;part=e&amp;download">Download</a>`,
    )
    expect(judgement.kind).toBe('picture')
    expect(questions).toEqual([
      { kind: 'page', address: 'https://site.test/action.php?id=7&part=e&download' },
    ])
    expect(
      read(`${photo}<a href="/help/download">How to download</a><a href="/terms">Terms</a>`).questions,
    ).toHaveLength(1)
    expect(read(`${photo}<a href="/terms">Terms</a>`).questions).toEqual([])
  })
})

describe('a link in words to an address that says nothing', () => {
  it.each([
    'View full size',
    'Full-size image',
    'Télécharger l’original',
    'Originalgröße',
    '2400 × 1600',
    '4000x3000 px',
    'Original',
    'Ver tamaño original',
    '查看原图',
    'Оригинал',
    'See original',
  ])('is asked about: %s', (words) => {
    expect(read(`${photo}<p><a href="/orig/7">${words}</a>`).questions).toEqual([
      { kind: 'page', address: 'https://site.test/orig/7' },
    ])
  })

  it.each(['The original inhabitants', 'Large prints', 'Downloads', 'Full list', 'Original works by Jo'])(
    'is not asked about: %s',
    (words) => {
      expect(read(`${photo}<p><a href="/more/7">${words}</a>`).questions).toEqual([])
    },
  )
})

describe('a window that a click on the one picture opens', () => {
  const asked = (link: string) => read(`<div>${link}</div>`).questions
  const img = '<img src="/m/7001.jpg" width="400" height="300">'

  it.each([
    `<a href="javascript:;" onclick="MM_openBrWindow('/view?pid=7&amp;fullsize=1','x','width=1816')">${img}</a>`,
    `<a href="javascript:popup('/view?pid=7&amp;fullsize=1')">${img}</a>`,
    `<a href="#" onclick="window.open(&quot;/view?pid=7&amp;fullsize=1&quot;)">${img}</a>`,
    `<img src="/m/7001.jpg" width="400" height="300" onclick="enlarge('/view?pid=7&amp;fullsize=1')">`,
  ])('is asked about: %s', (link) => {
    expect(asked(link)).toEqual([{ kind: 'page', address: 'https://site.test/view?pid=7&fullsize=1' }])
  })

  it.each([
    ['a page of another site', `<a href="javascript:popup('http://ads.test/x.php')">${img}</a>`],
    ['the next page', `<a href="javascript:openPage('/p/8')">${img}</a><a href="/p/8">next</a>`],
    ['a handler of something else', `<a href="javascript:;" onclick="vote('/vote.php?id=7')">${img}</a>`],
    ['words', `<a href="javascript:;" onclick="openBox('See more.', 'a, b')">${img}</a>`],
  ])('is not asked about: %s', (_, link) => {
    expect(asked(link)).toEqual([])
  })
})

describe('a link with a name for what it downloads', () => {
  const cards = (link: (n: number) => string) =>
    [1, 2, 3]
      .map((n) => `<div class="card"><div style="background-image:url(/t/${n}/tile)"></div>${link(n)}</div>`)
      .join('')

  it('is of a picture', () => {
    expect(
      read(cards((n) => `<a href="/dl/${n}?t=pub" download="boat-${n}.JPG">Download</a>`)).images.map(
        ({ address }) => address,
      ),
    ).toEqual([1, 2, 3].map((n) => `https://site.test/dl/${n}?t=pub`))
  })

  it('is of something else by its ending', () => {
    expect(read(cards((n) => `<a href="/dl/${n}" download="boat-${n}.pdf">Download</a>`)).images).toEqual([])
  })
})

describe('a heading over links', () => {
  const list =
    '<ul><li><a href="/g/1"><img src="/t/1.jpg"></a><li><a href="/g/2"><img src="/t/2.jpg"></a><li><a href="/g/3"><img src="/t/3.jpg"></a><li><a href="/g/4"><img src="/t/4.jpg"></a></ul>'
  const words = `<h1>On waiting</h1><p>${'Words of an essay. '.repeat(80)}</p>`

  it.each([
    'Popular',
    'Related posts',
    'You may also like',
    'Ähnliche Bilder',
    'Похожее',
    '相关推荐',
    '人気',
  ])('%s', (text) => {
    expect(read(`${words}<div><h3>${text}</h3>${list}</div>`).judgement.kind).toBe('text')
    expect(read(`${words}<div><h3>My trips</h3>${list}</div>`).judgement.kind).toBe('thumbnails')
  })

  it('does not hide the only list of a page, nor is the heading of one card over all', () => {
    expect(read(`<h2>Latest galleries</h2>${list}`).judgement.kind).toBe('thumbnails')
    const cards = ['Recent', 'Old', 'Older']
      .map(
        (text, n) =>
          `<div class="c"><h3>${text} trip</h3><a href="/g/${n}"><img src="/t/${n}.jpg"></a></div>`,
      )
      .join('')
    expect(read(words + cards).judgement.kind).toBe('thumbnails')
  })
})
