import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useImperativeHandle } from 'react'
import { classNames } from './class-names'
import { headerHeight } from './grid-header'

/** What the list asks its rows to do. */
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
  readonly rowHeight: number
  readonly count: number
  /** The row on which the keyboard stands; it exists even while it is scrolled away. -1: none. */
  readonly currentRow: number
  readonly selected: ReadonlySet<K>
  readonly keyAt: (row: number) => K | undefined
  readonly renderCells: (row: number) => ReactNode
  readonly onWindow: ((first: number, last: number) => void) | undefined
}

/** The rows on the screen. Apart from the list, so that scrolling renders nothing but them. */
export function GridRows<K extends number>({
  ref,
  scroller,
  id,
  rowClass,
  rowHeight,
  count,
  currentRow,
  selected,
  keyAt,
  renderCells,
  onWindow,
}: GridRowsProps<K>) {
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    overscan: 4,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
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
    onWindow?.(first, last)
  }, [onWindow, first, last])

  return (
    <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const key = keyAt(item.index)
        const isSelected = key !== undefined && selected.has(key)
        return (
          <div
            key={key ?? `row-${item.index}`}
            id={`${id}-${item.index}`}
            role="row"
            aria-rowindex={item.index + 2}
            aria-selected={isSelected}
            data-row={item.index}
            data-current={item.index === currentRow ? '' : undefined}
            className={classNames(
              'absolute top-0 left-0 grid w-full items-center border-b border-line -outline-offset-2 outline-accent-fill',
              isSelected ? 'bg-selected' : 'hover:bg-hover',
              rowClass,
            )}
            style={{ height: rowHeight, transform: `translateY(${item.start - headerHeight}px)` }}
          >
            {renderCells(item.index)}
          </div>
        )
      })}
    </div>
  )
}
