import type { ImageId, TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GallerySite } from '../../../../test/site/gallery-site'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
let site: GallerySite

/** How far the wall clock of the engine is ahead of the real one, and how often it was read. */
const clock = { ahead: 0, reads: 0 }

beforeEach(async () => {
  clock.ahead = 0
  bench = await openTestEngine({
    overrides: { autoResume: true, lookEveryMs: 5 },
    now: () => {
      clock.reads++
      return Date.now() + clock.ahead
    },
  })
})

afterEach(() => bench.close())

const commands = () => bench.engine.commands
const groups = (id: TaskId) => commands().groupProblems(id)
const countsOf = (id: TaskId) => bench.engine.task(id)?.progress.counts
const stateOf = (id: TaskId) => bench.engine.task(id)?.state.kind

describe('a retry with the page as Referer', () => {
  it('brings images that hotlink protection refused, whatever Referer the options name', async () => {
    site = await bench.serve({ pages: 1, images: 3 })
    for (const num of [1, 2, 3]) site.protect(`/i/1-${num}.png`, site.page('1'))
    const id = bench.add(site.page('1'), { options: { referer: 'https://elsewhere.example/' } })
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ failed: 3, saved: 0 })
    await commands().retryProblems({ taskId: id, group: { kind: 'forbidden' } })
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ failed: 3, saved: 0 })
    await commands().retryProblems({ taskId: id, group: { kind: 'forbidden' }, referer: 'page' })
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ failed: 0, saved: 3 })
    expect(site.referers('/i/1-1.png').at(-1)).toBe(site.page('1'))
  })

  it('names the root of the site for an image that was typed itself', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.protect('/i/1-1.png', `${site.origin}/`)
    const id = bench.add(`${site.origin}/i/1-1.png`)
    await bench.until(id, 'failed')
    await commands().retryProblems({ taskId: id, referer: 'page' })
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({ saved: 1, failed: 0 })
  })

  it('names the root of the site for a range of images of which none could be read', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    for (const num of [1, 2, 3]) site.protect(`/i/1-${num}.png`, `${site.origin}/`)
    const id = bench.add(`${site.origin}/i/1-[1-3].png`)
    await bench.until(id, 'failed')
    await commands().retryProblems({ taskId: id, referer: 'page' })
    expect((await bench.until(id, 'done', 'failed')).progress.counts).toMatchObject({
      saved: 3,
      pagesFailed: 0,
    })
  })

  it('is remembered when the program ends before the images were asked for', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    for (const num of [1, 2]) site.protect(`/i/1-${num}.png`, site.page('1'))
    const id = bench.add(site.page('1'), { options: { referer: 'https://elsewhere.example/' } })
    await bench.until(id, 'done')
    const release = site.hold('/i/1-1.png')
    await commands().retryProblems({ taskId: id, referer: 'page' })
    await bench.untilCounts(id, ({ saved }) => saved === 1)
    await bench.restart()
    release()
    await commands().resumeTasks([id])
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 2, failed: 0 })
  })
})

describe('a retry', () => {
  it('asks for one cause alone and says how many came and how many failed again', async () => {
    site = await bench.serve({ pages: 1, images: 4 })
    // A refused picture is asked for once with a Referer and once without
    site.refuse('/i/1-1.png', 403, 2)
    site.refuse('/i/1-2.png', 403)
    site.refuse('/i/1-3.png', 404)
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    const before = site.log.length
    const { count, retry } = await commands().retryProblems({
      taskId: id,
      group: { kind: 'forbidden', status: 403 },
    })
    expect(count).toBe(2)
    await bench.until(id, 'done')
    // The page is read again for the image that is still refused: its address might have expired
    expect(site.log.slice(before).sort()).toEqual(['/g/1.html', '/i/1-1.png', '/i/1-2.png', '/i/1-2.png'])
    expect(commands().retryOutcome({ taskId: id, retry })).toEqual({
      saved: 1,
      failed: 1,
      waiting: 0,
      ended: true,
    })
    expect(await groups(id)).toEqual([
      expect.objectContaining({ kind: 'forbidden', images: 1, failedAgain: 1 }),
      expect.objectContaining({ kind: 'not-found', images: 1, failedAgain: 0 }),
    ])
  })

  it('that comes while the last record of the task is written is not lost', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-1.png', 404, 1)
    let asked = 0
    const off = bench.engine.onDelta((delta) => {
      if (delta.kind !== 'progress' || delta.progress.counts.galleriesDone !== 1 || asked > 0) return
      asked += 1
      void commands().retryProblems({ taskId: delta.id })
    })
    const id = bench.add(site.page('1'))
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 2, failed: 0 })
    off()
    expect(asked).toBe(1)
  })

  it('distinguishes problems of one site from those of another', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-1.png', 403)
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    const elsewhere = { kind: 'forbidden', host: 'elsewhere.example' } as const
    expect((await commands().retryProblems({ taskId: id, group: elsewhere })).count).toBe(0)
    expect(stateOf(id)).toBe('done')
  })

  it('asks a site at once that asked for a longer pause than is waited', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/i/1-1.png', 429, 1, { 'retry-after': '3600' })
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    const [group] = await groups(id)
    expect(group).toMatchObject({ kind: 'rate-limited', images: 1 })
    expect(group?.until).toBeGreaterThan(Date.now() + 3_500_000)
    await commands().retryProblems({ taskId: id })
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 1, failed: 0 })
  })
})

