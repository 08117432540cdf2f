import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../../../test/site/gallery-site'
import { openTestEngine, readRecord, type TestEngine } from '../../../../../test/test-engine'

let bench: TestEngine
let site: GallerySite
let task: TaskId

beforeEach(async () => {
  bench = await openTestEngine()
  site = await startGallerySite({ pages: 2, images: 3 })
  task = bench.add(`${site.origin}/g/[1-2].html`)
  await bench.until(task, 'done')
})

afterEach(async () => {
  await bench.close()
  await site.close()
})

const folder = () => join(bench.target, 'Gallery 1 [1]')
const file = (num: number) => join(folder(), `00${num} 1-${num}.png`)

async function checked() {
  await bench.engine.commands.startJob({ kind: 'check', galleries: null })
  return new Promise((resolve) => {
    const end = bench.engine.onDelta(look)
    function look(): void {
      const { check } = bench.engine.jobs.current()
      if (check?.state !== 'done') return
      end()
      resolve(check.progress)
    }
    look()
  })
}

describe('a repair', () => {
  it('brings the task of a gallery back that was taken off the list', async () => {
    await bench.engine.commands.removeTasks([task])
    rmSync(file(2))
    const start = await bench.engine.commands.repairFolder({ folder: folder(), changed: false })
    expect(start).toEqual({ taskId: task, queued: 1 })
    await bench.until(task, 'done')
    expect(existsSync(file(2))).toBe(true)
    expect(bench.engine.task(task)?.progress.counts).toMatchObject({ found: 6, saved: 6, failed: 0 })
  })

  it('takes nothing for whole because another file has its size', async () => {
    // Both tasks know the file; the second only by the record of the first.
    const again = bench.add(`${site.origin}/g/1.html`)
    await bench.until(again, 'done')
    const good = readFileSync(file(3))
    writeFileSync(file(3), Buffer.alloc(good.length, '<p>'))
    const { taskId } = await bench.engine.commands.repairFolder({ folder: folder(), changed: false })
    await bench.until(taskId ?? task, 'done')
    expect(readFileSync(file(3))).toEqual(good)
  })

  it('takes a file that the user restored meanwhile, without fetching it', async () => {
    const good = readFileSync(file(1))
    rmSync(file(1))
    site.refuse('/i/1-1.png', 404)
    await bench.engine.commands.repairFolder({ folder: folder(), changed: false })
    await bench.until(task, 'done')
    expect(bench.engine.task(task)?.progress.counts.failed).toBe(1)
    const asked = site.count('/i/1-1.png')
    writeFileSync(file(1), good)
    await bench.engine.commands.retryTasks([task])
    await bench.untilCounts(task, ({ failed, saved }) => failed === 0 && saved === 6)
    expect(site.count('/i/1-1.png')).toBe(asked)
    expect(readRecord(bench.target, 'Gallery 1 [1]')['files']).toHaveLength(3)
  })

  it('writes a new record where the old one was lost, from the rows', async () => {
    rmSync(join(folder(), 'gallery.json'))
    rmSync(file(1))
    expect(await checked()).toMatchObject({ filesDone: 6, whole: 5, bad: { missing: 1 }, gone: [] })
    const { tasks, queued } = await bench.engine.commands.repairChecked({ changed: false })
    expect([tasks, queued]).toEqual([[task], 1])
    await bench.until(task, 'done')
    expect(readRecord(bench.target, 'Gallery 1 [1]')['files']).toHaveLength(3)
    expect(await checked()).toMatchObject({ whole: 6 })
  })

  it('fetches nothing into a folder that is gone', async () => {
    rmSync(folder(), { recursive: true })
    expect(await checked()).toMatchObject({
      filesDone: 3,
      gone: [{ title: 'Gallery 1' }],
      bad: { missing: 0 },
    })
    expect(await bench.engine.commands.repairChecked({ changed: true })).toEqual({ tasks: [], queued: 0 })
    expect(existsSync(folder())).toBe(false)
  })

  it('says why a folder without a record cannot be repaired', async () => {
    const failed = bench.engine.commands.repairFolder({ folder: bench.target, changed: false })
    await expect(failed).rejects.toMatchObject({ failure: { kind: 'invalid-input' } })
  })
})
