import { afterEach, beforeEach, expect, it } from 'vitest'
import { albumPage, shortfallsOf } from '../../../../../test/site/album-site'
import { writePng } from '../../../../../test/site/png.mjs'
import type { Site } from '../../../../../test/site/site.mjs'
import { openTestEngine, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine
let now = 0
let site: Site
let isGone = false
/** How the files of small and of large versions end before their extension. */
let small = ''
let large = ''

const day = 24 * 3600 * 1000

function picture(seed: number, width: number, height: number): Buffer {
  const rows = Buffer.alloc((width + 1) * height, seed % 256)
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0
  return writePng({ width, height, colourType: 0, rows, level: 6 })
}

/** Pages that show pictures in a small version alone; the large one has the same name without its size. */
beforeEach(async () => {
  now = 1_800_000_000_000
  isGone = false
  small = '-300x200'
  large = ''
  bench = await openTestEngine({ now: () => now })
  site = await bench.serveSite({
    content(path) {
      const page = /^\/g\/(\d+)$/.exec(path)?.[1]
      if (page !== undefined) {
        const images = [1, 2, 3, 4].map((n) => `<p><img src="/i/${page}${n}${small}.png"></p>`).join('')
        return { type: 'text/html', body: Buffer.from(albumPage(`Set ${page}`, images)) }
      }
      const [, name, suffix = ''] = /^\/i\/(\d+)(-300x200|_[so])?\.png$/.exec(path) ?? []
      if (name === undefined || (suffix !== small && suffix !== large)) return null
      const body = suffix === small ? picture(Number(name), 300, 200) : picture(Number(name), 900, 600)
      return { type: 'image/png', body }
    },
    fault: ({ path }) =>
      isGone && /^\/i\/\d+(?:_o)?\.png$/.test(path) ? { kind: 'status', status: 404 } : null,
  })
})
afterEach(() => bench.close())

const isProbe = ({ headers }: Site['visits'][number]) => headers.range?.startsWith('bytes=0-') === true

/** Runs a task; gives how many first bytes it asked for, and what it lacks. */
async function run(pages: string) {
  const before = site.visits.length
  const { progress } = await bench.until(bench.add(`${site.origin}/g/${pages}`), 'done', 'failed')
  const probes = site.visits.slice(before).filter(isProbe).length
  return { probes, saved: progress.counts.saved, shortfalls: shortfallsOf(progress.counts) }
}

it('a rule for larger versions that was right three times is applied without asking, in later tasks too', async () => {
  const first = await run('[1-3]')
  expect(first).toEqual({ probes: expect.any(Number) as number, saved: 12, shortfalls: {} })
  expect(first.probes).toBeGreaterThan(0)
  expect(first.probes).toBeLessThanOrEqual(8)
  expect(await run('4')).toEqual({ probes: 0, saved: 4, shortfalls: {} })
  await bench.restart()
  expect(await run('5')).toEqual({ probes: 0, saved: 4, shortfalls: {} })
  expect(site.visits.filter(({ path, headers }) => path.includes('-300x200') && !headers.range)).toEqual([])
})

it('a rule of several guesses is the site’s after three right answers too', async () => {
  small = '_s'
  large = '_o'
  const first = await run('1')
  expect(first).toMatchObject({ saved: 4, shortfalls: {} })
  expect(first.probes).toBeGreaterThan(0)
  const before = site.visits.length
  // No address says a size: what came is compared with what the page shows
  expect(await run('2')).toEqual({ probes: 4, saved: 4, shortfalls: {} })
  const asked = site.visits.slice(before).filter(isProbe)
  expect(asked.every(({ path }) => path.includes('_s.'))).toBe(true)
})

it.each([
  ['30 days', () => (now += 30 * day + 1)],
  ['the site is forgotten', () => bench.engine.commands.forgetSites({ host: '127.0.0.1' })],
  ['every site is forgotten', () => bench.engine.commands.forgetSites({ host: null })],
] as const)('a rule is asked for again after %s', async (_, forget) => {
  await run('1')
  expect((await run('2')).probes).toBe(0)
  await forget()
  expect((await run('3')).probes).toBeGreaterThan(0)
})

it('a rule is dropped when one larger version is not there', async () => {
  await run('1')
  isGone = true
  expect(await run('2')).toEqual({ probes: 0, saved: 4, shortfalls: { smaller: 4 } })
  isGone = false
  expect((await run('3')).probes).toBeGreaterThan(0)
})
