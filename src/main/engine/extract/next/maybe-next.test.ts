import { describe, expect, it } from 'vitest'
import { openPage } from '../html/page-document'
import { maybeNextOf } from './maybe-next'

function maybe(body: string, at = 'https://h.test/rome.html'): string | null {
  const bytes = Buffer.from(`<!doctype html><meta charset="utf-8"><body>${body}`)
  const page = openPage({ address: at, bytes, contentType: 'text/html; charset=utf-8' }, 'auto', 'utf-8')
  return maybeNextOf(page, { placed: [], images: [] })?.address.replace('https://h.test', '') ?? null
}

describe('a link to the rest of a gallery', () => {
  it.each([
    'More photos',
    'more pictures &gt;&gt;',
    'See more',
    'View more images »',
    'More...',
    'Even more photos',
    'The rest of the photos',
    'Continued',
    'Continue to page 2',
    'Continued on the next page',
    'More of this album',
    '更多图片',
    '查看更多照片',
    '未完待续',
    '続きを見る',
    'もっと見る',
    '사진 더보기',
    'Weitere Bilder',
    'Noch mehr Fotos',
    'Fortsetzung',
    'Plus de photos',
    'Voir la suite',
    'Más fotos',
    'Mais fotos',
    'Altre foto',
    'Ещё фото',
    'Показать ещё',
    'Продолжение',
    'Meer foto’s'.replace('’', "'"),
    'Więcej zdjęć',
    'Daha fazla fotoğraf',
    'المزيد من الصور',
  ])('%s', (label) => {
    expect(maybe(`<p><a href="/">Home</a> <a href="/coast.html">${label}</a>`)).toBe('/coast.html')
  })

  it.each([
    'More about me',
    'Moreton Bay',
    'More news',
    'Continue shopping',
    'Photos',
    'Mehrwert',
    'Suite 12',
    'Read more about Rome',
  ])('none by %s', (label) => {
    expect(maybe(`<a href="/coast.html">${label}</a>`)).toBeNull()
  })

  it.each([
    '<div class="carousel"><a href="/coast.html">More photos</a></div>',
    '<div class="related"><a href="/coast.html">More photos</a></div>',
    '<a href="/coast.jpg">More photos</a>',
    '<a href="#more">More photos</a>',
    '<a href="https://other.test/coast.html">More photos</a>',
  ])('none by %s', (body) => {
    expect(maybe(body)).toBeNull()
  })
})

describe('the next part', () => {
  const parts = (...numbers: readonly (number | string)[]) =>
    numbers.map((one) => `<a href="/p-${one}">Part ${one}</a>`).join(' | ')

  it.each([
    ['of a page without a number', `<h1>Rome</h1>${parts(2)}`, '/p-2'],
    ['of the first one', `<h1>Rome, part 1</h1>${parts(2, 3)}`, '/p-2'],
    ['of one in the middle', `<h1>Rome, part 2</h1>${parts(1, 3)}`, '/p-3'],
    ['behind the gap', `<h1>Rome</h1>Part 2 ${parts(1, 3)}`, '/p-3'],
    ['by Roman numbers', `<h1>Rome II</h1><title>Rome – Part II</title>${parts('I', 'III')}`, '/p-III'],
    ['in words', `<h1>Rome, part one</h1>${parts('two', 'three')}`, '/p-two'],
    ['in German', '<h1>Rom</h1><a href="/teil-2">Teil 2</a>', '/teil-2'],
    ['in Russian', '<h1>Рим. Часть 1</h1><a href="/2">Часть 2</a>', '/2'],
    ['in Chinese', '<h1>罗马</h1><a href="/2">第二部分</a>', '/2'],
    ['in Japanese', '<h1>ローマ その1</h1><a href="/2">その2</a>', '/2'],
    ['before other words', `<h1>Rome</h1><a href="/x">More photos</a>${parts(2)}`, '/p-2'],
  ])('%s', (_, body, expected) => {
    expect(maybe(body)).toBe(expected)
  })

  it.each([
    ['behind the last one', `<h1>Rome, part 3</h1>${parts(1, 2)}`],
    ['where all are linked', `<h1>Rome</h1>${parts(1, 2, 3)}`],
    ['of a chapter with a name', '<h1>Rome</h1><a href="/2">Part 2: The coast</a>'],
  ])('none %s', (_, body) => {
    expect(maybe(body)).toBeNull()
  })
})

describe('the page that follows by its number in words, or an arrow', () => {
  it.each([
    ['the second', '<a href="/b">Page 2</a>', '/b'],
    ['behind the gap', '<a href="/a">Seite 1</a> Seite 2 <a href="/c">Seite 3</a>', '/c'],
    ['none on the last one', '<a href="/a">Page 1</a> <a href="/b">Page 2</a>', null],
    ['the only arrow that points on', '<a href="/a">«</a> 2 of 3 <a href="/c">»</a>', '/c'],
    ['none of several arrows', '<h2>News <a href="/n">»</a></h2><h2>Shop <a href="/s">»</a></h2>', null],
  ])('%s', (_, body, expected) => {
    expect(maybe(`<h1>Rome</h1>${body}`)).toBe(expected)
  })
})

describe('the pictures that follow by their numbers', () => {
  it.each([
    ['on the first page', '1-20 <a href="/b">21-40</a> <a href="/c">41-60</a>', '/b'],
    ['in the middle', '<a href="/a">1 – 20</a> 21 – 40 <a href="/c">41 – 55</a>', '/c'],
    ['with words', '<a href="/b">Photos 21–40</a>', '/b'],
    ['in Chinese', '<a href="/b">21-40张</a>', '/b'],
  ])('%s', (_, body, expected) => {
    expect(maybe(`<h1>Rome</h1>${body}`)).toBe(expected)
  })

  it.each([
    ['on the last page', '<a href="/a">1-20</a> <a href="/b">21-40</a> 41-60'],
    ['by years', '<a href="/a">1998-2004</a>'],
    ['by a range of prices', '<a href="/a">10000-20000</a>'],
  ])('none %s', (_, body) => {
    expect(maybe(`<h1>Rome</h1>${body}`)).toBeNull()
  })
})
