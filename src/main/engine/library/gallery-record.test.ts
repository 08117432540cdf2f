import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { StoredGallery } from '../storage/galleries/gallery-row'
import type { ListedImage } from '../storage/images/image-row'
import { readEntries } from './check/read-record'
import { writeRecord } from './gallery-record'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galleon-record-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const gallery: StoredGallery = {
  id: 1 as GalleryId,
  taskId: 1 as TaskId,
  key: 'http://127.0.0.1/g/1.html',
  title: 'One',
  siteId: null,
  page: 'http://127.0.0.1/g/1.html',
  host: '127.0.0.1',
  root: '/x',
  folder: 'One',
  place: '/x/One',
  recipe: 'automatic',
  fields: {},
  position: 0,
  expected: 1,
  encoding: null,
  found: 1,
  ended: 1,
  finishedAt: null,
}

const withoutFile: ListedImage = {
  id: 1 as ImageId,
  galleryId: gallery.id,
  num: 1,
  address: 'http://127.0.0.1/i/1.png',
  state: 'skipped',
  file: null,
  bytes: null,
  type: null,
  failure: null,
  page: gallery.page,
  sha256: null,
  repair: null,
  smaller: null,
}

it('an entry without a file is a duplicate only if its content is known', async () => {
  const content = { bytes: 9, type: 'image/png', sha256: 'a'.repeat(64) }
  const twin = { ...withoutFile, num: 2, address: 'http://127.0.0.1/i/2.png', ...content }
  await writeRecord(folder, gallery, [withoutFile, twin], 0, 'x')
  const kinds = []
  for await (const { kind } of readEntries(folder, new AbortController().signal)) kinds.push(kind)
  expect(kinds).toEqual(['absent', 'noted'])
})
