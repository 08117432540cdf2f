import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { failure, statusFailure } from '@shared/failure'
import { emptyTally } from '@shared/task'
import type { GalleryId, ImageId, TaskId } from '@shared/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewGallery } from './gallery-rows'
import { openStorage, type Storage } from './storage'

let folder: string
let file: string
let storage: Storage

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-storage-'))
  file = join(folder, 'galleon.db')
  storage = openStorage(file)
})

afterEach(() => {
  storage.close()
  rmSync(folder, { recursive: true, force: true })
})

const request = {
  address: 'http://example.org/a/[1-3].html',
  recipe: null,
  folder: '/x',
  options: {},
  startLater: false,
}

function addTask(): TaskId {
  return storage.tasks.add(request, { kind: 'queued' }, emptyTally, 1)
}

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
    return storage.images.add(taskId, galleryId, index + 1, image, 1) as ImageId
  })
}

const whole = (name: string) => ({ file: name, bytes: 10, sha256: `sha-${name}`, type: 'image/jpeg' })
const noValidators = { etag: null, lastModified: null }

describe('the database', () => {
  it('holds after reopening what was written before closing', () => {
    const id = addTask()
    storage.close()
    storage = openStorage(file)
    expect(storage.tasks.list().map((task) => task.id)).toEqual([id])
  })

  it('has committed, once it is durable, everything that was written before, also for others who asked', async () => {
    const first = addTask()
    const promises = [storage.durable()]
    const second = addTask()
    promises.push(storage.durable())
    await Promise.all(promises)
    const other = new DatabaseSync(file)
    expect(other.prepare('SELECT id FROM tasks ORDER BY id').all()).toEqual([{ id: first }, { id: second }])
    other.close()
  })

  it('goes on being durable after the log was copied into the database, and when it is closed in the midst', async () => {
    for (let round = 0; round < 3; round++) {
      addTask()
      await storage.durable()
      const other = new DatabaseSync(file)
      other.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      other.close()
    }
    addTask()
    const asked = storage.durable()
    storage.close()
    await expect(asked).resolves.toBeUndefined()
    storage = openStorage(file)
    expect(storage.tasks.list()).toHaveLength(4)
  })

  it('shows what was flushed to another connection at once', () => {
    addTask()
    storage.flush()
    const other = new DatabaseSync(file)
    expect(other.prepare('SELECT count(*) AS n FROM tasks').get()).toMatchObject({ n: 1 })
    other.close()
  })

  it('refuses a file of a newer version and leaves it untouched', () => {
    storage.close()
    const newer = new DatabaseSync(file)
    newer.exec('PRAGMA user_version = 999')
    newer.close()
    expect(() => openStorage(file)).toThrow(/newer Galleon/)
    const after = new DatabaseSync(file)
    expect(after.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 999 })
    after.close()
    rmSync(file)
    storage = openStorage(file)
  })

  it('says so when the file is no database', () => {
    const other = join(folder, 'notes.txt')
    writeFileSync(
      other,
      'these are notes, not a database, and longer than a header of one hundred bytes would be. '.repeat(20),
    )
    expect(() => openStorage(other)).toThrow(/cannot be opened as a database/)
  })
})

describe('pages', () => {
  it('are queued once, whatever leads to them', () => {
    const id = addTask()
    const page = {
      address: 'http://example.org/2',
      via: 'next',
      position: 0,
      galleryId: null,
      depth: 1,
    } as const
    expect(storage.pages.queue(id, page, 1)).toBe(true)
    expect(storage.pages.queue(id, page, 1)).toBe(false)
    expect(storage.pages.queued(id, 0, 10)).toHaveLength(1)
  })

  it('count the missing ones at the end of an open range and forget them when it has ended', () => {
    const id = addTask()
    const page = (position: number) => {
      const address = `http://example.org/${position}`
      return { pageId: null, address, via: 'range', position, galleryId: null, depth: 0 } as const
    }
    storage.pages.saveRead(id, page(0), 1)
    storage.pages.saveFailed(id, page(1), statusFailure(404, 'gone'), 1)
    storage.pages.saveRead(id, page(2), 1)
    storage.pages.saveFailed(id, page(3), statusFailure(404, 'gone'), 1)
    storage.pages.saveFailed(id, page(4), statusFailure(404, 'gone'), 1)
    expect(storage.pages.trailingMissing(id, 5)).toBe(2)
    expect(storage.pages.dropTrailingMissing(id)).toBe(2)
    expect(
      storage.problems
        .list({ taskId: id, offset: 0, limit: 10, descending: false })
        .rows.map((p) => p.address),
    ).toEqual(['http://example.org/1'])
  })
})

