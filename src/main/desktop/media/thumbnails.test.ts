import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { ImageId } from '@shared/model/units'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makePng } from '../../../../test/site/pictures.mjs'
import { createThumbnailCache } from './thumbnail-cache'
import { createThumbnails, type Draw, DrawerGoneError, DrawTimeoutError, newestFirst } from './thumbnails'

const one = ImageId.parse(1)
const small = makePng('a picture')
let folder = ''
let picture = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'galleon-draw-'))
  picture = join(folder, 'picture.jpg')
  await writeFile(picture, small)
})
afterEach(() => rm(folder, { recursive: true }))

function thumbnailsWith(draw: Draw) {
  const cache = createThumbnailCache(join(folder, 'thumbnails'), 1_000_000, Date.now)
  return createThumbnails(
    () => ({ path: picture, root: folder }),
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
    expect(shown).toEqual({ bytes: new Uint8Array(small), type: 'image/png' })
  })

  it('shows nothing of a large file that cannot be drawn', async () => {
    await writeFile(picture, makePng('a picture', 600_000))
    expect(await thumbnailsWith(() => Promise.reject(new Error('damaged'))).of(one)).toBeNull()
  })

  it.each([
    ['a drawing that says no size', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a bitmap that fits into no memory', announcing(30_000, 30_000)],
    ['a line of a hundred thousand pixels', announcing(100_000, 1)],
    ['a bitmap without pixels', announcing(0, 100)],
  ])('never draws %s, nor shows it as it is', async (_, bytes) => {
    await writeFile(picture, bytes)
    let drawn = 0
    const draw = () => Promise.resolve(Buffer.from(String((drawn += 1))))
    expect(await thumbnailsWith(draw).of(one)).toBeNull()
    expect(drawn).toBe(0)
  })

  it('draws large pictures one at a time', async () => {
    await writeFile(picture, announcing(10_000, 10_000))
    let under = 0
    let most = 0
    const thumbnails = thumbnailsWith(async () => {
      under += 1
      most = Math.max(most, under)
      await setImmediate()
      under -= 1
      return Buffer.from('drawn')
    })
    await Promise.all([1, 2, 3, 4].map((id) => thumbnails.of(ImageId.parse(id))))
    expect(most).toBe(1)
  })
})

describe('a picture that ends the decoding page', () => {
  it('does not cost its neighbour its thumbnail', async () => {
    const ends = [true, true]
    const thumbnails = thumbnailsWith(() =>
      ends.pop() === true ? Promise.reject(new DrawerGoneError()) : Promise.resolve(Buffer.from('drawn')),
    )
    expect(text(await thumbnails.of(one))).toBe('drawn')
  })

  it.each([
    ['ends it each time', new DrawerGoneError(), 3],
    ['keeps it busy', new DrawTimeoutError(), 1],
  ])('and %s has no preview, is not shown as it is, and is not tried again', async (_, cause, tries) => {
    let drawn = 0
    const thumbnails = thumbnailsWith(() => {
      drawn += 1
      return Promise.reject(cause)
    })
    expect(await thumbnails.of(one)).toBeNull()
    expect(await thumbnails.of(one)).toBeNull()
    expect(drawn).toBe(tries)
  })
})

/** A PNG whose header announces a size; nothing of it needs to be there. */
function announcing(width: number, height: number): Buffer {
  const png = makePng('a bomb')
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  return png
}

/** Calls that a test ends one by one. */
function held(limit: number) {
  const begun: number[] = []
  const ends = new Map<number, { finish(): void; fail(): void }>()
  const run = newestFirst(limit, (number: number) => {
    begun.push(number)
    return new Promise<number>((resolve, reject) => {
      ends.set(number, { finish: () => resolve(number), fail: () => reject(new Error('failed')) })
    })
  })
  return { begun, ends, run }
}

describe('newestFirst', () => {
  it('lets no more than the limit begin, then the newest of those that wait', async () => {
    const { begun, ends, run } = held(2)
    const all = [1, 2, 3, 4, 5].map(run)
    expect(begun).toEqual([1, 2])
    ends.get(1)?.finish()
    await setImmediate()
    expect(begun).toEqual([1, 2, 5])
    for (const number of [2, 5, 4, 3]) {
      ends.get(number)?.finish()
      await setImmediate()
    }
    expect(begun).toEqual([1, 2, 5, 4, 3])
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5])
  })

  it('continues after a call that failed', async () => {
    const { begun, ends, run } = held(1)
    const first = run(1)
    const second = run(2)
    ends.get(1)?.fail()
    await expect(first).rejects.toThrow('failed')
    await setImmediate()
    expect(begun).toEqual([1, 2])
    ends.get(2)?.finish()
    expect(await second).toBe(2)
  })
})
