import { type ImageRow } from '@shared/model/gallery'
import { emptyCounts } from '@shared/model/task'
import { type GalleryId, type ImageId, type TaskId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../../test/test-storage'
import { createFolderImages, createImageList } from './list-images'
import { openReader } from './reader'

let bench: TestStorage
let task: TaskId
let galleries: readonly GalleryId[]

beforeEach(() => {
  bench = openTestStorage()
  const { storage } = bench
  const request = {
    address: RangeAddress.parse('http://a.test/'),
    recipe: null,
    folder: '/x',
    options: {},
    startLater: false,
  }
  task = storage.tasks.add(request, { kind: 'queued' }, emptyCounts, 1)
  const gallery = { siteId: null, page: 'http://a.test/', host: 'a.test', root: '/x', recipe: 'automatic' }
  galleries = ['A', 'B'].map((key, position) =>
    storage.galleries.add(task, { ...gallery, key, title: key, folder: key, fields: {}, position }, 1),
  )
})
afterEach(() => bench.close())

type State = 'queued' | 'saved' | 'skipped' | 'failed' | 'dismissed' | 'unwanted'
const anyImage = fc.record({
  gallery: fc.nat(1),
  state: fc.constantFrom<State>('queued', 'saved', 'skipped', 'failed', 'dismissed', 'unwanted'),
  bytes: fc.nat(3),
  file: fc.constantFrom('a', 'b', 'ä'),
})

it('names the gallery of each image in a list of several galleries', () => {
  const image = (at: number) => ({
    address: `http://a.test/${at}.png`,
    alternatives: [],
    page: 'http://a.test/',
  })
  for (const id of galleries) bench.storage.images.add(task, id, 1, image(id), 1)
  for (const id of galleries) bench.storage.galleries.progress.recount(id)
  bench.storage.flush()
  const reader = openReader(bench.file)
  const list = createImageList(reader.database)
  const query = { taskId: task, sort: 'position', descending: false, offset: 0, limit: 10 } as const
  expect(list(query).rows.map(({ gallery, num }) => [gallery, num])).toEqual([
    ['A', 1],
    ['B', 1],
  ])
  const [galleryId] = galleries
  expect(galleryId && list({ ...query, galleryId }).rows.map(({ gallery }) => gallery)).toEqual([undefined])
  reader.close()
})

it('no order of a list of images reads or sets apart what it hides', () => {
  const sent: string[] = []
  const reader = openReader(bench.file)
  const noted = {
    ...reader.database,
    all: (...asked: Parameters<typeof reader.database.all>) => {
      sent.push(asked[0])
      return reader.database.all(...asked)
    },
  }
  for (const sort of ['position', 'file', 'bytes'] as const)
    createImageList(noted, 0)({ taskId: task, sort, descending: false, offset: 0, limit: 10 })
  const plan = (sql: string) => reader.database.all(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', '1')}`)
  expect(sent.map((sql) => plan(sql).map(({ detail }) => detail))).toEqual(
    ['images_order', 'images_by_file', 'images_by_bytes'].map((index) => [
      `SEARCH images USING COVERING INDEX ${index} (task_id=?)`,
    ]),
  )
  reader.close()
})

/** Row ids in the order that a list promises, by plain sorting. */
function sorted(rows: readonly (ImageRow & { at: number })[], sort: string): readonly ImageId[] {
  const states = ['failed', 'queued', 'skipped', 'saved']
  const keys = (row: ImageRow): readonly (number | string | null)[] => {
    if (sort === 'position') return [row.galleryId, row.num]
    if (sort === 'file') return [row.file]
    return sort === 'bytes' ? [row.bytes] : [states.indexOf(row.state)]
  }
  const compare = (one: number | string | null, other: number | string | null) => {
    if (one === other) return 0
    if (one === null) return -1
    if (other === null) return 1
    return one < other ? -1 : 1
  }
  return rows
    .toSorted((one, other) => {
      const all = keys(one).map((key, at) => compare(key, keys(other)[at] ?? null))
      return all.find((order) => order !== 0) ?? one.id - other.id
    })
    .map(({ id }) => id)
}

it('every slice of every order of a list of images is what sorting all of them gives', () => {
  const { images } = bench.storage
  let made = 0
  fc.assert(
    fc.property(
      fc.array(anyImage, { maxLength: 25 }),
      fc.constantFrom('position' as const, 'file' as const, 'bytes' as const, 'state' as const),
      fc.boolean(),
      fc.option(fc.nat(1)),
      fc.nat(30),
      fc.integer({ min: 1, max: 12 }),
      fc.constantFrom(0, 20_000),
      (shapes, sort, descending, only, offset, limit, sortedAtMost) => {
        const ids: ImageId[] = []
        for (const [at, { gallery, state, bytes, file }] of shapes.entries()) {
          const image = { address: `http://a.test/${(made += 1)}`, alternatives: [], page: 'http://a.test/' }
          const id = images.add(task, galleries[gallery] as GalleryId, at + 1, image, 1) as ImageId
          ids.push(id)
          const whole = { file, bytes, sha256: 'x', type: 'image/png' }
          const failure = { kind: 'not-found' as const, status: 404, detail: '' }
          if (state === 'saved' || state === 'skipped')
            images.outcome.saveDone(id, state, whole, { etag: null, lastModified: null }, 1)
          if (state === 'failed' || state === 'dismissed') images.outcome.saveFailed(id, failure, 1)
          if (state === 'dismissed') images.outcome.ignore(id)
          if (state === 'unwanted') images.outcome.markUnwanted(id)
        }
        for (const gallery of galleries) bench.storage.galleries.progress.recount(gallery)
        bench.storage.flush()
        const rows = shapes.flatMap(({ state }, at) => {
          const row = state === 'dismissed' || state === 'unwanted' ? null : images.row(ids[at] as ImageId)
          const isMeant = only === null || row?.galleryId === galleries[only]
          return row !== null && isMeant ? [{ ...row, at }] : []
        })
        const reader = openReader(bench.file)
        try {
          const list = createImageList(reader.database, sortedAtMost)
          const gallery = only === null ? {} : { galleryId: galleries[only] as GalleryId }
          const query = { taskId: task, ...gallery, sort, descending, offset, limit }
          const order = sorted(rows, sort)
          const expected = descending ? order.toReversed() : order
          const slice = reader.read(() => list(query))
          expect(slice.total).toBe(rows.length)
          expect(slice.rows.map(({ id }) => id)).toEqual(expected.slice(offset, offset + limit))
        } finally {
          reader.close()
          for (const id of ids) images.outcome.drop(id)
        }
      },
    ),
    { numRuns: 150 },
  )
})

it('the images in a folder of several tasks come in parts, each file once, in the order of their numbers', () => {
  const bench = openTestStorage()
  const { tasks, galleries, images } = bench.storage
  const add = (files: readonly (string | null)[]): GalleryId => {
    const request = {
      address: RangeAddress.parse('http://a.test/'),
      recipe: null,
      folder: '/x',
      options: {},
      startLater: false,
    }
    const task = tasks.add(request, { kind: 'queued' }, emptyCounts, 1)
    const shared = { siteId: null, page: 'http://a.test/', host: 'a.test', root: '/x', recipe: 'automatic' }
    const id = galleries.add(
      task,
      { ...shared, key: 'A', title: 'A', folder: 'A', fields: {}, position: 0 },
      1,
    )
    for (const [at, file] of files.entries()) {
      const address = `http://a.test/${task}/${at}.png`
      const image = { address, alternatives: [], page: 'http://a.test/' }
      const added = images.add(task, id, at + 1, image, 1) as ImageId
      const whole = { file: file ?? '', bytes: 1, sha256: 'x', type: 'image/png' }
      if (file !== null) images.outcome.saveDone(added, 'saved', whole, { etag: null, lastModified: null }, 1)
    }
    galleries.progress.recount(id)
    return id
  }
  const id = add(['a', null, null, null, 'b', 'c', 'd'])
  add(['a', 'e', 'c', 'f', 'g', null, null, null, 'h'])
  bench.storage.flush()
  const reader = openReader(bench.file)
  const inParts = (rows: number) => {
    const read = createFolderImages(reader.database, rows)
    const parts: (readonly ImageRow[])[] = []
    for (let after: number | null = 0; after !== null; ) {
      const part: ReturnType<typeof read> = reader.read(() => read({ id, after: after ?? 0 }))
      parts.push(part.images)
      after = part.next
    }
    return parts
  }
  const expected = ['a', 'e', 'f', 'b', 'g', 'c', 'd', 'h']
  for (const rows of [1, 2, 3, 7, 500]) {
    expect(inParts(rows).flatMap((part) => part.map(({ file }) => file))).toEqual(expected)
  }
  // A part of two galleries has at most twice as many rows as were asked for.
  expect(Math.max(...inParts(2).map((part) => part.length))).toBeLessThanOrEqual(4)
  reader.close()
  bench.close()
})
