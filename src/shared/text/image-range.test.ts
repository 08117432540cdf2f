import { describe, expect, it } from 'vitest'
import { countWanted, parseImageRange, wantsImage } from './image-range'

/** Positions of the first thirty that a text wants. */
function wanted(text: string): readonly number[] {
  const range = parseImageRange(text)
  if (range === null) throw new Error(`no range: ${text}`)
  return Array.from({ length: 30 }, (_, index) => index + 1).filter((position) => wantsImage(range, position))
}

const from1 = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('image range', () => {
  it.each([
    ['5', [5]],
    ['8-11', [8, 9, 10, 11]],
    ['-3', [1, 2, 3]],
    ['28-', [28, 29, 30]],
    ['1:24:3', [1, 4, 7, 10, 13, 16, 19, 22]],
    ['1:3', [1, 2]],
    [':4', [1, 2, 3]],
    ['28:', [28, 29, 30]],
    ['::10', [1, 11, 21]],
    [' 1 - 2 , 4-  4, 6 ', [1, 2, 4, 6]],
    ['2,2-3,', [2, 3]],
    ['1-', from1(30)],
  ])('%s takes what gallery-dl takes', (text, positions) => {
    expect(wanted(text)).toEqual(positions)
    const range = parseImageRange(text) ?? []
    // One that several spans name counts for each
    const twice = text === '2,2-3,' ? 1 : 0
    expect(countWanted(range, 30)).toBe(positions.length + twice)
    expect(countWanted(range, 0)).toBe(0)
  })

  it.each(['', ',', '-', 'a', '0', '0-3', '5-3', '3:3', '1:9:0', '1.5', '1-2-3', '1:2:3:4', '99999999999'])(
    '%j is refused',
    (text) => {
      expect(parseImageRange(text)).toBeNull()
    },
  )
})
