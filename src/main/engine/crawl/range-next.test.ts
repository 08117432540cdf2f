import { afterEach, beforeEach, expect, it } from 'vitest'
import { pictures } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

it('leaves pages of a range, and those beyond its ends, to the range', async () => {
  const { origin, visits } = await bench.servePages((path) => {
    const n = Number(/^\/g\/(\d+)\.html$/.exec(path)?.[1] ?? 0)
    return n === 0
      ? null
      : `<h1>Set ${n}</h1>${pictures(`${n}-1`, `${n}-2`)}<a rel="next" href="/g/${n + 1}.html">Next</a>`
  })
  const { progress } = await bench.until(bench.add(`${origin}/g/[2-4].html`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesRead: 3, galleries: 3, saved: 6 })
  expect(
    visits
      .filter(({ path }) => path.startsWith('/g/'))
      .map(({ path }) => path)
      .sort(),
  ).toEqual([2, 3, 4].map((n) => `/g/${n}.html`))
})

it('follows the pages of each gallery of a range', async () => {
  const { origin } = await bench.servePages((path) => {
    const [, n, part = '1'] = /^\/g\/(\d+)(?:_(\d))?\.html$/.exec(path) ?? []
    if (n === undefined) return null
    const next = part === '1' ? `<a href="/g/${n}_2.html">下一页</a>` : ''
    return `<h1>Set ${n}</h1>${pictures(`${n}-${part}-1`, `${n}-${part}-2`)}${next}`
  })
  const { progress } = await bench.until(bench.add(`${origin}/g/[2-4].html`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesRead: 6, galleries: 3, saved: 12 })
})
