import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'

const origin = 'https://site.test'

function read(html: string) {
  const page = {
    address: `${origin}/read/12/1`,
    bytes: Buffer.from(html),
    contentType: 'text/html; charset=utf-8',
  }
  const { judgement, images, galleries, items } = extract(page, automatic, plainContext)
  const short = ({ address }: { readonly address: string }) => address.replace(origin, '')
  return {
    kind: judgement.kind,
    images: images.map(short),
    links: [...galleries, ...items].length,
    others: images[0]?.alternatives.map((address) => short({ address })),
  }
}

const pages = (count: number, width = 1100) =>
  JSON.stringify(
    Array.from({ length: count }, (_, n) => ({ page_image: `/c/${n + 1}.jpg`, width, height: 1600 })),
  )
const addresses = (count: number) => Array.from({ length: count }, (_, n) => `/c/${n + 1}.jpg`)
const brand = '<a href="/"><img src="/brand.png" width="220" height="60"></a>'
const covers = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `<li><a href="/manga/${n}"><img src="/c/${n + 1}.jpg" width="150" height="200"></a></li>`,
  ).join('')

describe('a list of pictures in a script', () => {
  it.each([
    [
      'the pages of a reader whose current page leads to the next',
      `<a href="/read/12/2"><img src="/c/1.jpg"></a><script>var pages = ${pages(9)}</script>`,
    ],
    [
      'the same beside the name of the site',
      `${brand}<div><a href="/read/12/2"><img src="/c/1.jpg"></a></div><script>var pages = ${pages(9)}</script>`,
    ],
    [
      'the pages of a reader that two pages are shown of',
      `<a href="/read/12/3"><img src="/c/1.jpg"></a><a href="/read/12/4"><img src="/c/2.jpg"></a><script>p(${pages(9)})</script>`,
    ],
    [
      'pages that a script shows below the name of the site',
      `${brand}<main></main><script>window.p = ${pages(9)}</script>`,
    ],
  ])('is taken where it holds %s', (_, html) => {
    expect(read(html)).toMatchObject({ kind: 'gallery', images: addresses(9) })
  })

  it.each([
    ['the covers of an index', `<ul>${covers(9)}</ul><script>var list = ${pages(9, 300)}</script>`, 9],
    ['more covers than an index shows', `<ul>${covers(9)}</ul><script>var list = ${pages(30)}</script>`, 9],
  ])('is not taken where it holds %s', (_, html, links) => {
    expect(read(html).links).toBe(links)
  })

  it('does not replace a picture that the page shows by others', () => {
    const shown = '<main><img src="/photo/pier.jpg" width="1200" height="800"></main>'
    expect(read(`${shown}<script>var ads = ${pages(9)}</script>`).images).toEqual(['/photo/pier.jpg'])
  })

  it('names the larger sizes of the one picture of a page beside a strip of others', () => {
    const strip = Array.from(
      { length: 5 },
      (_, n) => `<a href="/p/${n}"><img src="/${n}_s.jpg" width="75" height="75"></a>`,
    ).join('')
    const sizes =
      '[{"url":"/7_s.jpg","width":75},{"url":"/7_b.jpg","width":1024},{"url":"/7_o.jpg","width":4000}]'
    expect(
      read(
        `<main><img src="/7_b.jpg" width="1024" height="683"></main><div>${strip}</div><script>m = {"sizes":${sizes}}</script>`,
      ),
    ).toMatchObject({ kind: 'picture', images: ['/7_o.jpg'], others: ['/7_b.jpg', '/7_s.jpg'] })
  })
})