describe('images', () => {
  it('stand once in a gallery, and may stand in two', () => {
    const id = addTask()
    const [a, b] = [storage.galleries.add(id, gallery('a'), 1), storage.galleries.add(id, gallery('b'), 1)]
    const image = { address: 'http://example.org/1.jpg', alternatives: [], page: 'http://example.org/' }
    expect(storage.images.add(id, a, 1, image, 1)).not.toBeNull()
    expect(storage.images.add(id, a, 2, image, 1)).toBeNull()
    expect(storage.images.add(id, b, 1, image, 1)).not.toBeNull()
  })

  it('that failed are chosen to be queued again, all or the named ones, and only those', () => {
    const id = addTask()
    const galleryId = storage.galleries.add(id, gallery('a'), 1)
    const [first, second, third] = addImages(id, galleryId, 3) as [ImageId, ImageId, ImageId]
    storage.images.saveDone(first, 'saved', whole('1.jpg'), noValidators, 1)
    storage.images.saveFailed(second, failure('reset', 'cut'), 1)
    storage.images.saveFailed(third, failure('reset', 'cut'), 1)
    const chosen = (images?: readonly ImageId[]) =>
      storage.problems
        .choose({ taskId: id, ...(images ? { images: [...images] } : {}) }, 'failed')
        .map((problem) => problem.imageId)
    expect(chosen([first, third])).toEqual([third])
    storage.images.requeue(third, 1, null)
    expect(storage.images.queued(id, 0, 10).map((image) => image.id)).toEqual([third])
    expect(chosen()).toEqual([second])
    expect(storage.images.row(first)?.state).toBe('saved')
  })

  it('remember the name that a whole file was about to get', () => {
    const id = addTask()
    const [image] = addImages(id, storage.galleries.add(id, gallery('a'), 1), 1) as [ImageId]
    storage.images.saveClaim(image, whole('001.jpg'))
    expect(storage.images.queued(id, 0, 1)[0]?.claimed).toEqual(whole('001.jpg'))
    expect(storage.images.row(image)).toMatchObject({ state: 'queued', file: null, bytes: null })
  })

  it('of a long gallery are read in order while others are written', () => {
    const id = addTask()
    const galleryId = storage.galleries.add(id, gallery('a'), 1)
    const ids = addImages(id, galleryId, 1200)
    const read: number[] = []
    for (const image of storage.images.ofGallery(id, galleryId)) {
      read.push(image.num)
      storage.images.saveFailed(ids[image.num - 1] as ImageId, failure('reset', 'cut'), 1)
      if (image.num % 100 === 0) storage.flush()
    }
    expect(read).toEqual(Array.from({ length: 1200 }, (_, index) => index + 1))
  })

  it('of a gallery in the trash are not known any more', () => {
    const id = addTask()
    const galleryId = storage.galleries.add(id, gallery('a'), 1)
    const [image] = addImages(id, galleryId, 1) as [ImageId]
    storage.images.saveDone(image, 'saved', whole('1.jpg'), noValidators, 1)
    expect(storage.images.file(image)?.file).toBe('1.jpg')
    storage.galleries.forget(galleryId, 2)
    expect(storage.images.file(image)).toBeNull()
  })

  it('are listed in every order and both directions', () => {
    const id = addTask()
    const galleryId = storage.galleries.add(id, gallery('a'), 1)
    const [first, second] = addImages(id, galleryId, 2) as [ImageId, ImageId]
    storage.images.saveDone(first, 'saved', { ...whole('b.jpg'), bytes: 5 }, noValidators, 1)
    storage.images.saveFailed(second, failure('reset', 'cut'), 1)
    const order = (sort: 'position' | 'file' | 'bytes' | 'state', descending = false) =>
      storage.images
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
  it('find the folder that they had before', () => {
    const first = addTask()
    storage.galleries.add(first, gallery('a', { folder: 'Old name' }), 1)
    expect(storage.galleries.earlierFolder('a', '/x')).toBe('Old name')
    expect(storage.galleries.earlierFolder('a', '/elsewhere')).toBeNull()
    expect(storage.galleries.holderOf('/x', 'Old name')).toBe('a')
  })

  it('stand in the library once something of them is on disk, found by any part of the title', () => {
    const id = addTask()
    const galleryId = storage.galleries.add(id, gallery('a', { title: '100%_雨后的街道' }), 1)
    storage.galleries.add(id, gallery('b'), 1)
    storage.galleries.count(galleryId, { found: 1, saved: 1 })
    const find = (text: string) =>
      storage.galleries
        .library({ text, sort: 'added', offset: 0, limit: 10, descending: true })
        .rows.map((row) => row.id)
    expect(find('')).toEqual([galleryId])
    expect(find('雨后')).toEqual([galleryId])
    expect(find('100%_')).toEqual([galleryId])
    expect(find('100%%')).toEqual([])
    expect(storage.galleries.libraryHosts()).toEqual(['example.org'])
  })
})

describe('problems', () => {
  it('are grouped by cause and site', () => {
    const id = addTask()
    const galleryId = storage.galleries.add(id, gallery('a'), 1)
    const [first, second] = addImages(id, galleryId, 2) as [ImageId, ImageId]
    storage.images.saveFailed(first, statusFailure(403, 'no'), 1)
    storage.images.saveFailed(second, statusFailure(403, 'no'), 2)
    const page = {
      pageId: null,
      address: 'http://example.org:81/x',
      via: 'range',
      position: 1,
      galleryId: null,
      depth: 0,
    } as const
    storage.pages.saveFailed(id, page, statusFailure(404, 'gone'), 3)
    expect(storage.problems.groups(id)).toEqual([
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

describe('counting anew', () => {
  it('gives what the rows say', () => {
    const id = addTask()
    const galleryId = storage.galleries.add(id, gallery('a'), 1)
    const [first, second] = addImages(id, galleryId, 3) as [ImageId, ImageId]
    storage.images.saveDone(first, 'saved', whole('1.jpg'), noValidators, 1)
    storage.images.saveFailed(second, failure('reset', 'cut'), 1)
    storage.galleries.count(galleryId, { found: 3, saved: 1, failed: 1, bytes: 10 })
    expect(storage.tasks.recount(id, 7)).toEqual({
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

it.skipIf(process.platform === 'win32')(
  'makes the database and its side files readable for their owner alone',
  () => {
    addTask()
    storage.flush()
    for (const name of ['galleon.db', 'galleon.db-wal', 'galleon.db-shm']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    }
  },
)

it.skipIf(process.platform === 'win32')(
  'closes a database to others that an earlier version left open to them',
  () => {
    storage.close()
    chmodSync(file, 0o644)
    storage = openStorage(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  },
)

it('keeps the cookies of a task until they are let go, or the task leaves the list', () => {
  const [one, other] = [addTask(), addTask()]
  storage.tasks.saveCookies(one, '[1]')
  storage.tasks.saveCookies(other, '[2]')
  storage.close()
  storage = openStorage(file)
  expect(storage.tasks.cookies(one)).toBe('[1]')
  storage.tasks.saveCookies(one, null)
  storage.tasks.remove(other, 5)
  expect([storage.tasks.cookies(one), storage.tasks.cookies(other)]).toEqual([null, null])
})
