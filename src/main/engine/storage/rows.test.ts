import { failure, obstacleFailure, statusFailure } from '@shared/model/failure'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../test/test-storage'
import type { NewGallery } from './galleries/gallery-row'

let bench: TestStorage

beforeEach(() => {
  bench = openTestStorage()
})
afterEach(() => bench.close())

function gallery(key: string, more: Partial<NewGallery> = {}): NewGallery {
  return {
    key,
    title: `Title ${key}`,
    siteId: key,
    page: `http://example.org/${key}`,
    host: 'example.org',
    root: '/x',
    folder: key,
    recipe: 'automatic',
    fields: {},
    position: 0,
    ...more,
  }
}

function addImages(taskId: TaskId, galleryId: GalleryId, count: number): ImageId[] {
  return Array.from({ length: count }, (_, index) => {
    const image = {
      address: `http://example.org/${galleryId}/${index}.jpg`,
      alternatives: [],
      page: 'http://example.org/',
    }
    return bench.storage.images.add(taskId, galleryId, index + 1, image, 1) as ImageId
  })
}

const whole = (name: string) => ({ file: name, bytes: 10, sha256: `sha-${name}`, type: 'image/jpeg' })
const noValidators = { etag: null, lastModified: null }

describe('pages', () => {
  it('are queued once, whatever leads to them', () => {
    const id = bench.addTask()
    const page = {
      address: 'http://example.org/2',
      via: 'next',
      position: 0,
      galleryId: null,
      depth: 1,
    } as const
    expect(bench.storage.pages.queue.add(id, page, 1)).toBe(true)
    expect(bench.storage.pages.queue.add(id, page, 1)).toBe(false)
    expect(bench.storage.pages.queue.list(id, 0, 10)).toHaveLength(1)
  })

  it('count the missing ones at the end of an open range and forget them when it has ended', () => {
    const id = bench.addTask()
    const page = (position: number) => {
      const address = `http://example.org/${position}`
      return { pageId: null, address, via: 'range', position, galleryId: null, depth: 0 } as const
    }
    bench.storage.pages.outcome.saveRead(id, page(0), 1)
    bench.storage.pages.outcome.saveFailed(id, page(1), statusFailure(404, 'gone'), 1)
    bench.storage.pages.outcome.saveRead(id, page(2), 1)
    bench.storage.pages.outcome.saveFailed(id, page(3), statusFailure(404, 'gone'), 1)
    bench.storage.pages.outcome.saveFailed(id, page(4), statusFailure(404, 'gone'), 1)
    expect(bench.storage.pages.range.trailingMissing(id, 5)).toBe(2)
    expect(bench.storage.pages.range.dropTrailingMissing(id)).toBe(2)
    expect(
      bench.storage.problems
        .list({ taskId: id, offset: 0, limit: 10, descending: false })
        .rows.map((p) => p.address),
    ).toEqual(['http://example.org/1'])
  })
})

