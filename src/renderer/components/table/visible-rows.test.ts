import { describe, expect, it } from 'vitest'
import { visibleRows } from './visible-rows'

const room = 400
const rowHeight = 38

describe.each([20, 1000, 1_000_000, 20_000_000])('of %i rows', (count) => {
  const at = (scrolled: number) => visibleRows({ count, rowHeight, room, scrolled })
  const end = Math.max(0, at(0).height - room)

  it('the first ones are at the beginning, and the last one at the end of the bar', () => {
    expect(at(0)).toMatchObject({ first: 0 })
    expect(at(0).topOf(0)).toBe(0)
    expect(at(end).last).toBe(count - 1)
    // Its lower edge is that of the list.
    expect(at(end).topOf(count - 1) + rowHeight).toBeCloseTo(at(end).height, 3)
    expect(at(0).height).toBeLessThan(33_554_428)
  })

  it('any row is shown where it is asked for, and stays there', () => {
    for (const row of [0, 7, Math.floor(count / 2), count - 1]) {
      const to = at(0).scrollFor(row)
      const shown = at(to ?? 0)
      expect(shown.first).toBeLessThanOrEqual(row)
      expect(shown.last).toBeGreaterThanOrEqual(row)
      const top = shown.topOf(row) - (to ?? 0)
      expect(top).toBeGreaterThan(-1)
      expect(top + rowHeight).toBeLessThan(room + 1)
    }
  })
})

it('an empty list shows nothing', () => {
  expect(visibleRows({ count: 0, rowHeight, room, scrolled: 0 })).toMatchObject({ height: 0, last: -1 })
})
