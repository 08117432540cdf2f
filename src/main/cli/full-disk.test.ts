import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CliBench, openCliBench } from '../../../test/cli-bench'
import { type GallerySite, startGallerySite } from '../../../test/gallery-site'
import { canMount, mountSmallDisk, type SmallDisk } from '../../../test/small-disk'

const mebibyte = 1024 ** 2

let bench: CliBench
let site: GallerySite
let disk: SmallDisk

const finals = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.png'))

describe.runIf(canMount)('a full disk', () => {
  beforeEach(async () => {
    bench = openCliBench()
    site = await startGallerySite({ pages: 1, images: 12, imageBytes: mebibyte / 2 })
    disk = mountSmallDisk(4)
  })

  afterEach(async () => {
    await bench.close()
    await site.close()
    disk[Symbol.dispose]()
  })

  it('ends the run with 128 and 4, also after other problems, and says how to go on', async () => {
    site.refuse('/i/1-1.png', 404)
    const end = await bench.run('get', `${site.origin}/g/1.html`, '-o', disk.folder)
    expect(end.code).toBe(128 | 4)
    expect(end.err.match(/The disk is full/g)).toHaveLength(1)
    expect(end.err).toMatch(/Go on with: galleon resume .*1, or into another folder with -o FOLDER/)
  })

  it('lets a task go on in another folder, with what its gallery has', async () => {
    await bench.run('get', `${site.origin}/g/1.html`, '-o', disk.folder)
    const saved = finals(disk.folder)
    const end = await bench.run('resume', '1', '-o', bench.target)
    expect([end.code, finals(bench.target).length, finals(disk.folder).length]).toEqual([0, 12, 0])
    for (const name of saved) expect(site.count(`/i/${name.slice(name.lastIndexOf(' ') + 1)}`)).toBe(1)
  })

  it('stays with --wait until there is room, and brings all', async () => {
    const run = bench.start(['get', `${site.origin}/g/1.html`, '-o', disk.folder, '--wait'])
    await run.until(/Waiting until that is mended/)
    disk.resize(32)
    expect(await run.ended).toMatchObject({ code: 0 })
    expect(finals(disk.folder)).toHaveLength(12)
  })

  it('asks nothing of the site when the folder cannot be written to', async () => {
    disk.setReadOnly(true)
    const end = await bench.run('get', `${site.origin}/g/1.html`, '-o', disk.folder)
    expect([end.code, site.log]).toEqual([128 | 4, []])
    expect(end.err.match(/cannot be written to/g)).toHaveLength(1)
  })

  it('says that the data folder cannot be written to', async () => {
    symlinkSync(join(disk.mountPoint, 'data'), bench.data)
    disk.setReadOnly(true)
    const end = await bench.run('list')
    expect((end.code ?? 0) & 128).toBe(128)
    expect(end.err).not.toMatch(/\n\s+at /)
  })
})
