import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMediaAddress } from './media-address'

describe('parseMediaAddress', () => {
  it.each([
    ['media://thumb/1', { kind: 'thumb', id: 1 }],
    ['media://image/987654321', { kind: 'image', id: 987_654_321 }],
    ['media://image/7?v=2', { kind: 'image', id: 7 }],
    ['media://preview/abcd-1234/0', { kind: 'preview', token: 'abcd-1234', index: 0 }],
  ])('reads %s', (address, expected) => {
    expect(parseMediaAddress(address)).toEqual(expected)
  })

  it.each([
    'media://thumb/',
    'media://thumb/0',
    'media://thumb/01',
    'media://thumb/-1',
    'media://thumb/+1',
    'media://thumb/1.5',
    'media://thumb/1e3',
    'media://thumb/0x10',
    'media://thumb/1/2',
    'media://thumb/1/',
    'media://thumb//1',
    'media://thumb/%31',
    'media://thumb/../../etc/passwd',
    'media://thumb/..%2f..%2fetc%2fpasswd',
    'media://thumb/%00',
    'media://thumb/99999999999999999999',
    'media://thumb/１',
    'media://thumb:80/1',
    'media://user@thumb/1',
    'media://user:word@thumb/1',
    'media://thumb.evil/1',
    'media://etc/passwd',
    'media:///etc/passwd',
    'media:/1',
    'media://preview/short/1',
    'media://preview/ABCDEFGH/1',
    'media://preview/abcd_1234/1',
    'media://preview/abcdefgh',
    'media://preview/abcdefgh/',
    'media://preview/abcdefgh/-1',
    'media://preview/abcdefgh/1/2',
    `media://preview/${'a'.repeat(41)}/1`,
    'file:///etc/passwd',
    'http://thumb/1',
    'app://galleon/1',
    'thumb/1',
    '',
  ])('reads nothing in %s', (address) => {
    expect(parseMediaAddress(address)).toBeNull()
  })

  it('never yields anything but whole positive numbers for a picture', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath()), fc.constantFrom('thumb', 'image'), (path, host) => {
        const parsed = parseMediaAddress(`media://${host}/${path}`)
        const id = parsed === null || parsed.kind === 'preview' ? 1 : parsed.id
        expect(Number.isSafeInteger(id) && id > 0).toBe(true)
      }),
    )
  })
})
