import { afterEach, beforeEach, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf, shownInFull } from '../../../../test/site/album-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'
import { openStorage } from '../storage/storage'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

it('a limited task reads the pages that were held back, and is not limited any more', async () => {
  const site = await bench.serveSite(
    albumSite((path) => albumPage(`Page ${path}`, shownInFull([`${path.slice(1)}-1`, `${path.slice(1)}-2`]))),
  )
  const id = bench.add(`${site.origin}/1`)
  await bench.until(id, 'done')
  await bench.restart(async () => {
    const storage = openStorage(bench.ports.files.database)
    for (const name of ['2', '3']) {
      const page = {
        address: `${site.origin}/${name}`,
        via: 'index',
        position: 0,
        galleryId: null,
        depth: 1,
      } as const
      storage.pages.queue.hold(id, page, 1)
    }
    storage.tasks.progress.addShortfall(id, 'limited', 3)
    storage.tasks.progress.saveCounts(id, storage.tasks.progress.recount(id, 1))
    await storage.durable()
    storage.close()
  })
  expect(bench.engine.task(id)?.progress.counts).toMatchObject({
    pagesKnown: 1,
    saved: 2,
    shortfalls: { limited: 3 },
  })
  await bench.engine.commands.continueTasks([id])
  const { request, progress } = await bench.until(id, 'done', 'failed')
  expect(request.options.allPages).toBe(true)
  expect(progress.counts).toMatchObject({ pagesKnown: 3, pagesRead: 3, galleries: 3, saved: 6 })
  // one of them was a limit of another kind
  expect(shortfallsOf(progress.counts)).toEqual({ limited: 1 })
})
