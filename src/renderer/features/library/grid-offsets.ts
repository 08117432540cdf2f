import type { GalleryId } from '@shared/units'
import { type GridLayout, rowOf } from './grid-layout'

/** Heights of the rows of the grid, gaps included, in CSS pixels. */
export interface RowHeights {
  readonly site: number
  readonly galleries: number
}

/** What stands at the top of the screen: a gallery, and how far its row has been scrolled past. */
export interface Anchor {
  readonly id: GalleryId
  readonly past: number
}

/** Where a row begins. */
export function offsetOfRow(layout: GridLayout, row: number, heights: RowHeights): number {
  let offset = 0
  for (const { kind } of layout.rows.slice(0, row)) offset += heights[kind]
  return offset
}

/** The first gallery that is seen at a scroll position; null for an empty grid or at the very top. */
export function anchorAt(layout: GridLayout, scrollTop: number, heights: RowHeights): Anchor | null {
  // At the top a person waits for what is newest: it pushes the rest down.
  if (scrollTop <= 0) return null
  let offset = 0
  for (const row of layout.rows) {
    const end = offset + heights[row.kind]
    const gallery = row.kind === 'galleries' ? layout.order[row.start] : undefined
    if (gallery !== undefined && end > scrollTop) return { id: gallery.id, past: scrollTop - offset }
    offset = end
  }
  return null
}

/** The scroll position at which the anchor stands where it stood; null when it is gone. */
export function scrollToAnchor(layout: GridLayout, anchor: Anchor, heights: RowHeights): number | null {
  const position = layout.order.findIndex((gallery) => gallery.id === anchor.id)
  if (position === -1) return null
  return Math.max(0, offsetOfRow(layout, rowOf(layout, position), heights) + anchor.past)
}
