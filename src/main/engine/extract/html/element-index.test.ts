import { describe, expect, it } from 'vitest'
import { namesIn, presenceTest } from './element-index'
import { openPage, type PageDocument } from './page-document'

function open(html: string): PageDocument {
  const bytes = Buffer.from(html)
  return openPage(
    { address: 'http://h.test/g/', bytes, contentType: 'text/html; charset=utf-8' },
    'auto',
    'utf-8',
  )
}

describe('namesIn', () => {
  it.each([
    ['a', ['a']],
    ['a[href]', ['a']],
    ['a[href], link[rel][href]', ['a', 'link']],
    ['meta[property="og:url" i][content], meta[name="og:url" i][content]', ['meta']],
    ['link[rel~="canonical" i][href]', ['link']],
    ['script:not([src])', ['script']],
    ['h1, h2', ['h1', 'h2']],
    ['*', null],
    ['.a', null],
    ['a.b', null],
    ['#a', null],
    ['h1 a', null],
    ['a > b', null],
    ['a:first', null],
    ['a, [data-x]', null],
    ['A', null],
    ['a[title="x, y"]', null],
  ] as const)('reads the names of %s', (selector, names) => {
    expect(namesIn(selector)).toEqual(names)
  })
})

describe('presenceTest', () => {
  it.each(['a[href="x"]', 'a:not([href])', 'a[href], a[name]', '*'])(
    'leaves %s to the selector',
    (selector) => {
      expect(presenceTest(selector)).toBeNull()
    },
  )
})

describe('select', () => {
  const page = open(`<meta name=a content=1><p><a href=1>1</a><b><a>2</a></b></p><link rel=next href=2>
    <template><a href=3>3</a></template><svg><a href=4><title>t</title></a></svg><noscript><a href=5>5</a></noscript>
    <meta NAME=A content=2><script src=a></script><script>b</script>`)

  it.each([
    'a',
    'a[href]',
    'a[href], link[rel][href]',
    'meta[name="a" i]',
    'meta[name="a"]',
    'script:not([src])',
    'title',
    'video',
    'link[rel~="next"]',
  ])('finds by %s what a walk of the whole tree finds, in the order of the page', (selector) => {
    // a part that matches nothing takes the way of any other selector
    expect(page.select(selector, selector)).toEqual(page.select(`${selector}, .none`, selector))
  })

  it('finds elements by a test of our own in the order of the page', () => {
    const names = page
      .elements(({ name }) => name === 'a' || name === 'link')
      .map(({ attribs }) => attribs['href'])
    expect(names).toEqual(['1', undefined, '2', '3', '4', '5'])
  })
})
