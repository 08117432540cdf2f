import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'
import { pageShape } from './address-shape'

const origin = 'https://site.test'

describe('the shape of a page', () => {
  it.each([
    ['/album/a', '/album/b/'],
    ['/album/a', '/album/b?utm_source=feed&fbclid=1'],
    ['/album/a', '/album/b/?gclid=7'],
    ['/view.php?id=1', '/view.php?lang=en&id=2'],
    ['/view.php?id=1', '/view.php?id=2&PHPSESSID=9f31'],
    ['/show.jsp?id=1', '/show.jsp;jsessionid=77aa?id=2'],
  ])('is one for spellings: %s, %s', (a, b) => {
    expect(pageShape(origin + a)).toBe(pageShape(origin + b))
    expect(pageShape(origin + a)).toBe(pageShape(`https://www.site.test${b}`))
  })

  it.each([
    ['/album/a', '/picture/a'],
    ['/album/a', '/album/a/b'],
    ['/view.php?id=1', '/view.php?page=1'],
    ['/view.php?id=1', '/list.php?id=1'],
  ])('differs for pages of different kinds: %s, %s', (a, b) => {
    expect(pageShape(origin + a)).not.toBe(pageShape(origin + b))
  })
})

describe('an index whose links are spelled in several ways', () => {
  const links = [
    '/album/a',
    '/album/b/',
    '../album/c',
    '//site.test/album/d',
    'https://site.test/album/e?utm_source=x',
    'HTTPS://SITE.test:443/album/f#top',
    'https://www.site.test/album/g',
    '/album/./h/?fbclid=1',
  ]
  const read = (entries: readonly string[]) =>
    extract(
      {
        address: `${origin}/list/`,
        bytes: Buffer.from(`<h1>Albums</h1><ul>${entries.join('')}</ul>`),
        contentType: 'text/html; charset=utf-8',
      },
      automatic,
      plainContext,
    ).galleries.map(({ address }) => address)
  const pictures = (hrefs: readonly string[]) =>
    read(
      hrefs.map((href, n) => `<li><a href="${href}"><img src="/t/${n}.jpg" width=150 height=100></a></li>`),
    )
  const words = (hrefs: readonly string[]) =>
    read(hrefs.map((href, n) => `<li><a href="${href}">Album number ${n}</a></li>`))

  it('has all of them, by pictures and by words', () => {
    expect(pictures(links)).toHaveLength(links.length)
    expect(words(links)).toHaveLength(links.length)
  })

  it('has each gallery once, as its first link spells it', () => {
    const twice = [...links, '/album/a/', '/album/b?utm_medium=y', 'https://www.site.test/album/c']
    expect(pictures(twice)).toEqual(pictures(links))
    expect(words(twice)).toEqual(words(links))
  })
})
