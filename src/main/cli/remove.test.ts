import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GallerySite } from '../../../test/site/gallery-site'
import { openTestCli, type TestCli } from '../../../test/test-cli'

let bench: TestCli
let site: GallerySite

beforeEach(async () => {
  bench = openTestCli()
  site = await bench.serve({ pages: 3, images: 2 })
})
afterEach(() => bench.close())

const listed = async () =>
  (await bench.run('list', '--json'))
    .events()
    .filter(({ event }) => event === 'task')
    .map(({ id }) => id)

/** A task that is paused half-way. */
async function pauseOne(): Promise<void> {
  const release = site.hold('/i/3-1.png')
  const run = bench.start(['get', site.page('3'), '-o', bench.target])
  await site.asked('/i/3-1.png')
  run.child.kill('SIGINT')
  await run.ended
  release()
}

describe.skipIf(process.platform === 'win32')('galleon remove', () => {
  it('takes ended tasks off the list and leaves their files', async () => {
    await bench.get(site.page('1'))
    await bench.get(site.page('2'))
    const before = bench.files()
    const end = await bench.run('remove', '1', '--json')
    expect(end.code).toBe(0)
    expect(end.events()[0]).toEqual({ event: 'removed', tasks: [1] })
    expect(end.err).toContain('Removed from the list: 1')
    expect(await listed()).toEqual([2])
    expect(bench.files()).toEqual(before)
    // What is there is still known.
    expect((await bench.get(site.page('1'), '--json')).events().at(-1)).toMatchObject({ skipped: 2 })
  })

  it('refuses a task that has not ended, says how to end it, and removes none of those named with it', async () => {
    await bench.get(site.page('1'))
    await pauseOne()
    const end = await bench.run('remove', '1', '2')
    expect(end.code).toBe(32)
    expect(end.err).toMatch(/task 2 is paused.*galleon.* cancel .*2/)
    expect(await listed()).toEqual([1, 2])
  })

  it('takes all ended tasks with --all, and says so when there is none', async () => {
    await bench.get(site.page('1'))
    await bench.get(site.page('2'))
    await pauseOne()
    expect((await bench.run('remove', '--all')).out).toContain('Removed from the list: 1 2')
    expect(await listed()).toEqual([3])
    expect(await bench.run('remove', '--all')).toMatchObject({ code: 0, out: 'No task has ended.\n' })
  })

  it('wants numbers of tasks that there are', async () => {
    for (const words of [[], ['7'], ['x']]) {
      const end = await bench.run('remove', ...words)
      expect(end.code).toBe(32)
      expect(end.err).toContain('galleon list')
    }
  })
})

describe.skipIf(process.platform === 'win32')('galleon cancel --delete-files', () => {
  it('deletes the unchanged files of an ended task, which can be retried afterwards', async () => {
    await bench.get(site.page('1'))
    const end = await bench.run('cancel', '1', '--delete-files')
    expect(end.code).toBe(0)
    expect(bench.files()).toEqual([])
    const [task] = (await bench.run('list', '--json')).events()
    expect(task).toMatchObject({ state: 'cancelled', tally: { saved: 0, skipped: 0 } })
    expect((await bench.run('cancel', '1', '--delete-files')).code).toBe(0)
    expect((await bench.run('retry', '1')).code).toBe(0)
    expect(bench.images()).toHaveLength(2)
  })

  it('keeps a changed file of an ended task', async () => {
    await bench.get(site.page('1'))
    const folder = join(bench.target, readdirSync(bench.target)[0] ?? '')
    const [first = ''] = readdirSync(folder)
    writeFileSync(join(folder, first), 'edited')
    expect((await bench.run('cancel', '1', '--delete-files')).code).toBe(0)
    expect(readdirSync(folder)).toEqual([first])
    expect(existsSync(join(folder, first))).toBe(true)
  })

  it('makes another task on the list the owner of what it shares, record included', async () => {
    await bench.get(site.page('1'))
    await bench.get(site.page('1'))
    const before = bench.files()
    const first = await bench.run('cancel', '1', '--delete-files')
    expect(first.out).toContain('2 files kept')
    expect(bench.files()).toEqual(before)
    const second = await bench.run('cancel', '2', '--delete-files')
    expect(second.out).toContain('2 files')
    expect(second.out).not.toContain('kept')
    expect(bench.files()).toEqual([])
  })

  it('deletes what only a removed task shares, and no list knows it any more', async () => {
    await bench.get(site.page('1'))
    await bench.get(site.page('1'))
    await bench.run('remove', '2')
    const end = await bench.run('cancel', '1', '--delete-files')
    expect(end.out).not.toContain('kept')
    expect(bench.files()).toEqual([])
    expect((await bench.get(site.page('1'), '--json')).events().at(-1)).toMatchObject({
      saved: 2,
      skipped: 0,
    })
  })

  it('keeps what a removed task has saved and this one only found, and reports it', async () => {
    await bench.get(site.page('1'))
    await bench.get(site.page('1'))
    await bench.run('remove', '1')
    const before = bench.files()
    const end = await bench.run('cancel', '2', '--delete-files')
    expect(end.out).toContain('2 files kept')
    expect(bench.files()).toEqual(before)
  })

  it('keeps the files of the user that it found, with the record, and reports them', async () => {
    await bench.get(site.page('1'))
    const before = bench.files()
    rmSync(bench.data, { recursive: true })
    for (const file of before.filter((name) => name.endsWith('gallery.json')))
      rmSync(join(bench.target, file))
    expect((await bench.get(site.page('1'), '--json')).events().at(-1)).toMatchObject({
      saved: 0,
      skipped: 2,
    })
    const end = await bench.run('cancel', '1', '--delete-files')
    expect(end.out).toContain('2 files kept')
    expect(bench.files()).toEqual(before)
  })

  it('is named by a plain cancel of an ended task', async () => {
    await bench.get(site.page('1'))
    const end = await bench.run('cancel', '1')
    expect(end.code).toBe(32)
    expect(end.err).toContain('--delete-files')
    expect(end.err).toContain('remove')
  })
})
