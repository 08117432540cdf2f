import { resolve } from 'node:path'
import { emptyCounts } from '@shared/model/task'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../../test/test-storage'
import type { OpenGallery } from '../incomplete-rows'
import { createListThread, type ListThread } from './list-thread'

let bench: TestStorage
let thread: ListThread

beforeEach(() => {
  bench = openTestStorage()
  thread = open(resolve('out/test/list-worker.js'))
})
afterEach(async () => {
  await thread.close()
  bench.close()
})

function open(workerFile: string): ListThread {
  const { storage, file } = bench
  return createListThread({ workerFile, databaseFile: file, flush: storage.flush, damageOf: () => null })
}

function addTask(): TaskId {
  const request = {
    address: RangeAddress.parse('http://a.test/'),
    recipe: null,
    folder: '/x',
    options: {},
    startLater: false,
  }
  return bench.storage.tasks.add(request, { kind: 'queued' }, emptyCounts, 1)
}

const query = (taskId: TaskId) => ({ taskId, offset: 0, limit: 10 })

describe('the thread that reads lists', () => {
  it('sees what was written in the turn before it was asked, every time', async () => {
    const task = addTask()
    for (let total = 1; total <= 3; total++) {
      bench.storage.pages.skipped.add(task, [{ address: `http://a.test/${total}`, reason: 'icon' }])
      expect(await thread.ask('listSkipped', query(task))).toMatchObject({ total })
    }
  })

  it('answers many questions, each with its own list', async () => {
    const tasks = [addTask(), addTask(), addTask()]
    for (const [at, task] of tasks.entries()) {
      const rows = Array.from({ length: at + 1 }, (_, n) => ({
        address: `http://a.test/${n}`,
        reason: 'icon' as const,
      }))
      bench.storage.pages.skipped.add(task, rows)
    }
    const all = await Promise.all(tasks.map((task) => thread.ask('listSkipped', query(task))))
    expect(all.map(({ total }) => total)).toEqual([1, 2, 3])
  })

  it('lists what a gallery and its task lack, page by page of the galleries', async () => {
    const { galleries, images } = bench.storage
    const task = addTask()
    const shared = { siteId: null, page: 'http://a.test/', host: 'a.test', root: '/x', recipe: 'automatic' }
    const ids = ['A', 'B', 'C'].map((key, position): GalleryId => {
      const id = galleries.add(task, { ...shared, key, title: key, folder: key, fields: {}, position }, 1)
      const image = { address: `http://a.test/${key}.png`, alternatives: [], page: 'http://a.test/' }
      const failure = { kind: 'not-found' as const, status: 404, detail: '' }
      images.outcome.saveFailed(images.add(task, id, 1, image, 1) as ImageId, failure, 1)
      galleries.progress.recount(id)
      return id
    })
    const first = await thread.ask('openGalleries', { root: '/x', after: 0, most: 2 })
    const rest = await thread.ask('openGalleries', { root: '/x', after: first.at(-1)?.id ?? 0, most: 2 })
    expect([...first, ...rest].map(({ id }) => id)).toEqual(ids)
    const [gallery] = rest
    expect(await thread.ask('missingOfGallery', { gallery: gallery as OpenGallery, most: 1 })).toEqual({
      images: 1,
      pages: 0,
      examples: [{ address: 'http://a.test/C.png', kind: 'not-found' }],
    })
    expect(await thread.ask('missingOfTask', { taskId: task, most: 1 })).toMatchObject({ hasFiles: false })
  })

  it('that cannot start or has been closed fails every question, with the reason', async () => {
    const broken = open(resolve('out/test/no-such-worker.js'))
    const task = addTask()
    const both = [broken.ask('listSkipped', query(task)), broken.ask('listSkipped', query(task))]
    for (const asked of both)
      await expect(asked).rejects.toThrow(/thread that reads lists ended.*no-such-worker/)
    await broken.close()
    await thread.close()
    await expect(thread.ask('listSkipped', query(task))).rejects.toThrow('closed')
  })
})
