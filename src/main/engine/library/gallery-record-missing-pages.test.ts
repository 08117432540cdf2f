import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { failure } from '@shared/model/failure'
import type { TaskId } from '@shared/model/units'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestStorage, type TestStorage } from '../../../../test/test-storage'
import { createSequencer } from '../async/sequencer'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import { recordFolder } from './gallery-record'

let bench: TestStorage
const address = 'http://example.org/a/2.html'

beforeEach(() => {
  bench = openTestStorage()
  mkdirSync(join(bench.folder, 'A'))
})
afterEach(() => bench.close())

function addGallery(task: TaskId): StoredGallery {
  const facts = {
    key: 'a',
    title: 'A',
    siteId: null,
    page: 'http://example.org/a/1.html',
    host: 'example.org',
  }
  const place = { root: bench.folder, folder: 'A', recipe: 'automatic', fields: {}, position: 0 }
  const gallery = bench.storage.galleries.get(bench.storage.galleries.add(task, { ...facts, ...place }, 1))
  if (gallery === null) throw new Error('not added')
  return gallery
}

function page({ id }: StoredGallery) {
  return { pageId: null, address, via: 'next', position: 1, galleryId: id, depth: 1 } as const
}

function missingPages(): unknown {
  const record: unknown = JSON.parse(readFileSync(join(bench.folder, 'A', 'gallery.json'), 'utf8'))
  return (record as { readonly missingPages?: number }).missingPages
}

it('counts the pages that are missing when its turn comes, for all tasks that save the gallery', async () => {
  const { storage } = bench
  const folders = createSequencer()
  const tools = { storage, folders, now: () => 1 }
  const first = addGallery(bench.addTask())
  const second = addGallery(bench.addTask())
  storage.pages.outcome.saveFailed(first.taskId, page(first), failure('reset', 'cut'), 1)
  await recordFolder(tools, second)
  expect(missingPages()).toBe(1)

  const before = folders.begin(first.place)
  const writing = recordFolder(tools, first)
  storage.pages.outcome.saveRead(second.taskId, page(second), 1)
  before.end()
  await writing
  expect(missingPages()).toBeUndefined()
})
