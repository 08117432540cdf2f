import type { GalleryRow } from '@shared/gallery'
import { GalleryId, TaskId } from '@shared/units'
import { describe, expect, it } from 'vitest'
import { columnsIn, isGridKey, layOutGrid, moveInGrid, rowOf } from './grid-layout'

function gallery(id: number, host = 'a.test'): GalleryRow {
  return {
    id: GalleryId.parse(id),
    taskId: TaskId.parse(1),
    title: `Gallery ${id}`,
    folder: `Gallery ${id}`,
    page: `http://${host}/${id}.html`,
    host,
    found: 1,
    saved: 1,
    skipped: 0,
    failed: 0,
    bytes: 1,
    cover: null,
    addedAt: 1,
    finishedAt: 2,
  }
}

const ids = (rows: readonly GalleryRow[]) => rows.map((row) => row.id)
const seven = [1, 2, 3, 4, 5, 6, 7].map((id) => gallery(id))

describe('columns', () => {
  it('fill the width with at least one', () => {
    expect(columnsIn(640, 150, 16)).toBe(3)
    expect(columnsIn(648, 150, 16)).toBe(4)
    expect(columnsIn(10, 150, 16)).toBe(1)
  })
})

describe('layout', () => {
  it('cuts galleries into rows, the last one shorter', () => {
    expect(layOutGrid(seven, 3, false).rows).toEqual([
      { kind: 'galleries', start: 0, count: 3 },
      { kind: 'galleries', start: 3, count: 3 },
      { kind: 'galleries', start: 6, count: 1 },
    ])
  })

  it('puts a heading over each site and keeps the order within it', () => {
    const mixed = [gallery(1, 'b.test'), gallery(2, 'a.test'), gallery(3, 'b.test'), gallery(4, 'b.test')]
    const layout = layOutGrid(mixed, 2, true)
    expect(ids(layout.order)).toEqual([1, 3, 4, 2])
    expect(layout.rows).toEqual([
      { kind: 'site', host: 'b.test', count: 3 },
      { kind: 'galleries', start: 0, count: 2 },
      { kind: 'galleries', start: 2, count: 1 },
      { kind: 'site', host: 'a.test', count: 1 },
      { kind: 'galleries', start: 3, count: 1 },
    ])
    expect(rowOf(layout, 3)).toBe(4)
    expect(rowOf(layout, 4)).toBe(-1)
  })
})

describe('keys', () => {
  const plain = layOutGrid(seven, 3, false)

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
    const grouped = layOutGrid([gallery(1, 'a.test'), gallery(2, 'a.test'), gallery(3, 'b.test')], 2, true)
    expect(moveInGrid(grouped, 1, 'ArrowDown', 1)).toBe(2)
    expect(moveInGrid(grouped, 2, 'ArrowUp', 1)).toBe(0)
  })

  it('are harmless in an empty grid', () => {
    expect(moveInGrid(layOutGrid([], 3, false), 0, 'ArrowDown', 2)).toBe(0)
  })

  it('are told from others', () => {
    expect([isGridKey('ArrowUp'), isGridKey('a')]).toEqual([true, false])
  })
})
