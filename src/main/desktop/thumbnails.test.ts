import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ImageId } from '@shared/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createThumbnailCache } from './thumbnail-cache'
import { createThumbnails, type Draw } from './thumbnails'

const one = ImageId.parse(1)
let folder = ''
let picture = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-draw-'))
  picture = join(folder, 'picture.jpg')
  await writeFile(picture, 'a picture')
})
afterEach(() => rm(folder, { recursive: true }))

function thumbnailsWith(draw: Draw, type = 'image/jpeg') {
  const cache = createThumbnailCache(join(folder, 'thumbnails'), 1_000_000, Date.now)
  return createThumbnails(
    () => ({ path: picture, type }),
    cache,
    draw,
    () => undefined,
  )
}

const text = (thumbnail: { readonly bytes: Uint8Array } | null) =>
  Buffer.from(thumbnail?.bytes ?? []).toString()

describe('createThumbnails', () => {
  it('draws a picture once, and once more when the file has changed', async () => {
    let drawn = 0
    const thumbnails = thumbnailsWith(() => Promise.resolve(Buffer.from(`drawn ${(drawn += 1)}`)))
    const [first, second] = await Promise.all([thumbnails.of(one), thumbnails.of(one)])
    expect([text(first), text(second)]).toEqual(['drawn 1', 'drawn 1'])
    expect(first?.type).toBe('image/webp')
    expect(text(await thumbnails.of(one))).toBe('drawn 1')
    await utimes(picture, new Date(1000), new Date(1000))
    expect(text(await thumbnails.of(one))).toBe('drawn 2')
    expect(await readdir(join(folder, 'thumbnails'))).toHaveLength(2)
  })

  it('shows a small file as it is when it cannot be drawn', async () => {
    const thumbnails = thumbnailsWith(() => Promise.reject(new Error('damaged')))
    const shown = await thumbnails.of(one)
    expect([text(shown), shown?.type]).toEqual(['a picture', 'image/jpeg'])
  })

  it('shows nothing of a large file that cannot be drawn', async () => {
    await writeFile(picture, Buffer.alloc(600_000))
    expect(await thumbnailsWith(() => Promise.reject(new Error('damaged'))).of(one)).toBeNull()
  })

  it('never draws a document', async () => {
    let drawn = 0
    const draw = () => Promise.resolve(Buffer.from(String((drawn += 1))))
    expect(await thumbnailsWith(draw, 'image/svg+xml').of(one)).toBeNull()
    expect(drawn).toBe(0)
  })
})
