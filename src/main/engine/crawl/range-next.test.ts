import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const pictures = (name: string) =>
  `<h1>${name}</h1>${[1, 2].map((n) => `<p><img src="/i/${name}-${n}.png" width="800" height="600"></p>`).join('')}`

it('leaves pages of a range, and those beyond its ends, to the range', async () => {
  const { origin, visits } = await bench.servePages((path) => {
    const n = Number(/^\/g\/(\d+)\.html$/.exec(path)?.[1] ?? 0)
    return n === 0 ? null : `${pictures(`Set ${n}`)}<a rel="next" href="/g/${n + 1}.html">Next</a>`
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
    return `<h1>Set ${n}</h1>${[1, 2].map((k) => `<p><img src="/i/${n}-${part}-${k}.png" width="800" height="600"></p>`).join('')}${next}`
  })
  const { progress } = await bench.until(bench.add(`${origin}/g/[2-4].html`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesRead: 6, galleries: 3, saved: 12 })
})
