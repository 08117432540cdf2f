import { describe, expect, it } from 'vitest'
import type { FoundImage } from '../../extraction'
import { pictureOfVersions } from './picture-versions'

const image = (address: string, width?: number): FoundImage => ({
  address: `https://cdn.test/${address}`,
  alternatives: [],
  ...(width === undefined ? {} : { width }),
})
const merged = (name: string, images: readonly FoundImage[]) => {
  const found = pictureOfVersions(name, images)
  return (
    found && [found.address, ...found.alternatives].map((address) => address.replace('https://cdn.test/', ''))
  )
}

describe('a list of versions of one picture', () => {
  it.each([
    [
      'sizes that grow, the original without one',
      'sizes',
      [image('1_ab_s.jpg', 75), image('1_ab_b.jpg', 1024), image('1_cd_o.jpg')],
      ['1_cd_o.jpg', '1_ab_b.jpg', '1_ab_s.jpg'],
    ],
    [
      'variants that shrink',
      'variants',
      [image('x', 2000), image('y', 900), image('z', 300)],
      ['x', 'y', 'z'],
    ],
    [
      'an original in the middle',
      'image_versions2',
      [image('a/m.jpg', 640), image('a/original/m.jpg'), image('a/s.jpg', 320)],
      ['a/original/m.jpg', 'a/m.jpg', 'a/s.jpg'],
    ],
    [
      'names of one stem in a list of any name',
      'media',
      [image('pier-small.jpg', 300), image('pier-large.jpg', 1600)],
      ['pier-large.jpg', 'pier-small.jpg'],
    ],
  ])('is %s', (_, name, images, expected) => {
    expect(merged(name, images)).toEqual(expected)
  })

  it.each([
    ['pictures of other names', 'images', [image('1.jpg', 600), image('2.jpg', 800)]],
    ['variants of a product in one size', 'variants', [image('red.jpg', 800), image('blue.jpg', 800)]],
    ['variants without sizes', 'variants', [image('red.jpg'), image('blue.jpg')]],
    ['a list of one', 'sizes', [image('a.jpg', 600)]],
    [
      'sizes of which most are unknown',
      'sizes',
      [image('a.jpg', 600), image('b.jpg', 300), image('c.jpg'), image('d.jpg'), image('e.jpg')],
    ],
  ])('is not %s', (_, name, images) => {
    expect(merged(name, images)).toBeNull()
  })
})
