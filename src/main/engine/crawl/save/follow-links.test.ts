import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})

afterEach(() => bench.close())

const refresh = (to: string) => `<meta http-equiv="refresh" content="0; url=${to}">`
const failures = () => bench.events.flatMap((event) => (event.kind === 'failed' ? [event.failure.kind] : []))
const run = (address: string) => bench.until(bench.add(address), 'done', 'failed')

describe('a page that is over there', () => {
  it('is followed through several refreshes to its pictures', async () => {
    const { origin } = await bench.servePages((path) =>
      path === '/c' ? '<img src="1.png">' : refresh(path === '/a' ? '/b' : '/c'),
    )
    const task = await run(`${origin}/a`)
    expect(task.state.kind).toBe('done')
    expect(task.progress.counts).toMatchObject({ found: 1, saved: 1, pagesFailed: 0 })
  })

  it.each([
    ['itself in other words', (path: string) => refresh(path === '/a?x' ? '/a' : '/a?x')],
    ['a circle', (path: string) => refresh(`/a?${(Number(path.slice(3)) + 1) % 3}`)],
    ['an address that is none', () => refresh('javascript:1')],
  ])('fails as no-images when it leads to %s', async (_, page) => {
    const { origin } = await bench.servePages(page)
    const task = await run(`${origin}/a`)
    expect(task.progress.counts.pagesFailed).toBe(1)
    expect(failures()).toEqual(['no-images'])
  })

  it('ends after twenty pages that show nothing', async () => {
    const { origin, visits } = await bench.servePages((path) => refresh(`/a?${Number(path.slice(3)) + 1}`))
    await run(`${origin}/a`)
    expect(failures()).toEqual(['too-many-redirects'])
    expect(visits).toHaveLength(21)
  })

  it('is not followed into the private network', async () => {
    const hidden = await bench.servePages(() => '<img src="1.png">')
    const { origin } = await bench.servePages(() => refresh(`${hidden.origin}/`))
    await run(`${origin}/a`)
    expect(failures()).toEqual(['blocked-address'])
    expect(hidden.visits).toEqual([])
  })
})
