import { describe, expect, it } from 'vitest'
import { parseByteRange } from './image-response'

describe('parseByteRange', () => {
  it.each([
    ['bytes=0-', { first: 0, last: 99 }],
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=10-19', { first: 10, last: 19 }],
    ['bytes=90-1000', { first: 90, last: 99 }],
    ['bytes=-10', { first: 90, last: 99 }],
    ['bytes=-1000', { first: 0, last: 99 }],
  ])('takes %s of 100 bytes', (header, range) => {
    expect(parseByteRange(header, 100)).toEqual(range)
  })

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('finds no byte for %s', (header) => {
    expect(parseByteRange(header, 100)).toBe('unsatisfiable')
  })

  it.each([
    null,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,3-4',
    'items=0-1',
    'bytes=a-b',
    'bytes=-5-',
  ])('ignores %j: the whole is answered', (header) => {
    expect(parseByteRange(header, 100)).toBeNull()
  })

  it('finds no byte in an empty file', () => {
    expect(parseByteRange('bytes=0-', 0)).toBe('unsatisfiable')
    expect(parseByteRange('bytes=-5', 0)).toBe('unsatisfiable')
  })
})
