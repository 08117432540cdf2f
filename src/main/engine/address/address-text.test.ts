import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameInAddress } from './address-text'

describe('nameInAddress', () => {
  it.each([
    ['https://h.org/a/IMG_1.JPG?w=1#x', 'IMG_1.JPG'],
    ['https://h.org/a%20b%E9%95%BF.png', 'a b长.png'],
    ['https://h.org/%B3%A4.png', '%B3%A4.png'],
    ['https://h.org/100%.gif', '100%.gif'],
    ['https://h.org/a.php?f=b.jpg', 'a.php'],
    ['https://h.org/a/', ''],
    ['https://h.org', ''],
    ['https://h.org?x=a/b.jpg', ''],
    ['https://h.org/.htaccess', '.htaccess'],
    ['a/b.jpg?c', 'b.jpg'],
    ['', ''],
  ])('%s suggests %j', (address, name) => {
    expect(nameInAddress(address)).toBe(name)
  })

  it('reads bytes in the encoding of the page', () => {
    expect(nameInAddress('https://h.org/%B3%A4.png', 'gbk')).toBe('长.png')
  })

  it('reads any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof nameInAddress(text)).toBe('string')
      }),
    )
  })
})
