import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { pictures } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

describe('the rest of a gallery that no link calls the next page', () => {
  it('is followed where the page behind is of the same gallery, and read once', async () => {
    const pages: Readonly<Record<string, string>> = {
      '/rome.html': `<title>Rome</title><h1>Rome</h1>${pictures('a', 'b', 'c')}<a href="/coast.html">More photos</a>`,
      '/coast.html': `<title>Rome (continued)</title><h1>Rome</h1>${pictures('d', 'e')}<a href="/rome.html">Back</a> <a href="/hills.html">Still more</a>`,
      '/hills.html': `<title>Rome, part III</title><h1>Rome, part III</h1>${pictures('f', 'g')}<a href="/">Home</a>`,
    }
    const { origin, visits } = await bench.servePages((path) => pages[path] ?? null)
    const { progress, state } = await bench.until(bench.add(`${origin}/rome.html`), 'done', 'failed')
    expect(state.kind).toBe('done')
    expect(progress.counts).toMatchObject({ pagesRead: 3, galleries: 1, saved: 7 })
    const read = visits.map(({ path }) => path).filter((path) => path.endsWith('.html'))
    expect(read.toSorted()).toEqual(['/coast.html', '/hills.html', '/rome.html'])
  })

  it('is something else where the page behind is another gallery, a list, or shows nothing new', async () => {
    const pages: Readonly<Record<string, string>> = {
      '/1': `<h1>Lake</h1>${pictures('a', 'b', 'c')}<a href="/2">More photos</a>`,
      '/2': `<h1>Hill</h1>${pictures('d', 'e', 'f')}<a href="/1">More photos</a>`,
      '/3': `<h1>Pier</h1>${pictures('g', 'h', 'i')}<a href="/albums">More photos</a>`,
      '/4': `<h1>Mill</h1>${pictures('j', 'k', 'l')}<a href="/mirror">More photos</a>`,
      '/albums': `<h1>Pier</h1>${[1, 2, 3, 4, 5, 6].map((n) => `<a href="/${n}"><img src="/t/${n}.png" width="90" height="60"> Album ${n}</a>`).join('')}`,
      '/mirror': `<h1>Mill</h1>${pictures('j', 'k', 'l')}`,
    }
    const { origin, visits } = await bench.servePages((path) => pages[path] ?? null)
    const { progress, state } = await bench.until(bench.add(`${origin}/[1-4]`), 'done', 'failed')
    expect(state.kind).toBe('done')
    expect(progress.counts).toMatchObject({ pagesRead: 4, galleries: 4, saved: 12 })
    expect(visits.filter(({ path }) => path === '/albums').length).toBeLessThanOrEqual(1)
  })

  it('asks no more of a host whose links are called so for another reason', async () => {
    const { origin, visits } = await bench.servePages((path) => {
      const [, kind = '', n = ''] = /^\/(a|more)\/(\d+)$/.exec(path) ?? []
      if (kind === 'a') return `<h1>Album ${n}</h1>${pictures(`${n}a`, `${n}b`)}<a href="/more/${n}">More</a>`
      return kind === 'more' ? `<h1>About ${n}</h1>${pictures('me', 'you')}` : null
    })
    const { progress } = await bench.until(bench.add(`${origin}/a/[1-12]`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 12, saved: 24 })
    expect(visits.filter(({ path }) => path.startsWith('/more/')).length).toBeLessThanOrEqual(3)
  })
})

describe('pages of one picture each with titles of their own', () => {
  const strips = ['fog', 'arrival', 'the-pier', 'goodbye']
  const strip = (path: string, more: (at: number) => string) => {
    const at = strips.findIndex((name) => path === `/strips/${name}.html`)
    if (at === -1) return null
    const title = (strips[at] ?? '').toUpperCase()
    return `<title>${title} - Mule and Cart</title><h1>${title}</h1><p><img src="/s/${strips[at]}.png" width="900" height="1300"></p>${more(at)}`
  }

  it('are one gallery in a folder of names', async () => {
    const { origin } = await bench.servePages((path) =>
      strip(path, (at) => `<a href="/strips/${strips[at + 1] ?? '../archive'}.html">Next</a>`),
    )
    const id = bench.add(`${origin}/strips/fog.html`)
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 4 })
  })

  it('are posts of their own where their navigation leads to neighbouring posts', async () => {
    const { origin } = await bench.servePages((path) =>
      strip(
        path,
        (at) =>
          `<nav class="post-navigation"><a rel="next" href="/strips/${strips[at + 1]}.html">${strips[at + 1]}</a></nav>`,
      ),
    )
    const { progress } = await bench.until(bench.add(`${origin}/strips/fog.html`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 1 })
  })
})

describe('the one picture of a page', () => {
  /** A page of one picture which leads to the page behind it, and from the last one back to the list. */
  const viewer = (path: string, title: (n: number) => string) => {
    const n = Number(/^\/view\/(\d)\.html$/.exec(path)?.[1] ?? 0)
    if (n === 0) return null
    return `<title>${title(n)}</title><p><a href="${n < 4 ? `${n + 1}.html` : '/list.html'}"><img src="/i/${n}.png" width="800" height="600"></a></p><p><a href="/list.html">Back to the list</a></p>`
  }

  it.each<[string, (n: number) => string]>([
    ['the title of the album', () => 'Harbour'],
    ['titles that count', (n) => `Harbour ${n}`],
    ['no title', () => ''],
  ])('is followed to the next page along pages with %s', async (_, title) => {
    const { origin } = await bench.servePages((path) => viewer(path, title))
    const { progress } = await bench.until(bench.add(`${origin}/view/1.html`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 4 })
  })

  it.each<[string, string]>([
    ['the list', '/list.html'],
    ['another post', '/view/9.html'],
  ])('that leads to %s is one alone', async (_, target) => {
    const { origin } = await bench.servePages((path) => {
      if (path === '/list.html')
        return `<title>All</title>${[1, 2, 3, 4].map((n) => `<a href="/view/${n}.html"><img src="/t/${n}.png" width="90" height="60"></a>`).join('')}`
      const n = Number(/^\/view\/(\d)\.html$/.exec(path)?.[1] ?? 0)
      return n === 0
        ? null
        : `<h1>${n === 9 ? 'Lake' : 'Harbour'}</h1><p><a href="${target}"><img src="/i/${n}.png" width="800" height="600"></a></p>`
    })
    const { progress } = await bench.until(bench.add(`${origin}/view/1.html`), 'done', 'failed')
    expect(progress.counts).toMatchObject({ galleries: 1, saved: 1 })
  })
})
