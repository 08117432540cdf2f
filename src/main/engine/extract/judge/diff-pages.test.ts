import { describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../../test/exhaustive'
import { openPage } from '../html/page-document'
import { diffPages, outlineOf, siteTemplate } from './diff-pages'

const page = (address: string, html: string) => ({
  address,
  bytes: Buffer.from(html),
  contentType: 'text/html',
})
const imgs = (...names: string[]) => names.map((name) => `<img src="/${name}.jpg">`).join('')
const compare = (a: string, b: string) =>
  diffPages([page('http://h.test/1', a), page('http://h.test/2', b)], 'utf-8')

describe('diffPages', () => {
  it('names pictures that stand on both pages', () => {
    const template = compare(imgs('top', 'a', 'b'), imgs('top', 'c'))
    expect(template.images).toEqual(['http://h.test/top.jpg'])
    expect(template.pages).toEqual(['http://h.test/1', 'http://h.test/2'])
  })

  it('learns nothing from two pages with the very same pictures', () => {
    expect(compare(imgs('a', 'b'), imgs('b', 'a')).images).toEqual([])
  })

  it('learns from a page that has nothing but decoration', () => {
    expect(compare(imgs('top', 'a'), imgs('top')).images).toEqual(['http://h.test/top.jpg'])
  })

  it('names places whose pictures all stand on both pages, and no place that holds others', () => {
    const html = (own: string) =>
      `<div class="box">${imgs('x', 'y')}</div><div class="set">${imgs('x2', own)}</div>`
    const { places } = compare(html('a'), html('b'))
    expect(places).toHaveLength(1)
    expect(places[0]).toContain('div.box')
  })

  it('does not take a picture for shared that its neighbour only preloads', () => {
    const html = (n: number) =>
      `<div class="comic"><img src="/${n}.webp"></div><div class="preloader" hidden>${imgs(`${n - 1}`, `${n + 1}`)}</div>`
    const three = [4, 5, 6].map((n) => page(`http://h.test/${n}`, html(n).replaceAll('.jpg', '.webp')))
    expect(diffPages(three, 'utf-8')).toMatchObject({ images: [], places: [] })
  })

  it('takes a picture for shared that stands in its place on two of three pages', () => {
    const pages = [imgs('top', 'a'), imgs('top', 'b'), imgs('c')].map((html, n) =>
      page(`http://h.test/${n}`, html),
    )
    expect(diffPages(pages, 'utf-8')).toMatchObject({
      images: ['http://h.test/top.jpg'],
      pages: ['http://h.test/0', 'http://h.test/2'],
    })
  })

  it.each([
    ['one page ends with what the next one begins with', ['a', 'b', 'c'], ['c', 'd', 'e'], []],
    ['by several', ['a', 'b', 'c', 'd'], ['c', 'd', 'e', 'f'], []],
    ['in the other order', ['c', 'd', 'e'], ['a', 'b', 'c'], []],
    ['but not where both begin alike', ['top', 'a', 'b'], ['top', 'c', 'd'], ['top']],
    ['nor where both end alike', ['a', 'b', 'end'], ['c', 'd', 'end'], ['end']],
    ['nor where it stands in the middle', ['a', 'mid', 'b'], ['c', 'mid', 'd'], ['mid']],
  ])('does not take what pages of one gallery repeat for decoration: %s', (_, a, b, shared) => {
    expect(compare(imgs(...a), imgs(...b)).images).toEqual(shared.map((name) => `http://h.test/${name}.jpg`))
  })

  it.runIf(isExhaustive)('is plain JSON of bounded size for pages of any size', () => {
    const many = imgs(...Array.from({ length: 20_000 }, (_, i) => `n${i}`))
    const template = compare(`${many}${imgs('a')}`, `${many}${imgs(`long${'x'.repeat(5000)}`)}`)
    expect(template.images).toHaveLength(5000)
    expect(JSON.parse(JSON.stringify(template))).toEqual(template)
  })

  it('reads each page in its own encoding', () => {
    const gbk = {
      address: 'http://h.test/1',
      bytes: Uint8Array.from([0xcd, 0xbc]),
      contentType: 'text/html; charset=gbk',
    }
    expect(diffPages([gbk, page('http://h.test/2', imgs('a'))], 'utf-8').images).toEqual([])
  })
})

it('shows an outline with the places of its pictures', () => {
  const outline = outlineOf(
    openPage(page('http://h.test/1', `<title>T</title><p>${imgs('a')}`), 'auto', 'utf-8'),
  )
  expect(outline).toEqual({
    address: 'http://h.test/1',
    images: [{ address: 'http://h.test/a.jpg', place: 'body' }],
    title: 'T',
    headings: ['T'],
  })
  expect(siteTemplate([outline, outline]).headings).toEqual(['T'])
})