describe('problems that wait for a site', () => {
  it('are requested again automatically when the rate limit ends, and not before', async () => {
    site = await bench.serve({ pages: 1, images: 3 })
    site.refuse('/i/1-1.png', 429, 1, { 'retry-after': '3600' })
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    const [group] = await groups(id)
    const until = await commands().waitForProblems({ taskId: id, group: { kind: 'rate-limited' } })
    expect(until).toBe(group?.until)
    const waiting = { kind: 'paused', cause: { kind: 'wait', until } }
    expect(bench.engine.task(id)?.state).toEqual(waiting)
    clock.ahead = 3_590_000
    await looks(3)
    expect(bench.engine.task(id)?.state).toEqual(waiting)
    clock.ahead = 3_600_001
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 3, failed: 0 })
  })

  it('are requested at once if the user resumes the task earlier', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/i/1-1.png', 429, 1, { 'retry-after': '3600' })
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    await commands().waitForProblems({ taskId: id })
    await bench.restart()
    expect(bench.engine.task(id)?.state).toMatchObject({ kind: 'paused', cause: { kind: 'wait' } })
    await commands().resumeTasks([id])
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 1, failed: 0 })
  })

  it('are resumed although this very program was asked to leave the site alone', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/i/1-1.png', 429, 1, { 'retry-after': '3600' })
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    await commands().waitForProblems({ taskId: id })
    await commands().resumeTasks([id])
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 1, failed: 0 })
  })

  it('are asked for at once if their time has come already', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    site.refuse('/i/1-1.png', 403, 2)
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    expect(await commands().waitForProblems({ taskId: id })).toBeNull()
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 1 })
  })
})

describe('ignored problems', () => {
  it('are no longer problems: the task is done, also after a restart', async () => {
    site = await bench.serve({ pages: 3, images: 2 })
    site.refuse('/g/2.html', 404)
    site.refuse('/i/3-1.png', 403)
    const id = bench.add(site.page('[1-3]'))
    await bench.until(id, 'done')
    const { images, pages } = await commands().ignoreProblems({ taskId: id })
    expect([images.length, pages.length]).toEqual([1, 1])
    const counts = { pagesKnown: 2, pagesRead: 2, pagesFailed: 0, found: 3, saved: 3, failed: 0 }
    expect(countsOf(id)).toMatchObject(counts)
    expect(await groups(id)).toEqual([])
    await bench.restart()
    expect(countsOf(id)).toMatchObject(counts)
    const { total } = await commands().listImages({ taskId: id, sort: 'position', ...all })
    expect(total).toBe(3)
  })

  it('are listed as skipped, from where they can be asked for again', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-1.png', 403, 2)
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    await commands().ignoreProblems({ taskId: id, group: { kind: 'forbidden' } })
    const { rows } = await commands().listSkipped({ taskId: id, reason: 'dismissed', offset: 0, limit: 10 })
    expect(rows).toEqual([
      {
        address: `${site.origin}/i/1-1.png`,
        reason: 'dismissed',
        imageId: expect.any(Number),
        pageId: null,
      },
    ])
    await commands().retryProblems({ taskId: id, images: [rows[0]?.imageId as ImageId] })
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ found: 2, saved: 2, failed: 0 })
  })

  it('are restored as they were', async () => {
    site = await bench.serve({ pages: 2, images: 2 })
    site.refuse('/i/1-1.png', 403)
    site.refuse('/g/2.html', 410)
    const id = bench.add(site.page('[1-2]'))
    const { progress } = await bench.until(id, 'done')
    const before = await groups(id)
    await commands().ignoreProblems({ taskId: id })
    expect(await commands().restoreProblems({ taskId: id })).toBe(2)
    expect(countsOf(id)).toEqual(progress.counts)
    expect(await groups(id)).toEqual(before)
  })

  it('are not asked for by a retry of everything', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    site.refuse('/i/1-1.png', 403)
    site.refuse('/i/1-2.png', 404)
    const id = bench.add(site.page('1'))
    await bench.until(id, 'done')
    await commands().ignoreProblems({ taskId: id, group: { kind: 'forbidden' } })
    const asked = site.count('/i/1-1.png')
    await commands().retryTasks([id])
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ found: 1, failed: 1 })
    expect(site.count('/i/1-1.png')).toBe(asked)
  })

  it('make a failed task a finished one, and a failed one again when they come back', async () => {
    site = await bench.serve({ pages: 1, images: 1 })
    const id = bench.add(`${site.origin}/nowhere`)
    await bench.until(id, 'failed')
    await commands().ignoreProblems({ taskId: id })
    expect(stateOf(id)).toBe('done')
    await commands().restoreProblems({ taskId: id })
    expect(bench.engine.task(id)?.state).toMatchObject({ kind: 'failed', failure: { kind: 'not-found' } })
  })

  it('stay skipped while the rest of a running task continues', async () => {
    site = await bench.serve({ pages: 1, images: 3 })
    site.refuse('/i/1-1.png', 403)
    const release = site.hold('/i/1-3.png')
    const id = bench.add(site.page('1'))
    await bench.untilCounts(id, ({ saved, failed }) => saved === 1 && failed === 1)
    await commands().ignoreProblems({ taskId: id })
    release()
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({
      found: 2,
      saved: 2,
      failed: 0,
      galleriesDone: 1,
    })
  })
})

/** Resolves when the engine has looked at the clock so often. */
async function looks(times: number): Promise<void> {
  const wanted = clock.reads + times
  while (clock.reads < wanted) await new Promise((resolve) => setTimeout(resolve, 1))
}

const all = { offset: 0, limit: 100, descending: false } as const
