import type { LibraryQuery } from '@shared/model/gallery'
import type { GalleryId, TaskId } from '@shared/model/units'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../../test/test-storage'
import { createLibraryList } from './gallery-lists'
import { openReader } from './reader'

let bench: TestStorage
let task: TaskId

beforeEach(() => {
  bench = openTestStorage()
  task = bench.addTask()
})
afterEach(() => bench.close())

function add(title: string, host: string, bytes: number, of = task): GalleryId {
  const { galleries } = bench.storage
  const page = `http://${host}/${title}`
  const gallery = { siteId: null, page, host, root: '/x', folder: title, recipe: 'automatic', fields: {} }
  const id = galleries.add(of, { ...gallery, key: page, title, position: 0 }, 1)
  galleries.progress.addToCounts(id, { found: 1, saved: 1, bytes })
  return id
}

const all: LibraryQuery = { text: '', sort: 'title', descending: false, offset: 0, limit: 100 }

it('a slice says how much is in the whole library, and at which place of its order a gallery is', () => {
  const [c, a, b] = [add('C', 'c.test', 1), add('A', 'a.test', 10), add('B', 'b.test', 100)]
  const list = createLibraryList(openReader(bench.file).database)
  bench.storage.flush()
  const slice = list({ ...all, offset: 1, limit: 1, locate: [c, a, 999 as GalleryId] })
  expect(slice).toMatchObject({ total: 3, bytes: 111, sites: null, located: [2, 0, null] })
  expect(slice.rows.map((row) => row.id)).toEqual([b])
  const searched = list({ ...all, text: 'b.t', locate: [b, a] })
  expect(searched).toMatchObject({ total: 1, bytes: 100, located: [0, null] })
})

it('a grouped list has sites in the order of their first gallery, and each keeps its order', () => {
  const [x1, y1, x2] = [add('1', 'x.test', 1), add('2', 'y.test', 1), add('3', 'x.test', 1)]
  const list = createLibraryList(openReader(bench.file).database)
  bench.storage.flush()
  const grouped = list({ ...all, grouped: true, locate: [y1] })
  expect(grouped.rows.map((row) => row.id)).toEqual([x1, x2, y1])
  expect(grouped.sites).toEqual([
    { host: 'x.test', count: 2 },
    { host: 'y.test', count: 1 },
  ])
  expect(grouped.located).toEqual([2])
  const descending = list({ ...all, grouped: true, descending: true })
  expect(descending.rows.map((row) => row.id)).toEqual([x2, x1, y1])
})

it('a slice that is asked for after a change knows the change', () => {
  const first = add('A', 'a.test', 1)
  const list = createLibraryList(openReader(bench.file).database)
  bench.storage.flush()
  expect(list(all).total).toBe(1)
  const second = add('0', 'a.test', 5)
  bench.storage.flush()
  expect(list({ ...all, locate: [first] })).toMatchObject({ total: 2, bytes: 6, located: [1] })
  expect(list(all).rows.map((row) => row.id)).toEqual([second, first])
})

it('the bytes of a folder that two tasks share are those of its files, each once', () => {
  const { images } = bench.storage
  const save = (gallery: GalleryId, of: TaskId, num: number, file: string, bytes: number) => {
    const address = `http://a.test/${gallery}/${file}`
    const image = { address, alternatives: [], page: 'http://a.test/' }
    const id = images.add(of, gallery, num, image, 1)
    if (id === null) throw new Error('not added')
    const saved = { file, bytes, sha256: `sha-${file}`, type: 'image/jpeg' }
    images.outcome.saveDone(id, 'saved', saved, { etag: null, lastModified: null }, 1)
  }
  const older = add('A', 'a.test', 30)
  save(older, task, 1, '1.jpg', 10)
  save(older, task, 2, '2.jpg', 20)
  const again = bench.addTask()
  const newer = add('A', 'a.test', 10, again)
  save(newer, again, 1, '1.jpg', 10)
  add('B', 'a.test', 1000)
  const list = createLibraryList(openReader(bench.file).database)
  bench.storage.flush()
  const { total, rows, bytes } = list(all)
  expect([total, bytes]).toEqual([2, 1030])
  expect(rows[0]).toMatchObject({ id: newer, saved: 2, bytes: 30 })
  save(newer, again, 3, '3.jpg', 5)
  bench.storage.galleries.progress.addToCounts(newer, { found: 1, saved: 1, bytes: 5 })
  bench.storage.flush()
  expect(list(all).bytes).toBe(1035)
})
