import { ChevronDown, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, memo, type PointerEvent, type ReactNode, useRef } from 'react'
import { classNames } from '../class-names'

/** A column of a table. */
export interface TableColumn {
  readonly key: string
  readonly title: string
  /** In CSS pixels; the last column also takes what is left. */
  readonly width: number
  readonly align: 'start' | 'end'
  /** Stands behind the title, and below it. */
  readonly note?: ReactNode
  readonly below?: ReactNode
}

/** The order of a table: a column's key, or null for the order of the list. */
export interface TableSort {
  readonly by: string | null
  readonly descending: boolean
}

/** Height of the head in CSS pixels: rows begin below it. */
export const headHeight = 42

/** Least and most width of a column, and the step of a key, in CSS pixels. */
const leastWidth = 56
const mostWidth = 900
const keyStep = 16

const within = (width: number): number => Math.round(Math.max(leastWidth, Math.min(mostWidth, width)))

interface TableHeadProps {
  readonly columns: readonly TableColumn[]
  readonly template: string
  readonly sort: TableSort
  readonly onSort: (by: string) => void
  readonly onResize: (key: string, width: number) => void
  /** What the keys do, for screen readers and as a hint. */
  readonly hint: string
}

/** The first row of a table; it stays when the others scroll. */
export const TableHead = memo(function TableHead({ columns, template, ...rest }: TableHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10">
      <div
        role="row"
        aria-rowindex={1}
        className="grid border-b border-line bg-canvas"
        style={{ height: headHeight, gridTemplateColumns: template }}
      >
        {columns.map((column, at) => (
          <Head key={column.key} column={column} at={at} {...rest} />
        ))}
      </div>
    </div>
  )
})

interface HeadProps extends Omit<TableHeadProps, 'columns' | 'template'> {
  readonly column: TableColumn
  readonly at: number
}

function Head({ column, at, sort, onSort, onResize, hint }: HeadProps) {
  const { key, title, width, align, note, below } = column
  const sorted = sort.by === key
  const Arrow = sort.descending ? ChevronDown : ChevronUp
  const pressed = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    onResize(key, within(width + (event.key === 'ArrowRight' ? keyStep : -keyStep)))
  }
  return (
    <div
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      className="text-caption relative flex min-w-0 flex-col justify-center px-2 first:pl-4"
    >
      <div className="flex h-[18px] min-w-0 items-center gap-1.5">
        <button
          type="button"
          onClick={() => onSort(key)}
          onKeyDown={pressed}
          data-hint={hint}
          className={classNames(
            'font-medium inline-flex min-w-0 items-center gap-0.5 rounded-xs hover:text-text',
            sorted ? 'text-text' : 'text-muted',
            align === 'end' && note === undefined && 'ml-auto',
          )}
        >
          <span className="truncate">{title}</span>
          {sorted ? <Arrow size={12} className="shrink-0" aria-hidden /> : null}
        </button>
        {note === undefined ? null : <span className="ml-auto shrink-0">{note}</span>}
      </div>
      {below}
      <Grip width={width} onResize={(next) => onResize(key, within(next))} />
    </div>
  )
}

/** The edge of a column, which a pointer drags; keys do the same on its title. */
function Grip({ width, onResize }: { readonly width: number; readonly onResize: (width: number) => void }) {
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const moved = (event: PointerEvent): void => {
    if (from.current !== null) onResize(from.current.width + event.clientX - from.current.x)
  }
  return (
    <div
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width }
      }}
      onPointerMove={moved}
      onPointerUp={() => {
        from.current = null
      }}
      className="absolute top-1 right-0 bottom-1 w-2 cursor-col-resize after:absolute after:top-0 after:right-0 after:bottom-0 after:w-px hover:after:bg-field-line"
    />
  )
}
