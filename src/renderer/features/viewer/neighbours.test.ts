import type { ImageRow, ImageState } from '@shared/model/gallery'
import { GalleryId, ImageId } from '@shared/model/units'
import { describe, expect, it } from 'vitest'
import { imagesOnDisk, positionOf, positionsToPreload, slideAfter, stepTo } from './neighbours'

function image(id: number, state: ImageState = 'saved', file: string | null = `${id}.jpg`): ImageRow {
  return {
    id: ImageId.parse(id),
    galleryId: GalleryId.parse(1),
    num: id,
    address: `http://a.test/${id}.jpg`,
    file,
    state,
    bytes: 1,
    type: 'image/jpeg',
    failure: null,
  }
}

describe('steps', () => {
  it('go one on, one back and to the ends, and stay there', () => {
    expect([stepTo(3, 'next', 5), stepTo(4, 'next', 5)]).toEqual([4, 4])
    expect([stepTo(1, 'previous', 5), stepTo(0, 'previous', 5)]).toEqual([0, 0])
    expect([stepTo(2, 'first', 5), stepTo(2, 'last', 5)]).toEqual([0, 4])
  })

  it('are harmless in an empty gallery', () => {
    expect([stepTo(0, 'next', 0), stepTo(0, 'last', 0), slideAfter(0, 0)]).toEqual([0, 0, 0])
  })

  it('begin again in a slideshow', () => {
    expect([slideAfter(3, 5), slideAfter(4, 5)]).toEqual([4, 0])
  })
})

it('shows only images that have a file', () => {
  const shown = imagesOnDisk([
    image(1),
    image(2, 'failed', null),
    image(3, 'queued', null),
    image(4, 'skipped'),
  ])
  expect(shown.map((row) => row.num)).toEqual([1, 4])
})

describe('finding an image', () => {
  const images = [image(10), image(20), image(30)]

  it('takes the first when none is asked for', () => {
    expect(positionOf(images, null, 2)).toBe(0)
  })

  it('finds it by its identity', () => {
    expect(positionOf(images, ImageId.parse(30))).toBe(2)
  })

  it('stays near the place of one that is gone', () => {
    expect(positionOf(images, ImageId.parse(99), 1)).toBe(1)
    expect(positionOf(images, ImageId.parse(99), 9)).toBe(2)
    expect(positionOf([], ImageId.parse(99), 9)).toBe(0)
  })
})

it('loads ahead first in the direction of travel, never beyond the ends', () => {
  expect(positionsToPreload(3, 10, 'forward')).toEqual([4, 2])
  expect(positionsToPreload(3, 10, 'backward')).toEqual([2, 4])
  expect(positionsToPreload(9, 10, 'forward')).toEqual([8])
  expect(positionsToPreload(0, 1, 'forward')).toEqual([])
})
