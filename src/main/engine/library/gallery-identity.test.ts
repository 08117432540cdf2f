import { describe, expect, it } from 'vitest'
import { noIdentity } from '../extract/extraction'
import { galleryIdentity, type IdentityRules } from './gallery-identity'

const one: IdentityRules = { hasOwnId: false, inRange: false }

function keyOf(
  address: string,
  canonical: string | null = null,
  rules = one,
  id: string | null = null,
): string {
  return galleryIdentity(address, { id, identity: { ...noIdentity, canonical } }, rules).key
}

describe('the key of a gallery', () => {
  it.each([
    'https://h.test/album/5',
    'https://h.test/album/5/',
    'https://h.test/album/5?utm_source=mail&utm_medium=x',
    'https://h.test/album/5/?fbclid=1#photos',
    'https://u:p@h.test/album/5#photos',
  ])('is one for %s', (address) => {
    expect(keyOf(address)).toBe('https://h.test/album/5')
  })

  it.each([
    ['https://h.test/album/5?ref=front', 'https://h.test/album/5/'],
    ['https://h.test/album/5/page/2', 'https://h.test/album/5'],
    ['https://h.test/album/5?page=2', 'https://h.test/album/5'],
    ['https://h.test/?p=5', 'https://h.test/album/5'],
    ['https://h.test/album.php?id=5', 'https://h.test/album/5'],
    ['http://h.test/a/5', 'https://h.test/album/5?utm_source=a'],
  ])('of %s is what the page calls its address: %s', (address, canonical) => {
    expect(keyOf(address, canonical)).toMatch(/^https:\/\/h\.test\/album\/5$/)
  })

  it.each([
    ['of another host', 'https://h.test/album/5', 'https://other.test/album/5'],
    ['of the root', 'https://h.test/album/5', 'https://h.test/'],
    ['of the root by its file', 'https://h.test/album/5', 'https://h.test/index.html'],
    ['of a folder above', 'https://h.test/album/5', 'https://h.test/album'],
    ['without the id', 'https://h.test/album.php?id=5', 'https://h.test/album.php'],
    ['with another id', 'https://h.test/album.php?id=5', 'https://h.test/album.php?id=1'],
  ])('is the address itself beside a canonical one %s', (_, address, canonical) => {
    expect(keyOf(address, canonical)).toBe(address)
  })

  it('is the address itself within a range', () => {
    const rules = { ...one, inRange: true }
    expect(keyOf('https://h.test/a/5/', 'https://h.test/album/1', rules)).toBe('https://h.test/a/5')
  })

  it('is the id that a recipe reads', () => {
    const rules = { ...one, hasOwnId: true }
    expect(keyOf('https://h.test/a/5/', 'https://h.test/b', rules, '77')).toBe('https://h.test 77')
  })
})

it('a gallery is looked up under the keys of earlier versions too, that of the same address first', () => {
  const { keys } = galleryIdentity(
    'https://h.test/album/5/?utm_source=a#top',
    { id: null, identity: noIdentity },
    one,
  )
  expect(keys).toEqual([
    'https://h.test/album/5/?utm_source=a',
    'https://h.test/album/5',
    'https://h.test/album/5?utm_source=a',
    'https://h.test/album/5/',
  ])
})
