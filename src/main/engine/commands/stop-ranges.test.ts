import { afterEach, beforeEach, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf, shownInFull } from '../../../../test/site/album-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

/** A range of 150 pages, of which only the first two and the last exist. */
async function addRange() {
  const site = await bench.serveSite(
    albumSite((path) => {
      const page = Number(/^\/g\/(\d+)$/.exec(path)?.[1] ?? 0)
      return [1, 2, 150].includes(page)
        ? albumPage(`Gallery ${page}`, shownInFull([1, 2, 3].map((n) => `${page}-${n}`)))
        : null
    }),
  )
  return { site, id: bench.add(`${site.origin}/g/[1-150]`) }
}

/** Stops the range in the turn in which its missing pages are reported. */
function stopWhenAsked(): void {
  bench.engine.onEvent((event) => {
    if (event.kind === 'many-missing') void bench.engine.commands.stopRanges([event.taskId])
  })
}

it('ends a task at its missing pages: what was found is there, the rest of the range counts as limited', async () => {
  const { site, id } = await addRange()
  stopWhenAsked()
  const { progress, state } = await bench.until(id, 'done', 'failed')
  const { pagesKnown, pagesRead, pagesFailed, galleries, saved } = progress.counts
  expect(state.kind).toBe('done')
  expect({ pagesRead, galleries, saved }).toEqual({ pagesRead: 2, galleries: 2, saved: 6 })
  expect(pagesFailed).toBeGreaterThanOrEqual(25)
  expect(pagesFailed).toBeLessThan(100)
  expect(pagesKnown).toBe(pagesRead + pagesFailed)
  expect(shortfallsOf(progress.counts)).toEqual({ limited: 150 - pagesRead - pagesFailed })
  expect(site.visits.filter(({ path }) => path === '/g/150')).toEqual([])
})

it('stays where it was stopped after a restart, also when it is retried', async () => {
  const { id } = await addRange()
  stopWhenAsked()
  const { progress } = await bench.until(id, 'done', 'failed')
  await bench.restart()
  await bench.engine.commands.retryTasks([id])
  const retried = await bench.until(id, 'done', 'failed')
  expect(retried.progress.counts).toEqual(progress.counts)
})

it('continues with the rest of the range, and is not limited any more', async () => {
  const { id } = await addRange()
  stopWhenAsked()
  await bench.until(id, 'done', 'failed')
  await bench.restart()
  await bench.engine.commands.continueTasks([id])
  const { request, progress } = await bench.until(id, 'done', 'failed')
  expect(progress.counts).toMatchObject({ pagesKnown: 150, pagesRead: 3, pagesFailed: 147, saved: 9 })
  expect(shortfallsOf(progress.counts)).toEqual({})
  expect(request.options.allPages).toBeUndefined()
})

it('stops a paused task behind its last page that was read', async () => {
  const { id } = await addRange()
  const asked = new Promise<void>((resolve) =>
    bench.engine.onEvent(({ kind }) => kind === 'many-missing' && resolve()),
  )
  await asked
  await bench.engine.commands.pauseTasks([id])
  await bench.engine.commands.stopRanges([id])
  await bench.engine.commands.resumeTasks([id])
  const { pagesKnown, pagesRead, pagesFailed, shortfalls } = (await bench.until(id, 'done')).progress.counts
  expect(pagesKnown).toBe(pagesRead + pagesFailed)
  expect(shortfalls).toEqual({ limited: 150 - pagesRead - pagesFailed })
})

it('refuses a task that has ended', async () => {
  const { id } = await addRange()
  stopWhenAsked()
  await bench.until(id, 'done', 'failed')
  expect(() => bench.engine.commands.stopRanges([id])).toThrow(
    'cannot be stopped before the end of its range',
  )
})