describe('images', () => {
  it('are once in a gallery, and may be in two', () => {
    const id = bench.addTask()
    const [a, b] = [
      bench.storage.galleries.add(id, gallery('a'), 1),
      bench.storage.galleries.add(id, gallery('b'), 1),
    ]
    const image = { address: 'http://example.org/1.jpg', alternatives: [], page: 'http://example.org/' }
    expect(bench.storage.images.add(id, a, 1, image, 1)).not.toBeNull()
    expect(bench.storage.images.add(id, a, 2, image, 1)).toBeNull()
    expect(bench.storage.images.add(id, b, 1, image, 1)).not.toBeNull()
  })

  it('that failed are chosen to be queued again, all or the named ones, and only those', () => {
    const id = bench.addTask()
    const galleryId = bench.storage.galleries.add(id, gallery('a'), 1)
    const [first, second, third] = addImages(id, galleryId, 3) as [ImageId, ImageId, ImageId]
    bench.storage.images.outcome.saveDone(first, 'saved', whole('1.jpg'), noValidators, 1)
    bench.storage.images.outcome.saveFailed(second, failure('reset', 'cut'), 1)
    bench.storage.images.outcome.saveFailed(third, failure('reset', 'cut'), 1)
    const chosen = (images?: readonly ImageId[]) =>
      bench.storage.problems
        .choose({ taskId: id, ...(images ? { images: [...images] } : {}) }, 'failed')
        .map((problem) => problem.imageId)
    expect(chosen([first, third])).toEqual([third])
    bench.storage.images.queue.requeue(third, 1, null)
    expect(bench.storage.images.queue.list(id, 0, 10).map((image) => image.id)).toEqual([third])
    expect(chosen()).toEqual([second])
    expect(bench.storage.images.row(first)?.state).toBe('saved')
  })

  it('remember the name that a whole file was about to get', () => {
    const id = bench.addTask()
    const [image] = addImages(id, bench.storage.galleries.add(id, gallery('a'), 1), 1) as [ImageId]
    bench.storage.images.parts.claim(image, whole('001.jpg'), null)
    expect(bench.storage.images.queue.list(id, 0, 1)[0]?.claimed).toEqual(whole('001.jpg'))
    expect(bench.storage.images.row(image)).toMatchObject({ state: 'queued', file: null, bytes: null })
  })

  it('end as they ended, claimed so, claimed otherwise or not at all', () => {
    const task = bench.addTask()
    const id = bench.storage.galleries.add(task, gallery('a'), 1)
    const [asClaimed, otherwise, never] = addImages(task, id, 3) as [ImageId, ImageId, ImageId]
    const { images } = bench.storage
    images.parts.claim(asClaimed, whole('1.jpg'), { address: 'http://example.org/1' })
    images.parts.claim(otherwise, { ...whole('2.jpg'), bytes: 9 }, { address: 'http://example.org/2' })
    const validators = { etag: '"e"', lastModified: 'then' }
    images.outcome.saveDone(asClaimed, 'saved', whole('1.jpg'), validators, 2)
    images.outcome.saveDone(otherwise, 'saved', whole('2.jpg'), validators, 2)
    images.outcome.saveDone(never, 'skipped', { ...whole('3.jpg'), file: null }, noValidators, 2)
    expect(images.files.get(asClaimed)).toMatchObject(whole('1.jpg'))
    expect(images.files.get(otherwise)).toMatchObject(whole('2.jpg'))
    expect(images.parts.ofTask(task)).toEqual([])
    const listed = [...images.ofGallery(task, id)]
    expect(listed.map(({ state, file, bytes }) => [state, file, bytes])).toEqual([
      ['saved', '1.jpg', 10],
      ['saved', '2.jpg', 10],
      ['skipped', null, 10],
    ])
  })

  it('of a long gallery are read in order while others are written', () => {
    const id = bench.addTask()
    const galleryId = bench.storage.galleries.add(id, gallery('a'), 1)
    const ids = addImages(id, galleryId, 1200)
    const read: number[] = []
    for (const image of bench.storage.images.ofGallery(id, galleryId)) {
      read.push(image.num)
      bench.storage.images.outcome.saveFailed(ids[image.num - 1] as ImageId, failure('reset', 'cut'), 1)
      if (image.num % 100 === 0) bench.storage.flush()
    }
    expect(read).toEqual(Array.from({ length: 1200 }, (_, index) => index + 1))
  })

  it('of a gallery in the trash are not known any more', () => {
    const id = bench.addTask()
    const galleryId = bench.storage.galleries.add(id, gallery('a'), 1)
    const [image] = addImages(id, galleryId, 1) as [ImageId]
    bench.storage.images.outcome.saveDone(image, 'saved', whole('1.jpg'), noValidators, 1)
    expect(bench.storage.images.files.get(image)?.file).toBe('1.jpg')
    bench.storage.galleries.folders.forget(galleryId, 2)
    expect(bench.storage.images.files.get(image)).toBeNull()
  })

  it('are listed in every order and both directions', () => {
    const id = bench.addTask()
    const galleryId = bench.storage.galleries.add(id, gallery('a'), 1)
    const [first, second] = addImages(id, galleryId, 2) as [ImageId, ImageId]
    bench.storage.images.outcome.saveDone(first, 'saved', { ...whole('b.jpg'), bytes: 5 }, noValidators, 1)
    bench.storage.images.outcome.saveFailed(second, failure('reset', 'cut'), 1)
    bench.storage.galleries.progress.recount(galleryId)
    const order = (sort: 'position' | 'file' | 'bytes' | 'state', descending = false) =>
      bench.storage.images
        .list({ taskId: id, sort, offset: 0, limit: 10, descending })
        .rows.map((image) => image.id)
    expect(order('position')).toEqual([first, second])
    expect(order('position', true)).toEqual([second, first])
    expect(order('state')).toEqual([second, first])
    expect(order('bytes', true)).toEqual([first, second])
    expect(order('file', true)).toEqual([first, second])
  })
})

