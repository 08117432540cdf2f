import type { GalleryRow } from '@shared/gallery'

/** One row of the grid on screen: the heading of a site, or some galleries side by side. */
export type GridRow =
  | { readonly kind: 'site'; readonly host: string; readonly count: number }
  | { readonly kind: 'galleries'; readonly start: number; readonly count: number }

/** How galleries stand in the grid: `order` is what `start` of its rows counts in. */
export interface GridLayout {
  readonly order: readonly GalleryRow[]
  readonly rows: readonly GridRow[]
  readonly columns: number
}

/** Number of columns of at least `leastWidth` with `gap` between them in a width; all in CSS pixels. */
export function columnsIn(width: number, leastWidth: number, gap: number): number {
  return Math.max(1, Math.floor((width + gap) / (leastWidth + gap)))
}

/**
 * Lays galleries out in rows. Grouped, sites come in the order of their first gallery and galleries keep their order
 * within their site.
 */
export function layOutGrid(galleries: readonly GalleryRow[], columns: number, grouped: boolean): GridLayout {
  const rows: GridRow[] = []
  if (!grouped) {
    pushRows(rows, 0, galleries.length, columns)
    return { order: galleries, rows, columns }
  }
  const sites = new Map<string, GalleryRow[]>()
  for (const gallery of galleries) {
    const site = sites.get(gallery.host)
    if (site === undefined) sites.set(gallery.host, [gallery])
    else site.push(gallery)
  }
  const order: GalleryRow[] = []
  for (const [host, site] of sites) {
    rows.push({ kind: 'site', host, count: site.length })
    pushRows(rows, order.length, site.length, columns)
    order.push(...site)
  }
  return { order, rows, columns }
}

function pushRows(rows: GridRow[], start: number, count: number, columns: number): void {
  for (let offset = 0; offset < count; offset += columns) {
    rows.push({ kind: 'galleries', start: start + offset, count: Math.min(columns, count - offset) })
  }
}

/** Index in `rows` of the row that shows the gallery at this position of `order`; -1 if none does. */
export function rowOf(layout: GridLayout, position: number): number {
  return layout.rows.findIndex(
    (row) => row.kind === 'galleries' && position >= row.start && position < row.start + row.count,
  )
}

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

export function isGridKey(key: string): key is GridKey {
  return gridKeys.has(key)
}

/**
 * Position in `order` that a key leads to. Up and down keep the column and skip headings; a shorter row is entered at
 * its end. `pageRows` is the number of rows that a page key leaps.
 */
export function moveInGrid(layout: GridLayout, position: number, key: GridKey, pageRows: number): number {
  const last = layout.order.length - 1
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
  const lines = layout.rows.filter((row) => row.kind === 'galleries')
  const from = lines.findIndex((row) => position < row.start + row.count)
  const here = lines[from]
  const there = lines[Math.min(lines.length - 1, Math.max(0, from + leap))]
  if (here === undefined || there === undefined || here === there) return position
  return there.start + Math.min(position - here.start, there.count - 1)
}
