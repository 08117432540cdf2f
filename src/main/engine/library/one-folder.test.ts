import { existsSync, mkdirSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GallerySite } from '../../../../test/site/gallery-site'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

// One folder on disk is one folder, whichever way its tasks name it.

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
  site = await bench.serve({ pages: 2, images: 3, imageBytes: 30_000 })
})
afterEach(() => bench.close())

const link = () => join(bench.data, 'link')
const ways = [
  {
    way: 'a folder template',
    first: () => ({ options: { folderTemplate: 'sub/{title}' } }),
    second: () => ({ folder: join(bench.target, 'sub'), options: { folderTemplate: '{title}' } }),
  },
  {
    way: 'a symbolic link',
    first: () => ({ options: { folderTemplate: 'sub/{title}' } }),
    second: () => {
      if (!existsSync(link())) symlinkSync(bench.target, link(), 'junction')
      return { folder: link(), options: { folderTemplate: 'sub/{title}' } }
    },
  },
]
const pictures = () => bench.files().filter((file) => file.endsWith('.png'))

describe.each(ways)('a folder that two tasks reach, one by way of $way', ({ first, second }) => {
  it.each([0, 1])('keeps what the other task has when the files of task %i are deleted', async (deleted) => {
    const saved = bench.add(site.page('1'), first())
    await bench.until(saved, 'done')
    const skipped = bench.add(site.page('1'), second())
    const { progress } = await bench.until(skipped, 'done')
    expect(progress.counts).toMatchObject({ saved: 0, skipped: 3 })
    const id = deleted === 0 ? saved : skipped
    const answer = await bench.engine.commands.cancelTasks({ ids: [id], deleteFiles: true })
    expect(answer).toMatchObject({ deleted: 0, trashed: 0 })
    expect(pictures()).toHaveLength(3)
  })

  it('gets each image once from two tasks at a time, and a record of all', async () => {
    mkdirSync(join(bench.target, 'sub'))
    const release = site.hold('/i/1-1.png')
    const ids = [bench.add(site.page('1'), first()), bench.add(site.page('1'), second())] as const
    await site.asked('/i/1-1.png')
    for (const id of ids) await bench.untilCounts(id, ({ found }) => found === 3)
    release()
    for (const id of ids) await bench.until(id, 'done')
    expect(pictures()).toHaveLength(3)
    expect(['1-1', '1-2', '1-3'].map((name) => site.count(`/i/${name}.png`))).toEqual([1, 1, 1])
    expect(readRecord(join(bench.target, 'sub'), 'Gallery 1')['files']).toHaveLength(3)
  })
})

it('a folder whose root becomes a link to another one keeps what the other task has', async () => {
  const old = join(bench.data, 'old')
  const first = bench.add(site.page('1'), { folder: old })
  await bench.until(first, 'done')
  const moved = join(bench.data, 'moved')
  renameSync(old, moved)
  symlinkSync(moved, old, 'junction')
  const second = bench.add(site.page('1'), { folder: moved })
  await bench.until(second, 'done')
  expect(bench.engine.task(second)?.progress.counts).toMatchObject({ skipped: 3 })
  await bench.engine.commands.cancelTasks({ ids: [first], deleteFiles: true })
  expect(existsSync(join(moved, 'Gallery 1 [1]', '001 1-1.png'))).toBe(true)
})
