import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nothingDeleted } from '@shared/model/library/deleted-files'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite } from '../../../../test/site/gallery-site'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

describe('pause and resume', () => {
  it('close every socket of the task and fetch nothing again that is finished', async () => {
    site = await bench.serve({ pages: 2, images: 4 })
    const release = site.hold('/i/1-3.png')
    const id = bench.add(site.page('[1-2]'))
    await site.asked('/i/1-3.png')
    await bench.untilCounts(id, ({ pagesRead }) => pagesRead === 2)
    await bench.engine.commands.pauseTasks([id])
    await site.quiet()
    expect(bench.engine.task(id)?.state.kind).toBe('paused')
    const finished = bench.files().filter((file) => file.endsWith('.png'))
    const written = finished.map((file) => statSync(join(bench.target, file)).mtimeMs)
    release()
    await bench.engine.commands.resumeTasks([id])
    const { progress } = await bench.until(id, 'done')
    expect(progress.counts).toMatchObject({ saved: 8, failed: 0, pagesRead: 2 })
    expect(finished.map((file) => statSync(join(bench.target, file)).mtimeMs)).toEqual(written)
    for (const page of ['/g/1.html', '/g/2.html']) expect(site.count(page)).toBe(1)
    expect(bench.files().filter((file) => file.endsWith('.part'))).toEqual([])
  })

  it('continue a partial file where it was cut, also in another run of the program', async () => {
    site = await bench.serve({ pages: 1, images: 1, imageBytes: 2_000_000 })
    const release = site.hold('/i/1-1.png')
    const id = bench.add(site.page('1'))
    // Half of the picture lies beside its final name.
    await bench.untilReceived(id, 500_001)
    await bench.restart()
    expect(bench.engine.task(id)?.state).toEqual({ kind: 'paused', cause: { kind: 'quit' } })
    const [part] = bench.files().filter((file) => file.endsWith('.part'))
    expect(statSync(join(bench.target, part as string)).size).toBeGreaterThan(500_000)
    release()
    await bench.engine.commands.resumeTasks([id])
    const { progress } = await bench.until(id, 'done')
    expect(progress.counts.saved).toBe(1)
    const saved = readFileSync(join(bench.target, 'Gallery 1 [1]', '001 1-1.png'))
    expect(saved.equals(makePng('/i/1-1.png', 2_000_000))).toBe(true)
    expect(site.count('/g/1.html')).toBe(1)
  })

  it('can follow each other at once', async () => {
    site = await bench.serve({ pages: 2, images: 3 })
    const release = site.hold('/i/1-1.png')
    const id = bench.add(site.page('[1-2]'))
    await site.asked('/i/1-1.png')
    const pausing = bench.engine.commands.pauseTasks([id])
    await pausing
    await bench.engine.commands.resumeTasks([id])
    await bench.engine.commands.pauseTasks([id])
    await bench.engine.commands.resumeTasks([id])
    release()
    expect((await bench.until(id, 'done')).progress.counts.saved).toBe(6)
  })
})

describe('cancel', () => {
  it('leaves no partial file and keeps the finished ones', async () => {
    site = await bench.serve({ pages: 1, images: 3, imageBytes: 600_000 })
    site.hold('/i/1-2.png')
    site.hold('/i/1-3.png')
    const id = bench.add(site.page('1'))
    await new Promise<void>((resolve) => {
      const end = bench.engine.onEvent((event) => {
        if (event.kind !== 'saved') return
        end()
        resolve()
      })
    })
    await site.asked('/i/1-3.png')
    await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: false })
    expect(bench.engine.task(id)?.state.kind).toBe('cancelled')
    await site.quiet()
    expect(bench.files()).toEqual(['Gallery 1 [1]/001 1-1.png'])
  })

  it('deletes the finished files when asked to, and nothing that is not its own', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    const id = bench.add(site.page('1'), { startLater: true })
    const folder = join(bench.target, 'Gallery 1 [1]')
    await bench.engine.commands.resumeTasks([id])
    await bench.until(id, 'done')
    writeFileSync(join(folder, 'my notes.txt'), 'mine')
    await bench.engine.commands.retryTasks([id])
    await bench.until(id, 'done')
    const other = bench.add(site.page('1'), { startLater: true })
    await bench.engine.commands.cancelTasks({ ids: [other], deleteFiles: true })
    expect(bench.files()).toContain('Gallery 1 [1]/001 1-1.png')
    expect(bench.files()).toContain('Gallery 1 [1]/my notes.txt')
  })

  it('leaves a task that has ended, with its files, when only those that have not are meant', async () => {
    site = await bench.serve({ pages: 2, images: 1 })
    const done = bench.add(site.page('1'))
    await bench.until(done, 'done')
    const files = bench.files()
    const cancel = (ids: readonly TaskId[]) =>
      bench.engine.commands.cancelTasks({ ids: [...ids], deleteFiles: true, leaveEnded: true })
    expect(await cancel([done])).toEqual({ ...nothingDeleted, ended: [done] })
    const open = bench.add(site.page('2'), { startLater: true })
    expect(await cancel([done, open])).toMatchObject({ ended: [done] })
    expect(bench.engine.task(done)?.state.kind).toBe('done')
    expect(bench.engine.task(open)?.state.kind).toBe('cancelled')
    expect(bench.files()).toEqual(files)
  })

  it('of a paused task removes its partial files too', async () => {
    site = await bench.serve({ pages: 1, images: 1, imageBytes: 600_000 })
    site.hold('/i/1-1.png')
    const id = bench.add(site.page('1'))
    await bench.untilReceived(id, 0)
    await bench.engine.commands.pauseTasks([id])
    expect(bench.files()).toEqual([
      expect.stringMatching(/^Gallery 1 \[1\]\/001 1-1\.png\.[a-z0-9]{5}-\d+\.part$/),
    ])
    await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
    expect(bench.files()).toEqual([])
    expect(existsSync(join(bench.target, 'Gallery 1 [1]'))).toBe(false)
  })
})
