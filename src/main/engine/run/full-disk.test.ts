import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultSettings } from '@shared/model/settings'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../../../test/exhaustive'
import { type GallerySite, startGallerySite } from '../../../../test/site/gallery-site'
import { makePng } from '../../../../test/site/pictures.mjs'
import { canMount, mountSmallDisk, type SmallDisk } from '../../../../test/small-disk'
import { openTestEngine, type TestEngine } from '../../../../test/test-engine'

const mebibyte = 1024 ** 2
const imageBytes = mebibyte / 2
const images = 60
const slots = 6
const settings = { connectionsPerSite: slots }

let site: GallerySite
let bench: TestEngine
let disk: SmallDisk

const address = (page = 1) => `${site.origin}/g/${page}.html`
const finals = () => readdirSync(disk.folder, { recursive: true, encoding: 'utf8' }).filter(isFinal)
const isFinal = (name: string) => name.endsWith('.png')

describe.runIf(canMount)('a disk of 20 MiB and a gallery of 30 MiB', () => {
  beforeEach(() => {
    disk = mountSmallDisk(20)
  })

  afterEach(async () => {
    await bench.close()
    await site.close()
    disk[Symbol.dispose]()
  })

  it.each([
    ['with lengths', false, slots],
    // A slot may fetch the next file while the one before it is being finished.
    ['without lengths', true, 2 * slots],
  ])(
    'pauses once, wastes little, and resumes automatically when there is room: %s',
    async (_, chunked, most) => {
      site = await startGallerySite({ pages: 1, images, imageBytes, chunked })
      bench = await openTestEngine({ overrides: { autoResume: true, lookEveryMs: 20, settings } })
      const id = bench.add(address(), { folder: disk.folder })
      const { state } = await bench.until(id, 'paused', 'done', 'failed')
      expect(state).toMatchObject({ cause: { kind: 'local', failure: { kind: 'disk-full' } } })
      await site.quiet()

      const saved = new Set(finals())
      const requests = site.log.filter((path) => path.startsWith('/i/1-'))
      expect(saved.size).toBeGreaterThan(20)
      expect(requests.length - saved.size).toBeLessThanOrEqual(most)
      for (const name of saved) expect([name, isWhole(name)]).toEqual([name, true])
      const kept = bench.engine.task(id)?.progress.counts.bytes ?? 0
      expect(site.bytesSent - kept - bytesOfParts()).toBeLessThan(4 * mebibyte)

      disk.resize(64)
      const { progress } = await bench.until(id, 'done')
      expect(progress.counts).toMatchObject({ saved: images, failed: 0 })
      expect(finals()).toHaveLength(images)
      for (const name of finals()) expect([name, isWhole(name)]).toEqual([name, true])
      for (const name of saved) expect(site.count(pathOf(name))).toBe(1)
      expect(site.bytesSent).toBeLessThan(images * (imageBytes + 4096) + 4 * mebibyte)
      expect(site.count('/g/1.html')).toBe(1)
    },
  )

  it('stops all tasks on it, the queued ones without a request, and resumes all', async () => {
    site = await startGallerySite({ pages: 5, images: 12, imageBytes })
    bench = await openTestEngine({
      overrides: { autoResume: true, lookEveryMs: 20, settings: { tasksAtOnce: 2 } },
    })
    writeFileSync(join(disk.folder, 'ballast'), Buffer.alloc(16 * mebibyte))
    const ids = [1, 2, 3, 4, 5].map((page) => bench.add(address(page), { folder: disk.folder }))
    for (const id of ids) await bench.until(id, 'paused')
    expect([3, 4, 5].map((page) => site.count(`/g/${page}.html`))).toEqual([0, 0, 0])

    disk.resize(64)
    for (const id of ids) expect((await bench.until(id, 'done')).progress.counts.saved).toBe(12)
  })

  it('is tried at once when the user resumes, and pauses again after one failed file a slot', async () => {
    site = await startGallerySite({ pages: 1, images, imageBytes })
    bench = await openTestEngine({ overrides: { settings } })
    const id = bench.add(address(), { folder: disk.folder })
    await bench.until(id, 'paused')
    const failed = () => site.log.length - finals().length
    await site.quiet()
    const before = failed()
    await bench.engine.commands.resumeTasks([id])
    await bench.until(id, 'paused')
    await site.quiet()
    expect(failed() - before).toBeLessThanOrEqual(slots)
  })

  it.runIf(isExhaustive)('does not resume while what was freed is not worth a try', async () => {
    site = await startGallerySite({ pages: 1, images, imageBytes })
    bench = await openTestEngine({ overrides: { autoResume: true, lookEveryMs: 10 } })
    writeFileSync(join(disk.folder, 'small'), Buffer.alloc(mebibyte))
    const id = bench.add(address(), { folder: disk.folder })
    await bench.until(id, 'paused')
    const before = site.log.length
    rmSync(join(disk.folder, 'small'))
    const other = bench.add(address(), { folder: bench.target, startLater: true })
    await bench.engine.commands.waitUntil({ ids: [other], until: 0 })
    await bench.until(other, 'done')
    expect(bench.engine.task(id)?.state.kind).toBe('paused')
    // Each image is asked for by the other task, and by no one else.
    expect(site.log.slice(before).filter((path) => path.startsWith('/i/'))).toHaveLength(images)
  })
})

describe.runIf(canMount)('a full disk that holds the records', () => {
  it.runIf(isExhaustive)(
    'pauses the tasks with that reason, loses nothing, and resumes when there is room',
    async () => {
      disk = mountSmallDisk(4)
      const data = join(disk.mountPoint, 'data')
      mkdirSync(data)
      site = await startGallerySite({ pages: 10, images: 40, imageBytes: 200 })
      bench = await openTestEngine({
        overrides: { autoResume: true, lookEveryMs: 20 },
        files: { database: join(data, 'galleon.db'), config: join(data, 'config.json') },
      })
      const { bavail, bsize } = statfsSync(data)
      writeFileSync(join(disk.mountPoint, 'ballast'), Buffer.alloc(bavail * bsize - 70_000))
      const id = bench.add(`${site.origin}/g/[1-10].html`)
      const { state } = await bench.until(id, 'paused', 'failed', 'done')
      expect(state).toMatchObject({
        cause: { kind: 'local', failure: { kind: 'disk-full', of: 'records' } },
      })
      disk.resize(64)
      const { progress } = await bench.until(id, 'done')
      expect(progress.counts).toMatchObject({ saved: 400, failed: 0, pagesFailed: 0 })
      const paths = site.log.filter((path) => path.startsWith('/i/') && !path.includes('logo'))
      // At most what was at work is asked for again: three for each connection, as `download` takes up.
      expect(paths.length).toBeLessThanOrEqual(400 + 3 * defaultSettings.connections)
      await bench.restart()
      expect(bench.engine.task(id)?.progress.counts.saved).toBe(400)
      await bench.close()
      await site.close()
      disk[Symbol.dispose]()
    },
  )
})

/** `Gallery 1 [1]/007 1-7.png` was asked for as `/i/1-7.png`. */
function pathOf(name: string): string {
  return `/i/${name.slice(name.lastIndexOf(' ') + 1)}`
}

/** What was fetched of unfinished files and is kept for later. */
function bytesOfParts(): number {
  return readdirSync(disk.folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.part'))
    .reduce((sum, name) => sum + statSync(join(disk.folder, name)).size, 0)
}

function isWhole(name: string): boolean {
  return readFileSync(join(disk.folder, name)).equals(makePng(pathOf(name), imageBytes))
}
