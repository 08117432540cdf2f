import type { GalleryRow } from '@shared/gallery'
import { GalleryId, TaskId } from '@shared/units'
import { describe, expect, it } from 'vitest'
import { layOutGrid } from './grid-layout'
import { anchorAt, offsetOfRow, scrollToAnchor } from './grid-offsets'

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

const heights = { site: 30, galleries: 200 }
const old = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1].map((id) => gallery(id))

describe('the place in the grid', () => {
  it('is known by row', () => {
    const grouped = layOutGrid([gallery(1, 'a.test'), gallery(2, 'b.test')], 2, true)
    expect([0, 1, 2, 3].map((row) => offsetOfRow(grouped, row, heights))).toEqual([0, 30, 230, 260])
  })

  it('stays with the gallery that is seen when others come before it', () => {
    const anchor = anchorAt(layOutGrid(old, 2, false), 450, heights)
    expect(anchor).toEqual({ id: 6, past: 50 })
    const arrived = layOutGrid([gallery(12), gallery(11), ...old], 2, false)
    expect(anchor && scrollToAnchor(arrived, anchor, heights)).toBe(650)
  })

  it('stays with it when columns change', () => {
    const anchor = anchorAt(layOutGrid(old, 2, false), 400, heights)
    expect(anchor && scrollToAnchor(layOutGrid(old, 4, false), anchor, heights)).toBe(200)
  })

  it('is not held at the top, where the newest is waited for', () => {
    expect(anchorAt(layOutGrid(old, 2, false), 0, heights)).toBeNull()
  })

  it('is given up with a gallery that is gone', () => {
    const anchor = { id: GalleryId.parse(99), past: 5 }
    expect(scrollToAnchor(layOutGrid(old, 2, false), anchor, heights)).toBeNull()
    expect(anchorAt(layOutGrid([], 2, false), 100, heights)).toBeNull()
  })
})
