import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { albumPage, albumSite, shortfallsOf } from '../../../../test/site/album-site'
import { makePng, sha256 } from '../../../../test/site/pictures.mjs'
import type { Content, Fault, Visit } from '../../../../test/site/site.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'
import { createLinkedSizes } from './shown-version'

const size = (width: number, height: number) => ({ width, height })
const address = 'http://site.test/full/1.jpg'

describe('a picture that is linked as the larger version', () => {
  it.each([
    ['is small', size(150, 100), {}, true],
    ['has fewer pixels than the page announces', size(800, 600), { shownArea: 1200 * 800 }, true],
    ['is of ordinary size', size(800, 600), { shownArea: 150 * 100 }, false],
    ['is of ordinary size, and nothing is announced', size(800, 600), {}, false],
    ['is narrower than it is announced', size(800, 600), { width: 2000 }, true],
    ['is turned', size(1333, 2000), { width: 2000 }, false],
    ['is about as wide as announced', size(1880, 900), { width: 2000 }, false],
  ])('that %s', (_, of, announced, isDoubtful) => {
    expect(createLinkedSizes().isDoubtful(address, of, announced)).toBe(isDoubtful)
  })

  it('is doubtful beside others that are much larger', () => {
    const sizes = createLinkedSizes()
    expect(sizes.isDoubtful(address, size(2400, 1600), {})).toBe(false)
    expect(sizes.isDoubtful(address, size(600, 400), {})).toBe(true)
    expect(sizes.isDoubtful('http://other.test/1.jpg', size(600, 400), {})).toBe(false)
  })

  it('is believed once the site has proved four times that it is the larger one', () => {
    const sizes = createLinkedSizes()
    for (let n = 0; n < 3; n++) sizes.compared(address, false)
    sizes.compared(address, true)
    for (let n = 0; n < 3; n++) sizes.compared(address, false)
    expect(sizes.isDoubtful(address, size(150, 100), {})).toBe(true)
    sizes.compared(address, false)
    expect(sizes.isDoubtful(address, size(150, 100), {})).toBe(false)
  })
})

describe('of a linked and a shown version', () => {
  let bench: TestEngine
  beforeEach(async () => {
    bench = await openTestEngine()
  })
  afterEach(() => bench.close())

  /** The "larger" file of the third picture is the smaller one. */
  const body = [1, 2, 3, 4]
    .map((n) => `<p><a href="/full/${n}.png"><img src="/shown/${n}.png" width="32" height="60"></a></p>`)
    .join('')
  const small = new Set(['/full/3.png'])
  const bytesOf = (path: string) => (small.has(path) ? 500 : path.startsWith('/full/') ? 9000 : 6000)
  const pictureAt = (path: string): Content => ({ type: 'image/png', body: makePng(path, bytesOf(path)) })

  async function run(fault?: (visit: Visit) => Fault | null) {
    const album = albumSite((path) => (path === '/post/7' ? albumPage('Post', body) : null), fault)
    const site = await bench.serveSite({
      ...album,
      content: (path) => (/^\/(?:full|shown)\//.test(path) ? pictureAt(path) : album.content(path)),
    })
    const id = bench.add(`${site.origin}/post/7`)
    return { site, id, task: await bench.until(id, 'done', 'failed') }
  }
  const files = () =>
    readRecord(bench.target, 'Post [7]')['files'] as readonly { sha256: string; version?: unknown }[]
  const contents = () => files().map((file) => file.sha256)
  const content = (path: string) => sha256(makePng(path, bytesOf(path)))

  it('the one with more pixels is saved, which is no shortfall', async () => {
    const { task, id } = await run()
    expect(task.progress.counts).toMatchObject({ saved: 4, failed: 0 })
    expect(shortfallsOf(task.progress.counts)).toEqual({})
    expect(contents()).toEqual(['/full/1.png', '/full/2.png', '/shown/3.png', '/full/4.png'].map(content))
    expect(bench.files().filter((file) => file.endsWith('.png'))).toHaveLength(4)
    await bench.engine.commands.retryTasks([id])
    const again = await bench.until(id, 'done', 'failed')
    expect(again.progress.counts).toMatchObject({ saved: 4, failed: 0 })
  })

  it('the one with more pixels is saved by a repair too, when the larger file is an icon by then', async () => {
    const { id } = await run()
    const folder = join(bench.target, 'Post [7]')
    const lost = bench.files().filter((file) => file.endsWith('.png'))[1] ?? ''
    rmSync(join(bench.target, lost))
    small.add('/full/2.png')
    await bench.engine.commands.repairFolder({ folder, changed: false })
    const { progress } = await bench.until(id, 'done', 'failed')
    small.delete('/full/2.png')
    expect(progress.counts).toMatchObject({ saved: 4, failed: 0 })
    expect(contents()[1]).toBe(content('/shown/2.png'))
    expect(bench.files()).toContain(lost)
    expect(shortfallsOf(progress.counts)).toEqual({})
  })

  it('the smaller one is said to be that when the other one cannot be fetched', async () => {
    const { task } = await run(({ path, headers }) =>
      path === '/shown/3.png' && headers['range'] === undefined ? { kind: 'status', status: 404 } : null,
    )
    expect(task.progress.counts).toMatchObject({ saved: 4, failed: 0 })
    expect(shortfallsOf(task.progress.counts)).toEqual({ smaller: 1 })
    expect(contents()[2]).toBe(content('/full/3.png'))
    expect(files()[2]).toHaveProperty('version')
  })
})
