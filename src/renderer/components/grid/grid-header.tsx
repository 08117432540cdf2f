import { ChevronDown, ChevronUp } from 'lucide-react'
import { memo } from 'react'
import { classNames } from '../class-names'

/** One column of a grid. */
export interface GridColumn {
  readonly key: string
  /** Empty for a column that needs no words on the screen; then `name` is its accessible name. */
  readonly header: string
  readonly name?: string
  /** What the list is sorted by when the header is clicked; absent: nothing. */
  readonly sort?: string
  /** Alignment, and the width at which it disappears. */
  readonly className?: string
}

/** The order of a grid: the `sort` of a column and a direction. */
export interface ColumnSort {
  readonly by: string
  readonly descending: boolean
}

/** Height of the header in CSS pixels: rows begin below it. */
export const headerHeight = 30

/** The columns of a grid, their widths and its order. */
export interface GridColumns {
  readonly columns: readonly GridColumn[]
  /** Class of the rows and of the header that sets the widths of the columns. */
  readonly rowClass: string
  readonly sort: ColumnSort
  /** Called with the `sort` of the column whose header was clicked. */
  readonly onSort: (by: string) => void
}

/** The first row of a list; it stays when the others scroll. */
export const GridHeader = memo(function GridHeader({ columns, rowClass, sort, onSort }: GridColumns) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10">
      <div
        role="row"
        aria-rowindex={1}
        className={classNames(
          'grid items-center border-b border-line bg-side text-caption font-medium',
          rowClass,
        )}
        style={{ height: headerHeight }}
      >
        {columns.map((column) => (
          <Header key={column.key} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  )
})

interface HeaderProps {
  readonly column: GridColumn
  readonly sort: ColumnSort
  readonly onSort: (by: string) => void
}

function Header({ column, sort, onSort }: HeaderProps) {
  const by = column.sort
  if (by === undefined) {
    return (
      <div role="columnheader" className={classNames('truncate text-muted', column.className)}>
        {column.header === '' ? <span className="sr-only">{column.name}</span> : column.header}
      </div>
    )
  }
  const sorted = sort.by === by
  const Arrow = sort.descending ? ChevronDown : ChevronUp
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className={classNames('min-w-0', column.className)}
    >
      <button
        type="button"
        onClick={() => onSort(by)}
        className={classNames(
          'inline-flex max-w-full items-center gap-0.5 rounded-xs hover:text-text',
          sorted ? 'text-text' : 'text-muted',
        )}
      >
        <span className="truncate">{column.header}</span>
        {sorted ? <Arrow size={12} className="shrink-0" aria-hidden /> : null}
      </button>
    </div>
  )
}
