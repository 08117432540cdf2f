import { describe, expect, it } from 'vitest'
import { anchorAt, layOutGrid, offsetOfRow, scrollToAnchor } from './grid-layout'

const heights = { site: 30, galleries: 200 }

describe('the place in the grid', () => {
  it('is known by row', () => {
    const sites = ['a.test', 'b.test'].map((host) => ({ host, count: 1 }))
    const grouped = layOutGrid(2, 2, sites)
    expect([0, 1, 2, 3, 4].map((row) => offsetOfRow(grouped, row, heights))).toEqual([0, 30, 230, 260, 460])
    expect(anchorAt(grouped, 10, heights)).toEqual({ position: 0, past: -20 })
    expect(anchorAt(grouped, 240, heights)).toEqual({ position: 1, past: -20 })
  })

  it('stays with the gallery that is seen when others come before it', () => {
    expect(anchorAt(layOutGrid(10, 2, null), 450, heights)).toEqual({ position: 4, past: 50 })
    expect(scrollToAnchor(layOutGrid(12, 2, null), 6, 50, heights)).toBe(650)
  })

  it('stays with it when columns change', () => {
    expect(anchorAt(layOutGrid(10, 2, null), 400, heights)).toEqual({ position: 4, past: 0 })
    expect(scrollToAnchor(layOutGrid(10, 4, null), 4, 0, heights)).toBe(200)
  })

  it('is not held at the top, where the newest is waited for', () => {
    expect(anchorAt(layOutGrid(10, 2, null), 0, heights)).toBeNull()
  })

  it('is nowhere behind the end', () => {
    expect(scrollToAnchor(layOutGrid(10, 2, null), 10, 5, heights)).toBeNull()
    expect(anchorAt(layOutGrid(10, 2, null), 1000, heights)).toBeNull()
    expect(anchorAt(layOutGrid(0, 2, null), 100, heights)).toBeNull()
  })
})
