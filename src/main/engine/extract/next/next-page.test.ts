import { describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { processorTimeOf } from '../../../../../test/processor-time'
import { openPage } from '../html/page-document'
import { nextPageOf } from './next-page'

const address = 'https://h.test/album/42'

function next(body: string, at = address): string | null {
  const bytes = Buffer.from(`<!doctype html><meta charset="utf-8"><body>${body}`)
  const found = nextPageOf(
    openPage({ address: at, bytes, contentType: 'text/html; charset=utf-8' }, 'auto', 'utf-8'),
  )
  return found?.replace('https://h.test', '') ?? null
}

describe('the next page by what a button loads', () => {
  it.each([
    '<button data-next-url="/album/42?offset=5">Load more</button>',
    '<button data-next="/album/42?offset=5">Mehr laden</button>',
    '<a role="button" href="#" data-load-more-url="?offset=5">更多</a>',
    '<div data-next-url="/album/42?offset=5"></div>',
    '<button data-next-page-href="https://h.test/album/42?offset=5">Voir plus</button>',
  ])('%s', (button) => {
    expect(next(`<p><img src=1.jpg>${button}`)).toBe('/album/42?offset=5')
  })

  it.each([
    '<button data-next="#slide-2">›</button>',
    '<button data-next-page="2">2</button>',
    '<button data-next-url="/i/2.jpg">more</button>',
    '<button data-next-url="https://other.test/a">more</button>',
    '<button data-next-url="/album/42">more</button>',
    '<button class="disabled" data-next-url="/album/42?offset=5">more</button>',
    '<div class="carousel"><button data-next-url="/album/42?offset=5">›</button></div>',
  ])('none by %s', (button) => {
    expect(next(`<p><img src=1.jpg>${button}`)).toBeNull()
  })
})

describe('the next page by words', () => {
  it.each([
    'Next',
    'next page',
    'Next &gt;',
    'Next &raquo;',
    '[ Next ]',
    'Next Photo →',
    'Older posts',
    'Next 20 photos',
    '下一页',
    '下一頁',
    '下一张',
    '下一页 &gt;',
    '次へ',
    '次のページ',
    '次の20件',
    '다음',
    '다음 페이지 ›',
    'weiter',
    'Nächste Seite »',
    'Ältere Beiträge',
    'Suivant',
    'Page suivante',
    'siguiente',
    'Página siguiente',
    'Próxima',
    'Далее',
    'Следующая страница',
    'след. →',
    'Volgende',
    'Successiva',
    'Sonraki',
    'التالي',
    'הבא',
    'Następna',
    'Další',
    'Nästa',
    'Seuraava',
    'Επόμενη',
    'ถัดไป',
    'Tiếp theo',
    'Berikutnya',
    'Next photos',
    'Next (13-24)',
    'Next ➡️',
    '下一页 2/5',
    'Nächste Seite (2)',
    'İleri',
    'SONRAKİ',
    'ΕΠΟΜΕΝΗ',
    'Pagina siguiente',
    'Pagina seguente',
  ])('%s', (word) => {
    expect(next(`<a href="/album/42/b">${word}</a><a href="/album/42/z">Last</a>`)).toBe('/album/42/b')
  })

  it.each([
    ['aria-label', '<a href="/album/42/b" aria-label="Next page"><svg></svg></a>'],
    ['title', '<a href="/album/42/b" title="Nächste Seite"><i></i></a>'],
    ['a picture', '<a href="/album/42/b"><img src="n.gif" alt="Next"></a>'],
    ['a class', '<a class="nxt" href="/album/42/b"></a>'],
    ['the class of its place', '<ul><li class="pagination-next"><a href="/album/42/b">Mer</a></li></ul>'],
    ['the class of an icon', '<a href="/album/42/b"><i class="fa fa-chevron-right"></i></a>'],
    ['an arrow in a pager', '<div class="pager"><a href="/album/41">‹</a><a href="/album/42/b">›</a></div>'],
    [
      'the single arrow before the double',
      '<div class="pages"><a href="/album/42/b">›</a><a href="/album/42/z">»</a></div>',
    ],
    ['an area of a map', '<map><area href="/album/42/b" alt="next"></map>'],
    [
      'the file of a button alone',
      '<a href="/album/42/a"><img src="/ui/arrow_left.gif"></a><a href="/album/42/b"><img src="/ui/arrow_right.gif"></a>',
    ],
    [
      'the file of a button that points on',
      '<a href="/album/42/a"><img src="/ui/left.png"></a><a href="/album/42/b"><img src="/ui/right.png"></a>',
    ],
    ['the file of a button in one word', '<a href="/album/42/b"><img src="/ui/btnNext.gif"></a>'],
    ['the file of a button in German', '<a href="/album/42/b"><img src="/ui/weiter.gif"></a>'],
    ['both ends of a page', '<a href="/album/42/b">Next</a><p>x<p><a href="/album/42/b">Next</a>'],
  ])('by %s', (_, body) => {
    expect(next(body)).toBe('/album/42/b')
  })

  it('by rel before words', () => {
    expect(next('<a href="/x">Next</a><a rel="next" href="/album/42/b">2</a>')).toBe('/album/42/b')
    expect(next('<link rel="next" href="/album/42/b"><a href="/album/42/c">Next</a>')).toBe('/album/42/b')
  })
})

describe('the next page by numbers', () => {
  it.each([
    ['the current one is marked', '<div><b>1</b> <a href="?p=2">2</a> <a href="?p=3">3</a></div>', '?p=2'],
    [
      'the current one is a link with a class',
      '<ul><li><a href="?s=0">1</a></li><li class="active"><a href="?s=20">2</a></li><li><a href="?s=40">3</a></li></ul>',
      '?s=40',
    ],
    [
      'the current one says so',
      '<nav><a href="/album/42/1">1</a><a aria-current="page" href="/album/42">2</a><a href="/album/42/3">3</a></nav>',
      '/3',
    ],
    [
      'the current one is text',
      '<p>Pages: 1 <a href="/album/42/2/">2</a> <a href="/album/42/3/">3</a></p>',
      '/2/',
    ],
    [
      'brackets are around them',
      '<p>[1] <a href="/album/42_2">[2]</a> <a href="/album/42_3">[3]</a></p>',
      '_2',
    ],
    [
      'commas stand behind them, in the links and beside',
      '<p>x</p>1, <a href="/album/42_2">2,</a> <a href="/album/42_3">3</a>',
      '_2',
    ],
    [
      'a word says that they are pages',
      '<p>Seite 1 | <a href="/album/42/b">Seite 2</a> | <a href="/album/42/c">Seite 3</a></p>',
      '/b',
    ],
    [
      'their pages have names, in a pager',
      '<ul class="pagination"><li class="active"><span>1</span></li><li><a href="/album/42/pier">2</a></li><li><a href="/album/42/quay">3</a></li></ul>',
      '/pier',
    ],
    [
      'their pages have names, and they count from the first on',
      '<p><a href="/album/42/pier">1</a> <b>2</b> <a href="/album/42/quay">3</a></p>',
      '/quay',
    ],
    ['they are marks of notes', '<p><b>1</b> <a href="/a">2</a> <a href="/b">4</a></p>', null],
    [
      'they are a list to choose from',
      '<select><option value="/album/42/1">1<option value="/album/42/2" selected>2<option value="/album/42/3">3</select>',
      '/3',
    ],
    [
      'the list chooses something else',
      '<select><option selected>1<option value="2">2<option>3</select>',
      null,
    ],
    ['the last one is current', '<div><a href="?p=1">1</a> <a href="?p=2">2</a> <b>3</b></div>', null],
    ['all are links', '<p><a href="?p=1">1</a><a href="?p=2">2</a><a href="?p=3">3</a></p>', '?p=2'],
    ['they are days', '<table id="wp-calendar"><tr><td>1<td><a href="/2020/01/02/">2</a></table>', null],
    ['they rate', '<p><b>3</b> <a href="/help/stars">4</a></p>', null],
  ])('where %s', (_, body, expected) => {
    const found = next(body)
    expect(found).toBe(expected === null ? null : `/album/42${expected}`)
  })

  it.each([
    ['/a/5510.html', '/a/5510_2.html', true],
    ['/a/5510_2.html', '/a/5510_3.html', true],
    ['/a/5510_2.html', '/a/5510_4.html', false],
    ['/a/5510.html', '/a/5511.html', false],
    ['/album/42?page=2', '/album/42?page=3', true],
    ['/album/42?sort=new', '/album/42?sort=new&page=2', true],
    ['/album/42?page=2', '/album/43?page=3', false],
    ['/album/42/page/2/', '/album/42/page/3/', true],
    ['/album/42/', '/album/42/page/2/', true],
    ['/list?start=20', '/list?start=40', true],
  ])('%s is followed by %s: %s', (from, to, isNext) => {
    expect(next(`<p><a href="${to}"><img src="x.gif"></a></p>`, `https://h.test${from}`)).toBe(
      isNext ? to : null,
    )
  })
})

describe('no next page', () => {
  it.each([
    ['the page itself', '<a href="#top">Next</a><a href="/album/42#2">Next</a>'],
    ['another site', '<a href="https://g.test/album/42/b">Next</a>'],
    ['no address', '<a href="javascript:next()">Next</a><a>Next</a>'],
    [
      'the next post',
      '<nav class="navigation post-navigation"><a rel="next" href="/trip-6">Trip number 6</a></nav>',
    ],
    ['the next post in words', '<a rel="next" href="/trip-6">Next post: Trip number 6</a>'],
    ['the next article', '<a class="next" href="/trip-6">Next article</a>'],
    ['the next chapter', '<a href="/c/6">Next Chapter &gt;</a>'],
    ['下一篇', '<p>下一篇：<a href="/6">山水</a></p><a href="/6">下一篇</a>'],
    ['下一组', '<a href="/6">下一组</a>'],
    ['次の記事', '<a href="/6">次の記事</a>'],
    ['다음 글', '<a href="/6">다음 글</a>'],
    ['article suivant', '<a href="/6">Article suivant »</a>'],
    ['the older post of a blog', '<a class="blog-pager-older-link" href="/6">Older Post</a>'],
    ['a carousel', '<div class="carousel"><a class="carousel-control-next" href="/6">Next</a></div>'],
    ['older comments', '<div class="comment-navigation"><a href="/album/42/comment-page-1">Older</a></div>'],
    ['an arrow at a headline', '<h2>News <a href="/news">»</a></h2>'],
    ['classes that disagree', '<p><a class="next" href="/a"></a><a class="next" href="/b"></a></p>'],
    [
      'a link that is switched off',
      '<a class="next disabled" href="/album/42/b">Next</a><a aria-disabled="true" href="/album/42/b">Next</a>',
    ],
    ['a photograph by its file', '<a href="/p/6"><img src="/i/next-door.jpg" width="40" height="30"></a>'],
    ['a view by its file', '<a href="/p/6"><img src="/i/right.jpg" width="40" height="30"></a>'],
    ['the next album in Danish, by a class', '<a class="next" href="/6">Næste album</a>'],
    ['the next album in Portuguese, by a class', '<a class="next" href="/6">Álbum seguinte</a>'],
    ['words around it', '<a href="/x">What is next for us</a><a href="/x">Next door</a>'],
    ['the front page', '<a class="next" href="/">Next</a>'],
    ['a picture file', '<a class="next" href="/i/2.jpg">Next</a>'],
  ])('is %s', (_, body) => {
    expect(next(body)).toBeNull()
  })

  it.runIf(isExhaustive)('costs no time where all links of a page stand side by side', () => {
    const body = Array.from({ length: 50_000 }, (_, i) => `<a href="?show=${i}">Picture ${i}</a> `).join('')
    const bytes = Buffer.from(body)
    const page = openPage({ address, bytes, contentType: 'text/html' }, 'auto', 'utf-8')
    const took = processorTimeOf(() => expect(nextPageOf(page)).toBeNull())
    expect(took).toBeLessThan(4000)
  })

  it.runIf(isExhaustive)('costs no time on a page of many links', () => {
    const link = (n: number) => `<li><a class="next" href="/n/${n}" title="x">${n % 500}</a></li>`
    const body = `<ul>${Array.from({ length: 20_000 }, (_, n) => link(n)).join('')}</ul>`
    const bytes = Buffer.from(body)
    const page = openPage({ address, bytes, contentType: 'text/html' }, 'auto', 'utf-8')
    expect(processorTimeOf(() => void nextPageOf(page))).toBeLessThan(2000)
  })
})

describe('a link to the page itself under another spelling is no next page', () => {
  it.each([
    '/album/42?utm_source=next&utm_medium=a',
    '/album/42/',
    '/album/42/?fbclid=1#more',
    '/album/42;jsessionid=1A',
  ])('%s', (href) => {
    expect(next(`<a href="${href}">Next</a>`)).toBeNull()
    expect(next(`<a rel="next" href="${href}">2</a>`)).toBeNull()
    expect(next(`<a href="${href}">Next</a><a href="/album/42?page=2">Next</a>`)).toBe('/album/42?page=2')
  })

  it('beside the next page under a tracked address', () => {
    const at = 'https://h.test/album/42?utm_source=mail'
    expect(next('<a href="/album/42">Next</a>', at)).toBeNull()
    expect(next('<a href="/album/42?page=2&utm_source=x">Next</a>', at)).toBe('/album/42?page=2&utm_source=x')
  })
})

describe('parts of which the first is linked', () => {
  const parts = '<a href="/photo_1.html">a</a> <a href="/photo_2.html">b</a>'

  it('do not continue the page that lists them', () => {
    expect(next(parts, 'https://h.test/photo.html')).toBeNull()
  })

  it('continue the page without a number when it is the first', () => {
    expect(next('<a href="/photo_2.html">b</a>', 'https://h.test/photo.html')).toBe('/photo_2.html')
  })
})

describe('thumbnails of neighbours beside the picture of a page', () => {
  const thumb = (n: number, more = '') => `<a href="/p/${n}"><img src="/t/${n}.jpg" ${more}></a>`
  const main = '<img src="/full/5.jpg">'
  it.each([
    ['around it', `<div>${thumb(4)}${main}${thumb(6)}</div>`],
    [
      'of announced sizes',
      `<div>${thumb(4, 'width="150" height="100"')}${main}${thumb(6, 'width="150" height="100"')}</div>`,
    ],
    ['with a word for both', `<div>${thumb(4, 'alt="next"')}${main}${thumb(6, 'alt="next"')}</div>`],
    ['in boxes called so', `${main}<div class="prev">${thumb(4)}</div><div class="next">${thumb(6)}</div>`],
    ['in a strip', `<ul>${[3, 4, 5, 6, 7].map((n) => `<li>${thumb(n)}</li>`).join('')}</ul>${main}`],
    [
      'with names of their own',
      '<a href="/p/4"><img src="/t/aeb1.jpg"></a><img src="/full/09cd.jpg"><a href="/p/6"><img src="/t/77fa.jpg"></a>',
    ],
  ])('do not continue it: %s', (_, body) => {
    expect(next(body, 'https://h.test/p/5')).toBeNull()
  })

  it.each([
    ['a picture that leads on from itself', '<a href="/p/6"><img src="/full/5.jpg"></a>'],
    [
      'a button',
      `<a href="/p/4"><img src="/i/back.png"></a>${main}<a href="/p/6"><img src="/i/next.png"></a>`,
    ],
    ['a small picture', `${main}<a href="/p/6"><img src="/i/r.png" width="32" height="32"></a>`],
    [
      'a picture with a word, of another name',
      `${main}<a href="/p/6"><img src="/i/77fa.jpg" alt="Next"></a>`,
    ],
    ['a relation', `${main}<a rel="next" href="/p/6"><img src="/t/6.jpg"></a>`],
    ['a word beside them', `<div>${thumb(4)}${main}${thumb(6)}</div><a href="/p/6">Next</a>`],
    [
      'the second page of a gallery',
      `${main}<img src="/full/5b.jpg"><a href="/p/6"><img src="/t/6.jpg"></a>`,
    ],
  ])('are not: %s', (_, body) => {
    expect(next(body, 'https://h.test/p/5')).toBe('/p/6')
  })
})
