import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { classNames } from '../class-names'
import { rowAfterKey } from '../grid/selection'
import { useSize } from '../split'
import { headHeight, type TableColumn, TableHead, type TableSort } from './table-head'
import { type RowWindow, visibleRows } from './visible-rows'

/** Height of a row in CSS pixels. */
const rowHeight = 38

interface DataTableProps {
  /** Accessible name. */
  readonly label: string
  readonly columns: readonly TableColumn[]
  readonly sort: TableSort
  readonly onSort: (by: string) => void
  readonly onResize: (key: string, width: number) => void
  /** What the keys of a head do. */
  readonly headHint: string
  readonly count: number
  /** Content of a cell; null for a row that is not loaded. */
  readonly renderCell: (row: number, column: TableColumn) => ReactNode
  /** Called with the rows on the screen when they change. */
  readonly onShow: (first: number, last: number) => void
  /** The row on which the keyboard stands; -1: none, or one whose place is not known. */
  readonly current: number
  readonly onCurrent: (row: number) => void
  /** Enter, or a double click. */
  readonly onOpen: (row: number) => void
  /** Escape; absent: it is for others. */
  readonly onEscape?: (() => void) | undefined
  /** What stands in the place of rows while there are none. */
  readonly empty: ReactNode
}

/** Widths of the columns for CSS: the last one takes what is left. */
function templateOf(columns: readonly TableColumn[]): string {
  return columns
    .map(({ width }, at) => (at === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`))
    .join(' ')
}

/** A table of any length of which only the rows on the screen exist: one tab stop for its rows, arrow keys inside. */
export function DataTable(props: DataTableProps) {
  const { label, columns, count, current, onShow } = props
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const [scrolled, setScrolled] = useState(0)
  const size = useSize(scroller)
  const room = Math.max(0, size.height - headHeight)
  const rows = visibleRows({ count, rowHeight, room, scrolled })
  const id = useId()
  const template = templateOf(columns)
  const width = columns.reduce((sum, column) => sum + column.width, 0)
  const { first, last } = rows
  useEffect(() => onShow(first, last), [onShow, first, last])

  const moveTo = (row: number): void => {
    const to = rows.scrollFor(row)
    if (to !== null) scroller?.scrollTo({ top: to })
    props.onCurrent(row)
  }
  const pressed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey) return
    const perPage = Math.max(1, Math.floor(room / rowHeight) - 1)
    const next = rowAfterKey(event.key, current, count, perPage)
    if (next !== null) moveTo(next)
    else if (event.key === 'Enter' && current >= 0) props.onOpen(current)
    else if (event.key === 'Escape' && props.onEscape !== undefined) props.onEscape()
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={setScroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-activedescendant={current < first || current > last ? undefined : `${id}-${current}`}
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop)}
      onKeyDown={pressed}
      className={classNames(
        'group relative min-h-0 flex-1 overflow-auto outline-none',
        current < 0 && 'focus-visible:outline-2 focus-visible:-outline-offset-2',
      )}
    >
      <div style={{ minWidth: width }}>
        <TableHead
          columns={columns}
          template={template}
          sort={props.sort}
          onSort={props.onSort}
          onResize={props.onResize}
          hint={props.headHint}
        />
        <Rows {...props} rows={rows} id={id} template={template} />
      </div>
      {count === 0 ? (
        <div className="sticky left-0 flex justify-center" style={{ width: size.width }}>
          {props.empty}
        </div>
      ) : null}
    </div>
  )
}

interface RowsProps
  extends Pick<DataTableProps, 'columns' | 'current' | 'renderCell' | 'onCurrent' | 'onOpen'> {
  readonly rows: RowWindow
  readonly id: string
  readonly template: string
}

function Rows({ rows, id, template, columns, current, renderCell, onCurrent, onOpen }: RowsProps) {
  const { first, last, height, topOf } = rows
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  const handlers = useRef({ onCurrent, onOpen })
  useEffect(() => {
    handlers.current = { onCurrent, onOpen }
  }, [onCurrent, onOpen])
  return (
    <div role="rowgroup" className="relative" style={{ height }}>
      {shown.map((row) => (
        <Row
          key={row}
          row={row}
          id={`${id}-${row}`}
          top={topOf(row)}
          template={template}
          columns={columns}
          isCurrent={row === current}
          renderCell={renderCell}
          handlers={handlers}
        />
      ))}
    </div>
  )
}

interface RowProps extends Pick<RowsProps, 'columns' | 'renderCell' | 'id' | 'template'> {
  readonly row: number
  readonly top: number
  readonly isCurrent: boolean
  readonly handlers: RefObject<Pick<RowsProps, 'onCurrent' | 'onOpen'>>
}

/** Renders again for its own changes alone: a scroll by some rows makes those that come into view. */
const Row = memo(function Row({
  row,
  id,
  top,
  template,
  columns,
  isCurrent,
  renderCell,
  handlers,
}: RowProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isCurrent}
      onClick={() => handlers.current.onCurrent(row)}
      onDoubleClick={() => handlers.current.onOpen(row)}
      className={classNames(
        'absolute inset-x-0 top-0 grid items-center border-b border-line -outline-offset-2 outline-ring',
        isCurrent ? 'bg-selected group-focus-visible:outline-2' : 'hover:bg-hover',
      )}
      style={{ height: rowHeight, gridTemplateColumns: template, transform: `translateY(${top}px)` }}
    >
      {columns.map((column, at) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={at + 1}
          className={classNames(
            'min-w-0 truncate px-2 first:pl-4 last:pr-4',
            column.align === 'end' && 'text-right',
          )}
        >
          {renderCell(row, column)}
        </div>
      ))}
    </div>
  )
})
