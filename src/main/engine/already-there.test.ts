import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EngineBench, openEngineBench } from '../../../test/engine-bench'
import { type GallerySite, makePng } from '../../../test/gallery-site'

let bench: EngineBench
let site: GallerySite

beforeEach(async () => {
  bench = await openEngineBench()
})
afterEach(() => bench.close())

const imageRequests = () => site.log.filter((path) => path.startsWith('/i/') && path !== '/i/logo.png')

describe('what is there already', () => {
  it('is not fetched again by another task on the same folder, which finds the gallery again', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    await bench.until(bench.add(site.page('1')), 'done')
    const images = imageRequests().length
    const { progress } = await bench.until(bench.add(site.page('1')), 'done')
    expect(progress.tally).toMatchObject({ skipped: 2, saved: 0 })
    expect(imageRequests()).toHaveLength(images)
    expect(bench.files()).toHaveLength(3)
  })

  it('is fetched again when the file has gone or another lies in its place', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    await bench.until(bench.add(site.page('1')), 'done')
    const folder = join(bench.target, 'Gallery 1 [1]')
    rmSync(join(folder, '001 1-1.png'))
    writeFileSync(join(folder, '002 1-2.png'), 'something of mine')
    const { progress } = await bench.until(bench.add(site.page('1')), 'done')
    expect(progress.tally).toMatchObject({ saved: 2, skipped: 0 })
    expect(readFileSync(join(folder, '001 1-1.png'))).toEqual(makePng('/i/1-1.png'))
    expect(readFileSync(join(folder, '002 1-2.png'), 'utf8')).toBe('something of mine')
    expect(readFileSync(join(folder, '002 1-2 (2).png'))).toEqual(makePng('/i/1-2.png'))
  })

  it('in another gallery of the task is linked, not fetched', async () => {
    const shared = '<h1>Gallery N</h1><div><img src="/i/same.png"><img src="/i/N.png"></div>'
    site = await bench.serve({ pages: 2, images: 0, html: (page) => shared.replaceAll('N', String(page)) })
    await bench.engine.commands.changeSettings({ tasksAtOnce: 1, connections: 1 })
    await bench.engine.commands.addTask({
      address: site.page('1'),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: false,
    })
    const id = bench.add(`${site.origin}/g/{1,2}.html`, { folder: join(bench.target, 'both') })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.tally.failed).toBe(0)
    const both = bench.files().filter((file) => file.startsWith('both/') && file.endsWith('.png'))
    expect(both.length).toBeGreaterThanOrEqual(2)
  })

  it('of an equal title never shares a folder', async () => {
    site = await bench.serve({ pages: 3, images: 1, title: () => 'One title' })
    const id = bench.add(site.page('[1-3]'), { options: { folderTemplate: '{title}' } })
    await bench.until(id, 'done')
    const folders = new Set(bench.files().map((file) => file.split('/')[0]))
    expect([...folders].toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual([
      'One title - Site',
      'One title - Site (2)',
      'One title - Site (3)',
    ])
    await bench.until(bench.add(site.page('[1-3]'), { options: { folderTemplate: '{title}' } }), 'done')
    expect(new Set(bench.files().map((file) => file.split('/')[0])).size).toBe(3)
  })
})
