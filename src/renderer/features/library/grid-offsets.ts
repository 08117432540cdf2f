import { type GridLayout, gridRow, headingsBefore, rowOf } from './grid-layout'

/** Heights of the rows of the grid, gaps included, in CSS pixels. */
export interface RowHeights {
  readonly site: number
  readonly galleries: number
}

/** What stands at the top of the screen: a position in the list, and how far its row has been scrolled past. */
export interface Anchor {
  readonly position: number
  readonly past: number
}

/** Where a row begins. */
export function offsetOfRow(layout: GridLayout, row: number, heights: RowHeights): number {
  const headings = headingsBefore(layout, row)
  return headings * heights.site + (row - headings) * heights.galleries
}

/** The first gallery that is seen at a scroll position; null for an empty grid, below its end or at the very top. */
export function anchorAt(layout: GridLayout, scrollTop: number, heights: RowHeights): Anchor | null {
  // At the top the user waits for what is newest: it pushes the rest down.
  if (scrollTop <= 0) return null
  let [low, high] = [0, layout.rowCount]
  while (low < high) {
    const middle = (low + high) >> 1
    if (offsetOfRow(layout, middle + 1, heights) > scrollTop) high = middle
    else low = middle + 1
  }
  const row = gridRow(layout, low)?.kind === 'site' ? low + 1 : low
  const found = gridRow(layout, row)
  if (found?.kind !== 'galleries') return null
  return { position: found.start, past: scrollTop - offsetOfRow(layout, row, heights) }
}

/** The scroll position at which what is now at `position` stands where the anchor stood; null when it is nowhere. */
export function scrollToAnchor(
  layout: GridLayout,
  position: number,
  past: number,
  heights: RowHeights,
): number | null {
  const row = rowOf(layout, position)
  return row === -1 ? null : Math.max(0, offsetOfRow(layout, row, heights) + past)
}
