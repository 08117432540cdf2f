import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { emptyCounts } from '@shared/model/task'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, expect, it, vi } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'
import { openTestLedger } from '../../../../test/test-storage'
import { openStorage } from '../storage/storage'

let site: GallerySite
let bench: TestEngine

afterEach(async () => {
  await bench.close()
  await site.close()
})

const dayMs = 24 * 3600_000

it.each([
  ['forward', dayMs],
  ['back', -dayMs],
])('a clock that is put a day %s ends no wait before its time and makes none longer', async (_, jumpMs) => {
  let jumped = 0
  site = await startGallerySite({ pages: 1, images: 3 })
  bench = await openTestEngine({ now: () => Date.now() + jumped })
  site.refuse('/i/1-2.png', 503, 1, { 'retry-after': '1' })
  const id = bench.add(`${site.origin}/g/1.html`)
  await bench.untilCounts(id, ({ found }) => found === 3)
  await new Promise<void>((resolve) => {
    const end = bench.engine.onEvent((event) => {
      if (event.kind !== 'waiting' || event.until === null) return
      end()
      resolve()
    })
  })
  const heldAt = performance.now()
  jumped = jumpMs
  await bench.until(id, 'done', 'paused', 'failed')
  expect(bench.engine.task(id)).toMatchObject({ state: { kind: 'done' }, progress: { counts: { saved: 3 } } })
  expect(site.count('/i/1-2.png')).toBe(2)
  expect(performance.now() - heldAt).toBeGreaterThan(900)
})

it('a clock that is put back does not keep the counts of a task from the disk', async () => {
  site = await startGallerySite({ pages: 1, images: 1 })
  bench = await openTestEngine()
  const storage = openStorage(join(bench.data, 'other.db'))
  let wall = dayMs
  let passed = 0
  const ledger = openTestLedger(storage, { now: () => wall, monotonic: () => passed })
  const request = {
    address: RangeAddress.parse(site.origin),
    recipe: null,
    folder: bench.target,
    options: {},
    startLater: true,
  }
  const { id } = ledger.add(request, { kind: 'paused', cause: { kind: 'person' } })
  ledger.setCounts(id, { ...emptyCounts, saved: 1 })
  wall = 0
  passed = 5000
  ledger.setCounts(id, { ...emptyCounts, saved: 2 })
  expect(storage.tasks.list()[0]?.counts.saved).toBe(2)
  storage.close()
  rmSync(join(bench.data, 'other.db'))
})

it('a computer that has slept begins no request on a connection from before, and what runs continues', async () => {
  site = await startGallerySite({ pages: 1, images: 6, imageBytes: 200_000 })
  bench = await openTestEngine()
  const release = site.hold('/i/1-6.png')
  const id = bench.add(`${site.origin}/g/1.html`)
  await bench.untilCounts(id, ({ saved }) => saved === 5)
  await site.asked('/i/1-6.png')
  expect(site.sockets).toBeGreaterThan(1)
  bench.engine.hasSlept()
  await vi.waitFor(() => expect(site.sockets).toBe(1), { timeout: 15_000 })
  release()
  expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 6, failed: 0 })
  expect(site.count('/i/1-6.png')).toBe(1)
})
