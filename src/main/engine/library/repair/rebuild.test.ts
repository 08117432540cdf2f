import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DownloadRequest } from '@shared/model/download-request'
import type { TaskState } from '@shared/model/task-state'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestLedger, openTestStorage, type TestStorage } from '../../../../../test/test-storage'
import { folderOf, writeRecord } from '../gallery-record'
import { rebuildFolders } from './rebuild'

let bench: TestStorage
beforeEach(() => {
  bench = openTestStorage()
})
afterEach(() => bench.close())

const page = 'http://127.0.0.1/g/1.html'
const record = { key: page, title: 'One', siteId: null, page, host: '127.0.0.1', folder: 'One' }

// After a power cut its own record may be half-written beside one that another task wrote.
it.each<[TaskState, boolean]>([
  [{ kind: 'paused', cause: { kind: 'quit' } }, false],
  [{ kind: 'done', at: 1 }, true],
])('a gallery that the list knows is finished with its task alone: %j', async (state, isFinished) => {
  const { storage, folder: root } = bench
  const ledger = openTestLedger(storage)
  const task = ledger.add(DownloadRequest.parse({ address: page, folder: root }), state)
  const id = storage.galleries.add(
    task.id,
    { ...record, root, recipe: 'automatic', fields: {}, position: 0 },
    1,
  )
  const gallery = storage.galleries.get(id)
  if (!gallery) throw new Error('no gallery')
  mkdirSync(join(root, 'One'))
  await writeRecord(folderOf(gallery), gallery, [], 1, 'tag')
  const tools = {
    storage,
    ledger,
    recipeBook: { byName: () => null },
    now: () => 7,
    log: () => {},
    changes: { emit: () => {}, rowsChanged: () => {}, libraryChanged: () => {} },
  }
  const found = []
  for await (const one of rebuildFolders(tools, [root], new AbortController().signal)) found.push(one.id)
  expect(found).toEqual([id])
  expect(storage.galleries.get(id)?.finishedAt).toBe(isFinished ? 7 : null)
})
