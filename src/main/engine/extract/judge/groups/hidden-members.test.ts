import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'

const origin = 'https://site.test'
const read = (body: string) => {
  const html = `<title>Harbour</title><h1>Harbour</h1>${body}`
  const page = { address: `${origin}/g/7`, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' }
  return extract(page, automatic, plainContext)
}
const shownBy = (body: string) => read(body).images.map(({ address }) => address.replace(origin, ''))
const times = (from: number, to: number, write: (n: number) => string) =>
  Array.from({ length: to - from + 1 }, (_, at) => write(from + at)).join('')
const files = (count: number, folder = '/a') =>
  Array.from({ length: count }, (_, at) => `${folder}/${at + 1}.jpg`)
const p = (n: number, attributes = '') => `<p${attributes}><img src="/a/${n}.jpg"></p>`
const slide = (hidden: string) => (n: number) =>
  `<div class="slide" ${n > 1 ? hidden : ''}><img src="/a/${n}.jpg"></div>`

describe('pictures of a gallery that the page hides at first', () => {
  it.each([
    ['slides with an attribute', `<div class="slides">${times(1, 6, slide('hidden'))}</div>`, 6],
    [
      'slides with a style',
      `<div class="carousel">${times(1, 6, slide('style="display:none" aria-hidden="true"'))}</div>`,
      6,
    ],
    [
      'the end of a list',
      `<div class="g">${times(1, 3, (n) => p(n))}${times(4, 9, (n) => p(n, ' hidden'))}</div>`,
      9,
    ],
    [
      'a part behind a button',
      `<div class="g">${times(1, 3, (n) => p(n))}<div id="more" style="display: none">${times(4, 9, (n) => p(n))}</div></div><button>Show all</button>`,
      9,
    ],
    [
      'a part beside the list',
      `<main>${times(1, 3, (n) => p(n))}</main><section style="display:none">${times(4, 9, (n) => p(n))}</section>`,
      9,
    ],
    [
      'tabs',
      `<div class="tab" id="one">${times(1, 4, (n) => p(n))}</div><div class="tab" id="two" style="visibility:hidden">${times(5, 8, (n) => p(n))}</div>`,
      8,
    ],
  ])('are its pictures: %s', (_, body, count) => {
    expect(shownBy(body)).toEqual(files(count))
  })

  it('are those that a hidden list of albums has too', () => {
    const cover = (n: number) =>
      `<li${n > 6 ? ' style="display:none"' : ''}><a href="/album/${n}"><img src="/c/${n}.jpg"></a></li>`
    const { galleries, items } = read(`<ul>${times(1, 10, cover)}</ul>`)
    expect(galleries.length + items.length).toBe(10)
  })

  it.each([
    ['in a folder of its own', `${times(1, 3, (n) => p(n))}<div hidden><img src="/n.jpg"></div>`, 3],
    [
      'of the next chapter',
      `${times(1, 3, (n) => p(n))}<div style="display:none"><img src="/b/1.jpg"><img src="/b/2.jpg"></div>`,
      3,
    ],
    [
      'by the name of their place',
      `${times(1, 3, (n) => p(n))}<div class="preload"><img src="/a/4.jpg"></div>`,
      3,
    ],
    ['of one neighbour', `<div>${p(1)}</div><div hidden>${p(2)}</div>`, 1],
  ])('are not those that are loaded ahead: %s', (_, body, count) => {
    expect(shownBy(body)).toEqual(files(count))
  })

  it('says of pictures that it leaves hidden how many they are', () => {
    const body = `${times(1, 4, (n) => p(n))}<div hidden>${times(1, 5, (n) => `<p><img src="/b/${n}.jpg"></p>`)}</div>`
    expect(read(body)).toMatchObject({ leftHidden: 5 })
    expect(read(times(1, 4, (n) => p(n))).leftHidden ?? 0).toBe(0)
  })
})

describe('large pictures in a hidden light box', () => {
  const thumb = (n: number) =>
    `<div class="col"><img src="/t/${n}.jpg" onclick="openModal();currentSlide(${n})"></div>`
  const large = (name: (n: number) => string) => (n: number) =>
    `<div class="mySlides"><img src="/l/${name(n)}.jpg" style="width:100%"></div>`
  const box = (names: string, name = (n: number) => String(n)) =>
    `<div class="row">${times(1, 6, thumb)}</div><div ${names} style="display:none">${times(1, 6, large(name))}</div>`

  it.each([
    ['of the same names', box('id="view"')],
    ['by their order', box('class="modal"', (n) => 'fedcba'.charAt(n - 1))],
    [
      'before the thumbnails',
      `<div class="modal" hidden>${times(1, 6, large(String))}</div>${times(1, 6, thumb)}`,
    ],
  ])('are the larger versions of what is shown: %s', (_, body) => {
    const { images, judgement } = read(body)
    expect(judgement.kind).toBe('gallery')
    expect(images).toHaveLength(6)
    expect(images.every(({ address }) => address.startsWith(`${origin}/l/`))).toBe(true)
    expect(images[2]).toMatchObject({ shown: `${origin}/t/3.jpg`, alternatives: [`${origin}/t/3.jpg`] })
  })

  it('are nothing of pictures that are fewer', () => {
    const body = `${times(1, 5, thumb)}<div class="modal" hidden>${times(1, 2, (n) => `<img src="/x/q${n}.jpg">`)}</div>`
    expect(shownBy(body)).toEqual(files(5, '/t'))
  })
})
