import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { FailureError } from '@shared/model/failure'
import { emptyCounts } from '@shared/model/task'
import { type GalleryId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startGallerySite } from '../../../../test/site/gallery-site'
import { canMount, mountSmallDisk } from '../../../../test/small-disk'
import { openTestEngine } from '../../../../test/test-engine'
import { openTestStorage, type TestStorage } from '../../../../test/test-storage'
import { nestedGalleries } from './delete-files'

it.runIf(canMount).each(['paused', 'queued', 'running'] as const)(
  'files of a %s task that cannot be deleted are reported as a failure, and the task can be cancelled',
  async (kind) => {
    using disk = mountSmallDisk(8)
    const site = await startGallerySite({ pages: 4, images: 1 })
    const bench = await openTestEngine()
    try {
      const { commands } = bench.engine
      await commands.changeSettings({ tasksAtOnce: kind === 'running' ? 2 : 1 })
      const release = [site.hold('/g/3.html'), site.hold('/g/4.html')]
      const id = bench.add(`${site.origin}/g/[1-3].html`, { folder: disk.folder })
      // A disk on which a record is being written does not become read-only.
      await bench.untilCounts(id, ({ galleriesDone }) => galleriesDone === 2)
      if (kind !== 'running') await commands.pauseTasks([id])
      if (kind === 'queued') {
        bench.add(`${site.origin}/g/4.html`)
        await commands.resumeTasks([id])
      }
      expect(bench.engine.task(id)?.state.kind).toBe(kind)

      disk.setReadOnly(true)
      const cancel = () => commands.cancelTasks({ ids: [id], deleteFiles: true })
      const refused: unknown = await Promise.resolve(cancel()).catch((error: unknown) => error)
      expect(refused).toBeInstanceOf(FailureError)
      expect(refused).toMatchObject({ failure: { kind: 'not-writable' } })
      expect(readdirSync(join(disk.folder, 'Gallery 1 [1]'))).toHaveLength(2)

      disk.setReadOnly(false)
      if (kind === 'paused') await cancel()
      expect(bench.engine.task(id)?.state.kind).toBe('cancelled')
      for (const letGo of release) letGo()
    } finally {
      await bench.close()
      await site.close()
    }
  },
)

let bench: TestStorage

beforeEach(() => {
  bench = openTestStorage()
})
afterEach(() => bench.close())

const at = 1
const place = resolve('/places')

/** A gallery of a task of its own that saves to this root; the key is its folder if none is given. */
function addGallery(root: string, folder: string, key = folder): GalleryId {
  const { storage } = bench
  const request = {
    address: RangeAddress.parse('http://example.org/'),
    recipe: null,
    folder: root,
    options: {},
    startLater: false,
  }
  const task = storage.tasks.add(request, { kind: 'queued' }, emptyCounts, at)
  const gallery = { key, title: key, siteId: null, page: 'http://example.org/', host: 'example.org' }
  const more = { root, folder, recipe: 'automatic', fields: {}, position: 0 }
  return storage.galleries.add(task, { ...gallery, ...more }, at)
}

describe('what would go along with the folder of a gallery', () => {
  it('are galleries below it, and none beside it with the same first letters', async () => {
    const bob = addGallery(place, 'Bob')
    for (const beside of ['Bobby', 'Bob 2/Set', 'Bob-', 'Bo', 'Alice/Bob']) addGallery(place, beside)
    expect(await nestedGalleries(bench.storage, bob)).toEqual([])
    addGallery(place, 'Bob/Set 2')
    addGallery(place, 'Bob/Sets/Set 3')
    const below = [join(place, 'Bob', 'Set 2'), join(place, 'Bob', 'Sets', 'Set 3')]
    expect(await nestedGalleries(bench.storage, bob)).toEqual(below)
  })

  it('are none that were forgotten, nor the same gallery of another task', async () => {
    const bob = addGallery(place, 'Bob')
    addGallery(place, 'Bob')
    bench.storage.galleries.folders.forget(addGallery(place, 'Bob/Set 2'), at)
    expect(await nestedGalleries(bench.storage, bob)).toEqual([])
  })

  it('are galleries that another download put there by way of another folder', async () => {
    const set = addGallery(join(place, 'Art'), 'Bob')
    addGallery(place, 'Art/Bob/Set 2')
    expect(await nestedGalleries(bench.storage, set)).toEqual([join(place, 'Art', 'Bob', 'Set 2')])
  })

  it('are folders of downloads, also of one that left the list', async () => {
    const bob = addGallery(place, 'Bob')
    const inner = addGallery(join(place, 'Bob', 'mine'), 'Set 2')
    const [, task] = bench.storage.tasks.list()
    if (task) bench.storage.tasks.remove(task.id, at)
    const expected = [join(place, 'Bob', 'mine'), join(place, 'Bob', 'mine', 'Set 2')]
    expect(await nestedGalleries(bench.storage, bob)).toEqual(expected)
    expect(await nestedGalleries(bench.storage, inner)).toEqual([])
  })

  it('is all of a folder that a template made the very one of the download', async () => {
    const bob = addGallery(place, '')
    addGallery(place, 'Alice')
    expect(await nestedGalleries(bench.storage, bob)).toEqual([place, join(place, 'Alice')])
  })
})
