import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

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
])('a picture that leads to the next page is followed along pages with %s', async (_, title) => {
  const { origin } = await bench.servePages((path) => viewer(path, title))
  const { progress } = await bench.until(bench.add(`${origin}/view/1.html`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ galleries: 1, saved: 4 })
})

it.each<[string, string]>([
  ['the list', '/list.html'],
  ['another post', '/view/9.html'],
])('a picture that leads to %s is one alone', async (_, target) => {
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
