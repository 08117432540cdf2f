import type { LibrarySite } from '@shared/model/gallery'

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

/** One row of the grid on screen: the heading of a site, or some galleries side by side. */
export type GridRow =
  | { readonly kind: 'site'; readonly host: string; readonly count: number }
  | { readonly kind: 'galleries'; readonly start: number; readonly count: number }

/** Galleries that follow one another below one heading, or without any; positions and rows count from 0. */
interface Section {
  readonly host: string | null
  /** Position of its first gallery. */
  readonly start: number
  readonly count: number
  /** Its first row: the heading, if it has one. */
  readonly row: number
  /** Its first line: rows of galleries, counted without headings. */
  readonly line: number
}

/** The rows of the grid, by positions in the list: no gallery needs to be loaded. */
export interface GridLayout {
  readonly total: number
  readonly columns: number
  readonly rowCount: number
  readonly lineCount: number
  readonly sections: readonly Section[]
}

/** Number of columns of at least `leastWidth` with `gap` between them in a width; all in CSS pixels. */
export function columnsIn(width: number, leastWidth: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (leastWidth + gap)))
}

/** Lays so many galleries out in rows; `sites` in the order of the list, each with a heading, or null for none. */
export function layOutGrid(total: number, columns: number, sites: readonly LibrarySite[] | null): GridLayout {
  const sections: Section[] = []
  let [start, row, line] = [0, 0, 0]
  for (const { host, count } of sites ?? [{ host: null, count: total }]) {
    const lines = Math.ceil(count / columns)
    if (lines === 0) continue
    sections.push({ host, start, count, row, line })
    start += count
    row += lines + (host === null ? 0 : 1)
    line += lines
  }
  return { total: start, columns, rowCount: row, lineCount: line, sections }
}

/** What a row shows; undefined behind the last one. */
export function gridRow(layout: GridLayout, row: number): GridRow | undefined {
  const section = sectionOf(layout, 'row', row)
  if (section === undefined || row < 0 || row >= layout.rowCount) return undefined
  const { host, start, count } = section
  if (host !== null && row === section.row) return { kind: 'site', host, count }
  const offset = (row - firstLineRow(section)) * layout.columns
  return { kind: 'galleries', start: start + offset, count: Math.min(layout.columns, count - offset) }
}

/** The row that shows the gallery at this position; -1 if none does. */
export function rowOf(layout: GridLayout, position: number): number {
  const section = sectionOf(layout, 'start', position)
  if (section === undefined || position < 0 || position >= layout.total) return -1
  return firstLineRow(section) + Math.floor((position - section.start) / layout.columns)
}

/** Headings above a row. */
export function headingsBefore(layout: GridLayout, row: number): number {
  if (layout.sections[0]?.host == null) return 0
  const at = lastAtMost(layout.sections, 'row', row)
  return at === -1 ? 0 : at + (row > (layout.sections[at]?.row ?? row) ? 1 : 0)
}

function firstLineRow({ host, row }: Section): number {
  return row + (host === null ? 0 : 1)
}

function sectionOf(layout: GridLayout, by: 'start' | 'row' | 'line', value: number): Section | undefined {
  return layout.sections[lastAtMost(layout.sections, by, value)]
}

/** Index of the last section that begins at or before a value; -1 if all begin behind it. */
function lastAtMost(sections: readonly Section[], by: 'start' | 'row' | 'line', value: number): number {
  let [low, high] = [0, sections.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sections[middle]?.[by] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Keys that move the focus in the grid. */
export type GridKey =
  | 'ArrowLeft'
  | 'ArrowRight'
  | 'ArrowUp'
  | 'ArrowDown'
  | 'Home'
  | 'End'
  | 'PageUp'
  | 'PageDown'

const gridKeys: ReadonlySet<string> = new Set<GridKey>([
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
])

/** Whether a key moves the focus in the grid. */
export function isGridKey(key: string): key is GridKey {
  return gridKeys.has(key)
}

/**
 * Position that a key leads to. Up and down keep the column and skip headings; a shorter row is entered at its end.
 * `pageRows` is the number of rows that a page key leaps.
 */
export function moveInGrid(layout: GridLayout, position: number, key: GridKey, pageRows: number): number {
  const last = layout.total - 1
  if (last < 0) return 0
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, position - 1)
    case 'ArrowRight':
      return Math.min(last, position + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowUp':
      return leapRows(layout, position, -1)
    case 'ArrowDown':
      return leapRows(layout, position, 1)
    case 'PageUp':
      return leapRows(layout, position, -Math.max(1, pageRows))
    case 'PageDown':
      return leapRows(layout, position, Math.max(1, pageRows))
  }
}

function leapRows(layout: GridLayout, position: number, leap: number): number {
  const here = sectionOf(layout, 'start', position)
  if (here === undefined) return position
  const from = here.line + Math.floor((position - here.start) / layout.columns)
  const to = Math.min(layout.lineCount - 1, Math.max(0, from + leap))
  const there = sectionOf(layout, 'line', to)
  if (there === undefined || to === from) return position
  const column = (position - here.start) % layout.columns
  const start = there.start + (to - there.line) * layout.columns
  return Math.min(start + column, there.start + there.count - 1)
}
