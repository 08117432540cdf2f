import type { ImageRow } from '@shared/model/gallery'
import { emptyCounts } from '@shared/model/task'
import type { GalleryId, ImageId } from '@shared/model/units'
import { RangeAddress } from '@shared/page-range/page-range'
import { expect, it } from 'vitest'
import { openTestStorage } from '../../../../../test/test-storage'
import { createFolderImages } from './list-images'
import { openReader } from './reader'

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