describe('galleries', () => {
  it('keep the cover that they got first, and count on', () => {
    const task = bench.addTask()
    const id = bench.storage.galleries.add(task, gallery('a'), 1)
    const [first, second] = addImages(task, id, 2) as [ImageId, ImageId]
    bench.storage.galleries.progress.addToCounts(id, { found: 2 })
    bench.storage.galleries.progress.addToCounts(id, { saved: 1, bytes: 10 }, first)
    bench.storage.galleries.progress.addToCounts(id, { saved: 1, bytes: 5 }, second)
    expect(bench.storage.galleries.row(id)).toMatchObject({ found: 2, saved: 2, bytes: 15, cover: first })
  })

  it('find the folder that they had before', () => {
    const first = bench.addTask()
    bench.storage.galleries.add(first, gallery('a', { folder: 'Old name' }), 1)
    expect(bench.storage.galleries.earlier('a', '/x')[0]?.folder).toBe('Old name')
    expect(bench.storage.galleries.earlier('a', '/elsewhere')).toEqual([])
    expect(bench.storage.galleries.folders.holderOf('/x/Old name')).toBe('a')
  })

  it('are in the library once something of them is on disk, found by any part of the title', () => {
    const id = bench.addTask()
    const galleryId = bench.storage.galleries.add(id, gallery('a', { title: '100%_雨后的街道' }), 1)
    bench.storage.galleries.add(id, gallery('b'), 1)
    bench.storage.galleries.progress.addToCounts(galleryId, { found: 1, saved: 1 })
    const find = (text: string) =>
      bench.storage.galleries.lists
        .library({ text, sort: 'added', offset: 0, limit: 10, descending: true })
        .rows.map((row) => row.id)
    expect(find('')).toEqual([galleryId])
    expect(find('雨后')).toEqual([galleryId])
    expect(find('100%_')).toEqual([galleryId])
    expect(find('100%%')).toEqual([])
    expect(bench.storage.galleries.lists.libraryHosts()).toEqual(['example.org'])
  })
})

describe('problems', () => {
  it('of pages are grouped and chosen by what stands in their way', () => {
    const id = bench.addTask()
    for (const [position, obstacle] of (['script', 'text', 'text', null] as const).entries()) {
      const page = {
        pageId: null,
        address: `http://example.org/${position}`,
        via: 'range',
        position,
        galleryId: null,
        depth: 0,
      } as const
      const reason = obstacle === null ? failure('no-images', '') : obstacleFailure(obstacle, '')
      bench.storage.pages.outcome.saveFailed(id, page, reason, position)
    }
    const { groups, choose } = bench.storage.problems
    const counts = new Map(groups(id).map(({ page = null, pages }) => [page, pages]))
    expect(counts).toEqual(
      new Map([
        ['text', 2],
        ['script', 1],
        [null, 1],
      ]),
    )
    const chosen = (page?: 'script' | 'text' | null) =>
      choose({ taskId: id, group: { kind: 'no-images', ...(page === undefined ? {} : { page }) } }, 'failed')
    expect(chosen('text')).toHaveLength(2)
    expect(chosen(null).map(({ address }) => address)).toEqual(['http://example.org/3'])
    expect(chosen()).toHaveLength(4)
  })

  it('are grouped by cause and site', () => {
    const id = bench.addTask()
    const galleryId = bench.storage.galleries.add(id, gallery('a'), 1)
    const [first, second] = addImages(id, galleryId, 2) as [ImageId, ImageId]
    bench.storage.images.outcome.saveFailed(first, statusFailure(403, 'no'), 1)
    bench.storage.images.outcome.saveFailed(second, statusFailure(403, 'no'), 2)
    const page = {
      pageId: null,
      address: 'http://example.org:81/x',
      via: 'range',
      position: 1,
      galleryId: null,
      depth: 0,
    } as const
    bench.storage.pages.outcome.saveFailed(id, page, statusFailure(404, 'gone'), 3)
    expect(bench.storage.problems.groups(id)).toEqual([
      {
        kind: 'forbidden',
        status: 403,
        host: 'example.org',
        images: 2,
        pages: 0,
        failedAgain: 0,
        until: null,
      },
      {
        kind: 'not-found',
        status: 404,
        host: 'example.org:81',
        images: 0,
        pages: 1,
        failedAgain: 0,
        until: null,
      },
    ])
  })
})

describe('counting again', () => {
  it('gives what the rows say', () => {
    const id = bench.addTask()
    const galleryId = bench.storage.galleries.add(id, gallery('a'), 1)
    const [first, second] = addImages(id, galleryId, 3) as [ImageId, ImageId]
    bench.storage.images.outcome.saveDone(first, 'saved', whole('1.jpg'), noValidators, 1)
    bench.storage.images.outcome.saveFailed(second, failure('reset', 'cut'), 1)
    bench.storage.galleries.progress.addToCounts(galleryId, { found: 3, saved: 1, failed: 1, bytes: 10 })
    expect(bench.storage.tasks.progress.recount(id, 7)).toEqual({
      pagesKnown: 7,
      pagesRead: 0,
      pagesFailed: 0,
      galleries: 1,
      galleriesDone: 0,
      found: 3,
      saved: 1,
      skipped: 0,
      failed: 1,
      bytes: 10,
    })
  })
})
