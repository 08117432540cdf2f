import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createThumbnailCache } from './thumbnail-cache'

let folder = ''
let clock = 1_700_000_000_000
const now = () => (clock += 1000)

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'galleon-thumbs-')), 'thumbnails')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('createThumbnailCache', () => {
  it('gives back what it was given, also to the next run', async () => {
    await createThumbnailCache(folder, 1000, now).save('1.webp', Buffer.from('small'))
    const later = createThumbnailCache(folder, 1000, now)
    expect(Buffer.from((await later.load('1.webp')) ?? [])).toEqual(Buffer.from('small'))
    expect(await later.load('2.webp')).toBeNull()
    expect(await readdir(folder)).toEqual(['1.webp'])
  })

  it('deletes the files that were not read for longest when there are too many bytes', async () => {
    const cache = createThumbnailCache(folder, 1000, now)
    for (const name of ['a', 'b', 'c', 'd', 'e']) await cache.save(name, Buffer.alloc(190))
    await cache.load('a')
    await cache.save('f', Buffer.alloc(190))
    expect((await readdir(folder)).toSorted()).toEqual(['a', 'd', 'e', 'f'])
  })

  it('counts what an earlier run left', async () => {
    const earlier = createThumbnailCache(folder, 10_000, now)
    for (const name of ['a', 'b', 'c', 'd']) await earlier.save(name, Buffer.alloc(400))
    await createThumbnailCache(folder, 1000, now).save('e', Buffer.alloc(400))
    expect((await readdir(folder)).toSorted()).toEqual(['d', 'e'])
  })

  it('continues when its folder was deleted', async () => {
    const cache = createThumbnailCache(folder, 1000, now)
    await cache.save('a', Buffer.alloc(10))
    await rm(folder, { recursive: true })
    expect(await cache.load('a')).toBeNull()
    await cache.save('b', Buffer.alloc(10))
    expect(await readdir(folder)).toEqual(['b'])
  })
})
