import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite } from '../../../../test/site/gallery-site'
import { makePng } from '../../../../test/site/pictures.mjs'
import { openTestEngine, readRecord, type TestEngine } from '../../../../test/test-engine'

let bench: TestEngine
let site: GallerySite

beforeEach(async () => {
  bench = await openTestEngine()
})
afterEach(() => bench.close())

const pictures = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.png'))
    .toSorted((a, b) => (a < b ? -1 : 1))
const imageRequests = () => site.log.filter((path) => path.startsWith('/i/') && path !== '/i/logo.png')

describe('what is there already', () => {
  it('is not fetched again by another task on the same folder, which finds the gallery again', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    await bench.until(bench.add(site.page('1')), 'done')
    const images = imageRequests().length
    const { progress } = await bench.until(bench.add(site.page('1')), 'done')
    expect(progress.counts).toMatchObject({ skipped: 2, saved: 0 })
    expect(imageRequests()).toHaveLength(images)
    expect(bench.files()).toHaveLength(3)
  })

  it.each([
    ['a range and then all', ['2-3', null]],
    ['two ranges that do not meet', ['1-2', '4-5']],
    ['two ranges that overlap, and all', ['3-4', '2-3', null]],
    ['all and then a range', [null, '2-3']],
  ] as const)('is in the record of the folder after %s', async (_, ranges) => {
    site = await bench.serve({ pages: 1, images: 6 })
    for (const images of ranges) {
      await bench.until(bench.add(site.page('1'), images === null ? {} : { options: { images } }), 'done')
    }
    const saved = pictures(join(bench.target, 'Gallery 1 [1]'))
    const files = readRecord(bench.target, 'Gallery 1 [1]')['files'] as readonly { readonly file: string }[]
    expect(files.map(({ file }) => file).toSorted()).toEqual(saved)
    expect(saved.length).toBeGreaterThan(3)
  })

  it('is fetched again when the file has gone or another lies in its place', async () => {
    site = await bench.serve({ pages: 1, images: 2 })
    await bench.until(bench.add(site.page('1')), 'done')
    const folder = join(bench.target, 'Gallery 1 [1]')
    rmSync(join(folder, '001 1-1.png'))
    writeFileSync(join(folder, '002 1-2.png'), 'something of mine')
    const { progress } = await bench.until(bench.add(site.page('1')), 'done')
    expect(progress.counts).toMatchObject({ saved: 2, skipped: 0 })
    expect(readFileSync(join(folder, '001 1-1.png'))).toEqual(makePng('/i/1-1.png'))
    expect(readFileSync(join(folder, '002 1-2.png'), 'utf8')).toBe('something of mine')
    expect(readFileSync(join(folder, '002 1-2 (2).png'))).toEqual(makePng('/i/1-2.png'))
  })

  it('lies under the wanted name without records is adopted, and what differs gets another name', async () => {
    site = await bench.serve({ pages: 1, images: 3 })
    await bench.until(bench.add(site.page('1')), 'done')
    const folder = join(bench.target, 'Gallery 1 [1]')
    await bench.restart(async () => {
      for (const name of readdirSync(bench.data)) rmSync(join(bench.data, name), { recursive: true })
    })
    writeFileSync(join(folder, '002 1-2.png'), 'something of mine')
    const { progress } = await bench.until(bench.add(site.page('1')), 'done')
    expect(progress.counts).toMatchObject({ saved: 1, skipped: 2 })
    expect(pictures(folder)).toEqual(['001 1-1.png', '002 1-2 (2).png', '002 1-2.png', '003 1-3.png'])
  })

  it('lies in a folder without any record is adopted, but a folder with other files is left alone', async () => {
    site = await bench.serve({ pages: 2, images: 2 })
    await bench.until(bench.add(site.page('[1-2]')), 'done')
    const folder = (page: number) => join(bench.target, `Gallery ${page} [${page}]`)
    await bench.restart(async () => {
      for (const name of readdirSync(bench.data)) rmSync(join(bench.data, name), { recursive: true })
      for (const page of [1, 2]) rmSync(join(folder(page), 'gallery.json'))
    })
    rmSync(join(folder(1), '002 1-2.png'))
    writeFileSync(join(folder(2), 'holiday.png'), 'mine')
    const { progress } = await bench.until(bench.add(site.page('[1-2]')), 'done')
    expect(progress.counts).toMatchObject({ saved: 3, skipped: 1 })
    expect(pictures(folder(1))).toEqual(['001 1-1.png', '002 1-2.png'])
    expect(pictures(folder(2))).toEqual(['001 2-1.png', '002 2-2.png', 'holiday.png'])
    expect(pictures(join(bench.target, 'Gallery 2 [2] (2)'))).toHaveLength(2)
  })

  it('was saved by another task from another address is adopted under its name', async () => {
    let token = 'a'
    const html = () => `<h1>Gallery 1</h1><div><img src="/i/same.png?t=${token}"><img src="/i/b.png"></div>`
    site = await bench.serve({ pages: 1, images: 0, html, picture: (path) => path.split('?')[0] as string })
    await bench.until(bench.add(site.page('1')), 'done')
    await bench.restart()
    token = 'b'
    const { progress } = await bench.until(bench.add(site.page('1')), 'done')
    expect(progress.counts).toMatchObject({ saved: 0, skipped: 2 })
    const folder = join(bench.target, 'Gallery 1 [1]')
    expect(pictures(folder)).toHaveLength(2)
    expect(readRecord(bench.target, 'Gallery 1 [1]')['files']).toHaveLength(2)
  })

  it('of equal pictures that come together the task keeps one content, linked or noted', async () => {
    const html = (page: number) =>
      `<h1>Gallery ${page}</h1><div>${[1, 2, 3, 4].map((n) => `<img src="/i/${page}-${n}.png">`).join('')}</div>`
    site = await bench.serve({ pages: 2, images: 0, html, imageBytes: 40_000, picture: () => 'same' })
    const address = site.page('[1-2]')
    const release = site.hold('/i/1-1.png')
    const linked = bench.add(address)
    await site.asked('/i/1-1.png')
    await site.asked('/i/2-4.png')
    release()
    expect((await bench.until(linked, 'done')).progress.counts).toMatchObject({ saved: 8 })
    const inodes = bench
      .files()
      .filter((file) => file.endsWith('.png'))
      .map((file) => statSync(join(bench.target, file)).ino)
    expect(inodes).toHaveLength(8)
    expect(new Set(inodes).size).toBe(1)

    await bench.engine.commands.changeSettings({ duplicates: 'note' })
    const folder = join(bench.target, 'noted')
    mkdirSync(folder)
    const noted = bench.add(address, { folder })
    expect((await bench.until(noted, 'done')).progress.counts).toMatchObject({ saved: 1, skipped: 7 })
  })

  it('in another gallery of the task is linked, not fetched', async () => {
    const shared = '<h1>Gallery N</h1><div><img src="/i/same.png"><img src="/i/N.png"></div>'
    site = await bench.serve({ pages: 2, images: 0, html: (page) => shared.replaceAll('N', String(page)) })
    await bench.engine.commands.changeSettings({ tasksAtOnce: 1, connections: 1 })
    await bench.engine.commands.addTask({
      address: RangeAddress.parse(site.page('1')),
      recipe: null,
      folder: bench.target,
      options: {},
      startLater: false,
    })
    const id = bench.add(`${site.origin}/g/{1,2}.html`, { folder: join(bench.target, 'both') })
    const { progress } = await bench.until(id, 'done', 'failed')
    expect(progress.counts.failed).toBe(0)
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

describe('the folder of a gallery that is met again', () => {
  const folders = () => [...new Set(bench.files().map((file) => file.split('/')[0]))]
  /** Each task reads the page again. */
  const again = async (options: { readonly folderTemplate?: string } = {}) => {
    await bench.restart()
    return bench.until(bench.add(site.page('1'), { options }), 'done')
  }

  it('stays the same when the site calls it otherwise', async () => {
    let title = 'First name'
    site = await bench.serve({ pages: 1, images: 2, title: () => title })
    await bench.until(bench.add(site.page('1')), 'done')
    const before = folders()
    title = 'Second name'
    expect((await again()).progress.counts).toMatchObject({ saved: 0, skipped: 2 })
    expect(folders()).toEqual(before)
  })

  it('is another one by another template, and is found again by each of them', async () => {
    site = await bench.serve({ pages: 1, images: 2, title: () => 'Name' })
    await bench.until(bench.add(site.page('1'), { options: { folderTemplate: '{title}' } }), 'done')
    expect((await again({ folderTemplate: 'X {title}' })).progress.counts).toMatchObject({ saved: 2 })
    expect(folders()).toEqual(['Name', 'X Name'])
    for (const folderTemplate of ['{title}', 'X {title}'])
      expect((await again({ folderTemplate })).progress.counts).toMatchObject({ saved: 0, skipped: 2 })
    expect(folders()).toHaveLength(2)
  })
})
