import { describe, expect, it } from 'vitest'
import { keepOnly, noSelection, rowAfterKey, selectOne, selectRange, toggle } from './selection'

describe('a selection', () => {
  it('is one row after a click', () => {
    expect(selectOne(3)).toEqual({ keys: new Set([3]), anchor: 3, current: 3 })
  })

  it('grows and shrinks by a click with Ctrl', () => {
    const two = toggle(selectOne(3), 5)
    expect([...two.keys]).toEqual([3, 5])
    expect([...toggle(two, 3).keys]).toEqual([5])
  })

  it('is the range from its anchor after a click with Shift, again and again', () => {
    const first = selectRange(selectOne(3), [3, 4, 5], 5)
    const second = selectRange(first, [1, 2, 3], 1)
    expect(second).toEqual({ keys: new Set([1, 2, 3]), anchor: 3, current: 1 })
  })

  it('loses rows that are gone and nothing else', () => {
    const chosen = selectRange(selectOne(1), [1, 2, 3], 3)
    expect(keepOnly(chosen, (key) => key !== 3)).toEqual({ keys: new Set([1, 2]), anchor: 1, current: null })
    expect(keepOnly(chosen, () => true)).toBe(chosen)
  })

  it('begins with nothing', () => {
    expect(noSelection()).toEqual({ keys: new Set(), anchor: null, current: null })
  })
})

it.each([
  ['ArrowDown', -1, 0],
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 0, 0],
  ['ArrowUp', -1, 9],
  ['PageDown', 2, 6],
  ['PageDown', 8, 9],
  ['PageUp', 5, 1],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['Enter', 5, null],
])('%s on row %d of 10 leads to %s', (key, from, to) => {
  expect(rowAfterKey(key, from, 10, 4)).toBe(to)
})

it('nothing leads anywhere in an empty list', () => {
  expect(rowAfterKey('End', -1, 0, 4)).toBeNull()
})
