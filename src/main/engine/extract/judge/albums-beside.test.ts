import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const galleriesOf = (html: string, address = 'https://site.test/album.php?id=7') =>
  extract(
    { address, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    automatic,
    plainContext,
  ).galleries.map((one) => one.address.replace('https://site.test/', ''))

const many = (count: number, html: (n: number) => string) =>
  Array.from({ length: count }, (_, i) => html(i + 1)).join('')
const files = `<div class="pics">${many(6, (n) => `<a href="/o/${n}.jpg"><img src="/s/${n}.jpg" width="150" height="100"></a>`)}</div>`
const items = `<ul class="pics">${many(8, (n) => `<li><a href="picture.php?pic=${n}"><img src="/s/${n}.jpg" width="150" height="100"></a></li>`)}</ul>`
const covers = (to: (n: number) => string, label = (n: number) => `Trip ${n}`, name = 'list') =>
  `<div class="${name}">${many(3, (n) => `<div class="card"><a href="${to(n)}"><img src="/c/${n}.jpg" width="150" height="150"><b>${label(n)}</b></a></div>`)}</div>`
const byId = (n: number) => `album.php?id=${20 + n}`
const found = [1, 2, 3].map(byId)

describe('albums beside the pictures of a page', () => {
  it.each([
    ['like the page itself, above its files', `<h1>Coast</h1>${covers(byId)}${files}`, found],
    ['like the page itself, above thumbnails of pages', `<h1>Coast</h1>${covers(byId)}${items}`, found],
    [
      'that say how many pictures they hold',
      `<h1>Coast</h1>${covers(
        (n) => `/a/${n}`,
        (n) => `Trip ${n} (${n}2 photos)`,
      )}${files}`,
      ['a/1', 'a/2', 'a/3'],
    ],
    ['under a heading that calls them so', `<h1>Coast</h1>${files}<h2>Sub-albums</h2>${covers(byId)}`, found],
    ['under such a heading in German', `<h1>Küste</h1>${files}<h2>Unteralben</h2>${covers(byId)}`, found],
  ])('are galleries: %s', (_, html, galleries) => {
    expect(galleriesOf(html)).toEqual(galleries)
  })

  it.each([
    ['what stands below the pictures without a heading', `<h1>Coast</h1>${files}${covers(byId)}`],
    ['what is related', `<h1>Coast</h1><h2>Related albums</h2>${covers(byId)}<h2>Pictures</h2>${files}`],
    ['navigation by its element', `<nav>${covers(byId)}</nav><h1>Coast</h1>${files}`],
    ['a menu by its name', `${covers(byId, undefined, 'menu')}<h1>Coast</h1>${files}`],
    ['a slider', `${covers(byId, undefined, 'carousel')}<h1>Coast</h1>${files}`],
    ['links to the sections of the site', `${covers((n) => `/section-${n}/`)}<h1>Coast</h1>${files}`],
    ['covers without words', `${covers(byId, () => '')}<h1>Coast</h1>${files}`],
    [
      'folders around the page',
      `${covers((n) => ['/', '/trips/', '/trips/2020/'][n - 1] ?? '')}<h1>Coast</h1>${files}`,
    ],
  ])('are not %s', (_, html) => {
    expect(galleriesOf(html)).toEqual([])
  })
})
