import { defaultRangeExtractor, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useImperativeHandle } from 'react'
import { classNames } from '../class-names'
import { headerHeight } from './grid-header'

/** The rows of a grid, counted from 0. `K` is the key of a row, which stays with it in every order of the list. */
export interface GridSource<K extends number> {
  readonly count: number
  /** Key of a row; undefined while it is not loaded. */
  readonly keyAt: (row: number) => K | undefined
  /** Row of a key; -1 when it is not in the list or its place is not known. */
  readonly rowOf: (key: K) => number
  /** Keys of rows `from` to `to`, both included; may load them. Never rejects: rows that cannot be loaded are absent. */
  readonly keysBetween: (from: number, to: number) => readonly K[] | Promise<readonly K[]>
  /** Cells of a row, each with role `gridcell`. */
  readonly renderCells: (row: number) => ReactNode
  /** Called with the rows on the screen when they change. */
  readonly onShow?: (first: number, last: number) => void
}

/** What a grid does with its rows from outside. */
export interface RowsHandle {
  scrollTo(row: number): void
}

interface GridRowsProps<K extends number> {
  readonly ref: RefObject<RowsHandle | null>
  /** null until the list stands in the page. */
  readonly scroller: HTMLDivElement | null
  /** Beginning of the ids of the rows' elements. */
  readonly id: string
  readonly rowClass: string
  /** Rows below a header are divided by lines; others stand apart. */
  readonly hasHeader: boolean
  /** In CSS pixels. */
  readonly rowHeight: number
  /** The row on which the keyboard stands; it exists even while it is scrolled away. -1: none. */
  readonly currentRow: number
  readonly selected: ReadonlySet<K>
  readonly source: GridSource<K>
}

/** The rows on the screen. Apart from the list, so that scrolling renders nothing but them. */
export function GridRows<K extends number>(props: GridRowsProps<K>) {
  const { ref, scroller, rowHeight, currentRow, source } = props
  const { count, onShow } = source
  const above = props.hasHeader ? headerHeight : 0
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: above,
    scrollPaddingStart: above,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range)
      if (currentRow >= 0 && currentRow < count && !rows.includes(currentRow)) rows.push(currentRow)
      return rows
    },
  })
  useImperativeHandle(ref, () => ({ scrollTo: (row) => virtual.scrollToIndex(row) }), [virtual])
  const first = virtual.range?.startIndex ?? 0
  const last = virtual.range?.endIndex ?? -1
  useEffect(() => {
    onShow?.(first, last)
  }, [onShow, first, last])

  return (
    <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => gridRow(item, props))}
    </div>
  )
}

/** One row, placed by the virtualizer. */
function gridRow<K extends number>(item: VirtualItem, props: GridRowsProps<K>): ReactNode {
  const { id, rowClass, rowHeight, hasHeader, currentRow, selected, source } = props
  const key = source.keyAt(item.index)
  const isSelected = key !== undefined && selected.has(key)
  return (
    <div
      key={key ?? `row-${item.index}`}
      id={`${id}-${item.index}`}
      role="row"
      aria-rowindex={item.index + (hasHeader ? 2 : 1)}
      aria-selected={isSelected}
      data-row={item.index}
      data-current={item.index === currentRow ? '' : undefined}
      className={classNames(
        'absolute top-0 grid items-center -outline-offset-2 outline-ring',
        hasHeader ? 'inset-x-0 border-b border-line' : 'inset-x-2 rounded-sm',
        isSelected ? 'bg-selected' : 'hover:bg-hover',
        rowClass,
      )}
      style={{ height: rowHeight, transform: `translateY(${item.start - (hasHeader ? headerHeight : 0)}px)` }}
    >
      {source.renderCells(item.index)}
    </div>
  )
}
