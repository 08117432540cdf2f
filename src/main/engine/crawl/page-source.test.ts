import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyCounts } from '@shared/model/task'
import { parsePageRange, RangeAddress } from '@shared/page-range/page-range'
import { expect, it } from 'vitest'
import { openStorage } from '../storage/storage'
import { createPageSource } from './page-source'

it('is full after so many pages that index pages led to, also in a later start; next pages do not count', () => {
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
    const open = () =>
      createPageSource({
        taskId,
        range: parsed.range,
        storage,
        mostFollowed: Infinity,
        missingPagesToEnd: 3,
        mostLinked: 2,
        now: () => 1,
      })
    const pages = open()
    const found = (via: 'next' | 'index', name: string) =>
      pages.discover({ address: `http://a.test/${name}`, via, position: 0, galleryId: null, depth: 1 })
    expect([found('next', 'n'), found('index', 'a'), found('index', 'a')]).toEqual([
      'queued',
      'queued',
      'known',
    ])
    expect(pages.isFull).toBe(false)
    expect(found('index', 'b')).toBe('queued')
    expect(pages.isFull).toBe(true)
    expect(open().isFull).toBe(true)
  } finally {
    storage.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
