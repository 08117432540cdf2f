import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GallerySite, startGallerySite } from '../../../../test/site/gallery-site'
import { canMount, mountSmallDisk } from '../../../../test/small-disk'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

let site: GallerySite
let bench: TestEngine

beforeEach(async () => {
  site = await startGallerySite({ pages: 3, images: 4 })
  bench = await openTestEngine({ overrides: { autoResume: true, lookEveryMs: 10 } })
})

afterEach(async () => {
  await bench.close()
  await site.close()
})

const address = (page: number | string) => `${site.origin}/g/${page}.html`
const notWritable = { kind: 'paused', cause: { kind: 'local', failure: { kind: 'not-writable' } } }

describe('a folder that cannot be written to', () => {
  it.runIf(canMount)('is reported before anything is fetched, and used when it can be', async () => {
    using disk = mountSmallDisk(8)
    disk.setReadOnly(true)
    const id = bench.add(address(1), { folder: join(disk.folder, 'new') })
    expect((await bench.until(id, 'paused')).state).toMatchObject(notWritable)
    expect(site.log).toEqual([])
    disk.setReadOnly(false)
    mkdirSync(join(disk.folder, 'new'))
    expect((await bench.until(id, 'done')).progress.counts.saved).toBe(4)
  })

  it('is not made again when it is deleted meanwhile: the rest is saved nowhere else', async () => {
    const folder = join(bench.target, 'drive')
    const release = site.hold('/g/3.html')
    const id = bench.add(address('[1-3]'), { folder })
    await bench.untilCounts(id, ({ saved }) => saved === 8)
    renameSync(folder, `${folder} elsewhere`)
    release()
    const { state } = await bench.until(id, 'paused', 'done', 'failed')
    expect(state).toMatchObject(notWritable)
    expect(readdirSync(bench.target)).toEqual(['drive elsewhere'])
    renameSync(`${folder} elsewhere`, folder)
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 12, failed: 0 })
  })

  it.runIf(canMount)('is not filled behind a drive that was pulled out', async () => {
    using disk = mountSmallDisk(8)
    const release = site.hold('/g/3.html')
    const id = bench.add(address('[1-3]'), { folder: disk.mountPoint })
    await bench.untilCounts(id, ({ saved }) => saved === 8)
    disk.pullOut()
    release()
    expect((await bench.until(id, 'paused', 'done', 'failed')).state).toMatchObject(notWritable)
    await bench.restart()
    await bench.engine.commands.resumeTasks([id])
    expect((await bench.until(id, 'paused', 'done', 'failed')).state).toMatchObject(notWritable)
    expect(readdirSync(disk.mountPoint)).toEqual([])
  })
})

describe('a planted link in the folder', () => {
  it.each(['Gallery 1 [1]', 'Gallery 1 [1]/deeper'])(
    'is not followed where a gallery is saved: %s',
    async (name) => {
      const outside = join(bench.data, 'outside')
      mkdirSync(outside)
      const [top = ''] = name.split('/')
      symlinkSync(outside, join(bench.target, top))
      const template = name.includes('/') ? '{title} [{id}]/deeper' : '{title} [{id}]'
      const id = bench.add(address(1), { options: { folderTemplate: template } })
      expect((await bench.until(id, 'done', 'paused', 'failed')).state.kind).toMatch(/done|paused/)
      expect(readdirSync(outside)).toEqual([])
    },
  )

  it('is not written through where a picture or its part is saved', async () => {
    const victim = join(bench.data, 'victim')
    writeFileSync(victim, 'precious')
    const folder = join(bench.target, 'Gallery 1 [1]')
    const release = site.hold('/i/1-1.png')
    const id = bench.add(address(1))
    await site.asked('/i/1-1.png')
    await bench.untilCounts(id, ({ galleries }) => galleries === 1)
    symlinkSync(victim, join(folder, '001 1-1.png'))
    release()
    await bench.until(id, 'done')
    expect(execFileSync('cat', [victim], { encoding: 'utf8' })).toBe('precious')
    expect(bench.files()).toContain('Gallery 1 [1]/001 1-1 (2).png')
  })

  it('is not followed when it takes the place of a gallery that is being saved', async () => {
    const outside = join(bench.data, 'outside')
    mkdirSync(outside)
    const folder = join(bench.target, 'Gallery 1 [1]')
    const id = bench.add(address(1), { startLater: true })
    const release = site.hold('/i/1-1.png')
    await bench.engine.commands.resumeTasks([id])
    await site.asked('/i/1-1.png')
    await bench.engine.commands.pauseTasks([id])
    rmSync(folder, { recursive: true, force: true })
    symlinkSync(outside, folder)
    release()
    await bench.engine.commands.resumeTasks([id])
    expect((await bench.until(id, 'paused', 'done', 'failed')).state).toMatchObject(notWritable)
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('another folder', () => {
  it('takes the rest of a task, and the gallery that is not finished with all it has', async () => {
    const release = site.hold('/i/2-4.png')
    const id = bench.add(address('[1-2]'))
    await bench.untilCounts(id, ({ saved }) => saved === 7)
    await bench.engine.commands.pauseTasks([id])
    release()
    const other = join(bench.data, 'other')
    const asked = site.log.length
    await bench.engine.commands.moveTask({ id, folder: other })
    expect((await bench.until(id, 'done')).progress.counts).toMatchObject({ saved: 8, failed: 0 })
    const images = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.png')).length
    expect(images(join(bench.target, 'Gallery 1 [1]'))).toBe(4)
    expect(images(join(other, 'Gallery 2 [2]'))).toBe(4)
    expect(readdirSync(bench.target)).toEqual(['Gallery 1 [1]'])
    expect(site.log.slice(asked)).toEqual(['/i/2-4.png'])
    expect(bench.engine.task(id)?.request.folder).toBe(other)
    await bench.restart()
    expect(bench.engine.task(id)?.request.folder).toBe(other)
  })

  it('fetches again what cannot be read in the old one', async () => {
    const release = site.hold('/i/1-4.png')
    const id = bench.add(address(1))
    await bench.untilCounts(id, ({ saved }) => saved === 3)
    await bench.engine.commands.pauseTasks([id])
    release()
    rmSync(bench.target, { recursive: true })
    const other = join(bench.data, 'other')
    await bench.engine.commands.moveTask({ id, folder: other })
    expect((await bench.until(id, 'done')).progress.counts.saved).toBe(4)
    expect(readdirSync(join(other, 'Gallery 1 [1]')).filter((name) => name.endsWith('.png'))).toHaveLength(4)
    mkdirSync(bench.target)
  })

  it('is refused when it cannot be written to, and the task stays as it was', async () => {
    const id = bench.add(address(1), { startLater: true })
    const taken = join(bench.data, 'taken')
    writeFileSync(taken, '')
    await expect(bench.engine.commands.moveTask({ id, folder: taken })).rejects.toMatchObject({
      failure: { kind: 'not-writable' },
    })
    expect(bench.engine.task(id)).toMatchObject({
      state: { kind: 'paused' },
      request: { folder: bench.target },
    })
  })
})
