import { describe, expect, it } from 'vitest'
import { extract } from '../extract'
import { plainContext } from '../extraction'
import { automatic } from '../recipes/recipe-book'

const site = 'https://site.test'
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

function read(count: number, one: (n: number) => string) {
  const html = `<h1>Boats</h1>${numbers(count).map(one).join('\n')}`
  const page = { address: `${site}/g`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }
  return extract(page, automatic, plainContext)
}

const addresses = (count: number, one: (n: number) => string) =>
  read(count, one).images.map(({ address }) => address.replace(site, ''))

describe('an address that several pictures offer as a version', () => {
  it.each<[string, number, (n: number) => string, (n: number) => string]>([
    [
      'candidate and src of lazy pictures',
      4,
      (n) => `<p><img src="/grey.png" srcset="/grey.png 1x" data-src="/a/${n}.png"></p>`,
      (n) => `/a/${n}.png`,
    ],
    [
      'the same of two pictures',
      2,
      (n) => `<p><img src="/grey.png" srcset="/grey.png 1x" data-src="/a/boat-${n}b.png"></p>`,
      (n) => `/a/boat-${n}b.png`,
    ],
    [
      'two placeholders at once',
      5,
      (n) => `<p><img data-original="/a/${n}.png" srcset="/load.png 2x, /blank.png 1x" src="/grey.png"></p>`,
      (n) => `/a/${n}.png`,
    ],
    [
      'candidate beside a real src',
      4,
      (n) => `<p><img src="/a/${n}.png" srcset="/loading.png 2x"></p>`,
      (n) => `/a/${n}.png`,
    ],
    [
      'candidate that is no address',
      3,
      (n) => `<li><img srcset="undefined 800w" src="/a/${n}.jpg"></li>`,
      (n) => `/a/${n}.jpg`,
    ],
    [
      'larger version by its name',
      4,
      (n) => `<figure><img data-full="/wm.png" src="/a/${n}.png"></figure>`,
      (n) => `/a/${n}.png`,
    ],
    [
      'larger version of a container',
      6,
      (n) => `<figure data-full="/wm.png"><img src="/a/${n}.png"></figure>`,
      (n) => `/a/${n}.png`,
    ],
    [
      'file that every picture links to',
      5,
      (n) => `<figure><a href="/all.jpg"><img src="/a/${n}.jpg"></a></figure>`,
      (n) => `/a/${n}.jpg`,
    ],
    [
      'pictures of a program',
      4,
      (n) => `<p><img src="/grey.png" srcset="/grey.png 1x" data-src="/img.php?id=${n}"></p>`,
      (n) => `/img.php?id=${n}`,
    ],
    [
      'pictures of one name in their folders',
      4,
      (n) => `<p><img src="/u/${n}/photo.png" srcset="/wait.png 2x"></p>`,
      (n) => `/u/${n}/photo.png`,
    ],
    [
      'sources of a picture element',
      4,
      (n) => `<picture><source srcset="/wait.webp 900w"><img src="/a/${n}.jpg"></picture>`,
      (n) => `/a/${n}.jpg`,
    ],
  ])('is none of any: %s', (_, count, one, expected) => {
    const { images, skipped } = read(count, one)
    expect(images.map(({ address }) => address.replace(site, ''))).toEqual(numbers(count).map(expected))
    const taken = new Set(images.map(({ address }) => address))
    expect(images.flatMap(({ alternatives }) => alternatives)).toEqual([])
    expect(skipped.filter(({ address }) => taken.has(address))).toEqual([])
  })

  it('is skipped as what fills places', () => {
    const { skipped } = read(4, (n) => `<p><img src="/a/${n}.png" srcset="/wait.png 2x"></p>`)
    expect(skipped).toContainEqual({ address: `${site}/wait.png`, reason: 'spacer' })
  })

  it('is the version of a picture that is shown twice in two sizes', () => {
    const one = (n: number) =>
      `<p><a href="/full/x${n}0.jpg"><img src="/t/a${n}.jpg"></a><a href="/full/x${n}0.jpg"><img src="/m/b${n}.jpg"></a></p>`
    expect(addresses(4, one)).toEqual(numbers(4).map((n) => `/full/x${n}0.jpg`))
    const lazy = (n: number) =>
      `<p><img data-full="/o/${n}ab.jpg" src="/t/${n}.jpg"></p><p><img data-full="/o/${n}ab.jpg" src="/m/${n}.jpg"></p>`
    expect(addresses(1, lazy)).toEqual(['/o/1ab.jpg'])
  })

  it('is the version of the picture whose name it has', () => {
    const one = (n: number) =>
      `<p><img data-full="/o/boat.jpg" src="/c/boat-${n}00x${n}00.jpg" alt="${n}"></p>`
    expect(addresses(5, one)).toEqual(['/o/boat.jpg'])
  })

  it('is the picture of the link that leads to it under its name, though other links show it too', () => {
    const one = (n: number) =>
      `<li><a href="/r/boat${n}.jpg"><img src="/r/boat${n > 5 ? 8 : n}.jpg" width=75 height=75></a></li>`
    const { images, skipped } = read(8, one)
    const all = numbers(8).map((n) => `${site}/r/boat${n}.jpg`)
    expect(images.map(({ address }) => address)).toEqual(all)
    expect(skipped.filter(({ address }) => all.includes(address))).toEqual([])
  })

  it('is the picture of a link that shows a smaller version of it', () => {
    const one = (n: number) =>
      `<li><a href="/r/boat${n}.jpg"><img src="/r/boat${n > 5 ? '9' : `${n}_small`}.jpg" width=75></a></li>`
    const last = '<li><a href="/r/boat9.jpg"><img src="/r/boat9_small.jpg" width=75></a></li>'
    const named = (n: number) => (n === 9 ? last : one(n))
    expect(addresses(9, named)).toEqual(numbers(9).map((n) => `/r/boat${n}.jpg`))
  })

  it('is the version of the picture in its link, whatever else stands in that', () => {
    const one = (n: number) =>
      `<p><a href="/full/${n}x.jpg"><img src="/t/q${n}.jpg" width=150 height=100><img src="/zoom.png" width=16 height=16></a></p>`
    expect(addresses(1, one)).toContain('/full/1x.jpg')
    expect(addresses(5, one)).toEqual(numbers(5).map((n) => `/full/${n}x.jpg`))
  })
})
