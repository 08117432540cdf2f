import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyCounts } from '@shared/model/task'
import { parsePageRange, RangeAddress } from '@shared/page-range/page-range'
import { expect, it } from 'vitest'
import { openStorage, type Storage } from '../storage/storage'
import { createPageSource, type PageSource } from './page-source'

function withStorage(work: (storage: Storage, open: (mostFollowed: number) => PageSource) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'galleon-pages-'))
  const storage = openStorage(join(folder, 'galleon.db'))
  try {
    const request = {
      address: RangeAddress.parse('http://a.test/1'),
      recipe: null,
      folder,
      options: {},
      startLater: false,
    }
    const taskId = storage.tasks.add(request, { kind: 'queued' }, emptyCounts, 1)
    const parsed = parsePageRange(request.address)
    if (!parsed.ok) throw new Error('a plain address')
    const { range } = parsed
    work(storage, (mostFollowed) =>
      createPageSource({
        taskId,
        range,
        storage,
        mostFollowed,
        missingPagesToEnd: 3,
        mostLinked: 2,
        now: () => 1,
      }),
    )
  } finally {
    storage.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const discover = (pages: PageSource, via: 'next' | 'index', name: string) =>
  pages.discover({ address: `http://a.test/${name}`, via, position: 0, galleryId: null, depth: 1 })

it('is full after so many pages that index pages led to, also in a later start; next pages do not count', () => {
  withStorage((_, open) => {
    const pages = open(Infinity)
    expect([
      discover(pages, 'next', 'n'),
      discover(pages, 'index', 'a'),
      discover(pages, 'index', 'a'),
    ]).toEqual(['queued', 'queued', 'known'])
    expect(pages.isFull).toBe(false)
    expect(discover(pages, 'index', 'b')).toBe('queued')
    expect(pages.isFull).toBe(true)
    expect(open(Infinity).isFull).toBe(true)
  })
})

it('holds back the pages beyond the limit of followed ones until they are released', () => {
  withStorage((storage, open) => {
    const pages = open(2)
    expect(['a', 'b', 'c', 'd', 'c'].map((name) => discover(pages, 'next', name))).toEqual([
      'queued',
      'queued',
      'held',
      'held',
      'known',
    ])
    const taken = () => [pages.take(), pages.take(), pages.take(), pages.take()].map((page) => page?.address)
    expect(taken()).toEqual(['http://a.test/a', 'http://a.test/b', 'http://a.test/1', undefined])
    const [taskId] = storage.tasks.list().map(({ id }) => id)
    if (taskId === undefined) throw new Error('the task is gone')
    expect(storage.pages.queue.release(taskId)).toBe(2)
    pages.requeue()
    expect(taken()).toEqual(['http://a.test/c', 'http://a.test/d', undefined, undefined])
  })
})
