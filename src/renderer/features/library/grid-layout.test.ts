import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  anchorAt,
  columnsIn,
  type GridLayout,
  gridRow,
  headingsBefore,
  isGridKey,
  layOutGrid,
  moveInGrid,
  offsetOfRow,
  rowOf,
  scrollToAnchor,
} from './grid-layout'

const sites = (...counts: readonly (readonly [host: string, count: number])[]) =>
  counts.map(([host, count]) => ({ host, count }))
const rowsOf = (layout: GridLayout) =>
  Array.from({ length: layout.rowCount }, (_, row) => gridRow(layout, row))

describe('columns', () => {
  it('fill the width with at least one', () => {
    expect(columnsIn(640, 150, 16)).toBe(3)
    expect(columnsIn(648, 150, 16)).toBe(4)
    expect(columnsIn(10, 150, 16)).toBe(1)
  })
})

describe('layout', () => {
  it('cuts galleries into rows, the last one shorter', () => {
    const layout = layOutGrid(7, 3, null)
    expect(rowsOf(layout)).toEqual([
      { kind: 'galleries', start: 0, count: 3 },
      { kind: 'galleries', start: 3, count: 3 },
      { kind: 'galleries', start: 6, count: 1 },
    ])
    expect([gridRow(layout, -1), gridRow(layout, 3)]).toEqual([undefined, undefined])
  })

  it('puts a heading over each site', () => {
    const layout = layOutGrid(4, 2, sites(['b.test', 3], ['a.test', 1]))
    expect(rowsOf(layout)).toEqual([
      { kind: 'site', host: 'b.test', count: 3 },
      { kind: 'galleries', start: 0, count: 2 },
      { kind: 'galleries', start: 2, count: 1 },
      { kind: 'site', host: 'a.test', count: 1 },
      { kind: 'galleries', start: 3, count: 1 },
    ])
    expect(rowOf(layout, 3)).toBe(4)
    expect(rowOf(layout, 4)).toBe(-1)
  })

  it('shows every position once, in the row that it says, below as many headings as there are', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 5 }), fc.boolean(), (lengths, columns, grouped) => {
        const total = lengths.reduce((sum, length) => sum + length, 0)
        const groups = lengths.map((count, at) => ({ host: `${at}.test`, count }))
        const layout = layOutGrid(total, columns, grouped ? groups : null)
        let [position, headings] = [0, 0]
        for (const [at, row] of rowsOf(layout).entries()) {
          expect(headingsBefore(layout, at)).toBe(headings)
          if (row?.kind === 'site') headings += 1
          if (row?.kind !== 'galleries') continue
          expect(row.start).toBe(position)
          for (let past = 0; past < row.count; past += 1) expect(rowOf(layout, position++)).toBe(at)
        }
        expect([position, headings]).toEqual([total, grouped ? lengths.length : 0])
      }),
    )
  })
})

describe('keys', () => {
  const plain = layOutGrid(7, 3, null)

  it('go sideways through the rows and stop at the ends', () => {
    expect(moveInGrid(plain, 2, 'ArrowRight', 2)).toBe(3)
    expect(moveInGrid(plain, 3, 'ArrowLeft', 2)).toBe(2)
    expect(moveInGrid(plain, 6, 'ArrowRight', 2)).toBe(6)
    expect(moveInGrid(plain, 0, 'ArrowLeft', 2)).toBe(0)
  })

  it('go up and down in the column, into a shorter row at its end', () => {
    expect(moveInGrid(plain, 1, 'ArrowDown', 2)).toBe(4)
    expect(moveInGrid(plain, 4, 'ArrowUp', 2)).toBe(1)
    expect(moveInGrid(plain, 5, 'ArrowDown', 2)).toBe(6)
    expect(moveInGrid(plain, 6, 'ArrowDown', 2)).toBe(6)
    expect(moveInGrid(plain, 1, 'ArrowUp', 2)).toBe(1)
  })

  it('leap pages and to the ends', () => {
    expect(moveInGrid(plain, 1, 'PageDown', 2)).toBe(6)
    expect(moveInGrid(plain, 6, 'PageUp', 5)).toBe(0)
    expect(moveInGrid(plain, 4, 'Home', 2)).toBe(0)
    expect(moveInGrid(plain, 4, 'End', 2)).toBe(6)
  })

  it('skip the headings of sites', () => {
    const grouped = layOutGrid(3, 2, sites(['a.test', 2], ['b.test', 1]))
    expect(moveInGrid(grouped, 1, 'ArrowDown', 1)).toBe(2)
    expect(moveInGrid(grouped, 2, 'ArrowUp', 1)).toBe(0)
  })

  it('are harmless in an empty grid', () => {
    expect(moveInGrid(layOutGrid(0, 3, null), 0, 'ArrowDown', 2)).toBe(0)
  })

  it('are distinguished from others', () => {
    expect([isGridKey('ArrowUp'), isGridKey('a')]).toEqual([true, false])
  })
})

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
