import { afterEach, beforeEach, expect, it } from 'vitest'
import { albumPage, albumSite } from '../../../../test/site/album-site'
import type { Content, SiteShape } from '../../../../test/site/site.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

function drawing(n: number): string {
  const paths = Array.from({ length: 40 }, (_, at) => `<path d="M${n} ${at * 7}H640"/>`).join('')
  return `<?xml version="1.0"?>\n<!-- Drawn by hand -->\n<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${paths}</svg>\n`
}

const shown = [1, 2, 3].map(
  (n) => `<p><a href="/art/${n}.svg"><img src="/art/${n}.svg" width="400" height="300"></a></p>`,
)
const icon = '<a href="/cart"><img src="/ui/cart.svg" width="24" height="24"></a>'

/** A page of three drawings; `body` is what answers for one of them. */
function clipArt(body: (n: number) => string): SiteShape {
  const page = albumPage('Clip art', `${icon}<div class="gallery">${shown.join('')}</div>`)
  const { content } = albumSite((path) => (path === '/clips' ? page : null))
  const svg = (text: string): Content => ({ type: 'image/svg+xml', body: Buffer.from(text) })
  return {
    content: (path) => {
      const n = Number(/^\/art\/(\d)\.svg$/.exec(path)?.[1] ?? 0)
      if (path === '/ui/cart.svg') return svg(drawing(9))
      return n === 0 ? content(path) : svg(body(n))
    },
  }
}

it('saves the drawings of a page under their names, and no icon', async () => {
  const site = await bench.serveSite(clipArt(drawing))
  const { state, progress } = await bench.until(bench.add(`${site.origin}/clips`), 'done', 'failed')
  expect(state.kind).toBe('done')
  expect(progress.counts).toMatchObject({ found: 3, saved: 3, failed: 0 })
  const saved = bench.files().filter((file) => file.endsWith('.svg'))
  expect(saved).toHaveLength(3)
  expect(saved.every((file) => !file.includes('cart'))).toBe(true)
  const [folder = ''] = saved[0]?.split('/') ?? []
  expect(readRecord(bench.target, folder)['files']).toHaveLength(3)
})

it('saves a drawing that its address names', async () => {
  const site = await bench.serveSite(clipArt(drawing))
  const { state, progress } = await bench.until(bench.add(`${site.origin}/art/2.svg`), 'done', 'failed')
  expect([state.kind, progress.counts.saved]).toEqual(['done', 1])
})

it('keeps nothing of a drawing that was cut', async () => {
  const cut = (n: number) => (n === 2 ? drawing(n).slice(0, -200) : drawing(n))
  const site = await bench.serveSite(clipArt(cut))
  const { progress } = await bench.until(bench.add(`${site.origin}/clips`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ found: 3, saved: 2, failed: 1 })
  expect(bench.files().filter((file) => file.endsWith('.svg'))).toHaveLength(2)
})

it('takes a page for a page although it begins with a drawing', async () => {
  const html = `<svg width="640" height="480"><path d="M0"/></svg><div>${shown.join('')}</div>`
  const shape = clipArt(drawing)
  const site = await bench.serveSite({
    content: (path) =>
      path === '/clips' ? { type: 'text/html', body: Buffer.from(html) } : shape.content(path),
  })
  const { progress } = await bench.until(bench.add(`${site.origin}/clips`), 'done', 'failed')
  expect(progress.counts).toMatchObject({ found: 3, saved: 3 })
})
