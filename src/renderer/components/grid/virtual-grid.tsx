import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { classNames } from '../class-names'
import { ContextMenu, openContextMenu } from '../overlays/menu'
import { isCommandKey } from '../overlays/tooltip'
import { useSize } from '../split'
import { type GridColumns, GridHeader } from './grid-header'
import { GridRows, type GridSource, type RowsHandle } from './grid-rows'
import { rowAfterKey, type Selection, selectOne, selectRange, toggle } from './selection'

/** `K` is the key of a row, which stays with it in every order of the list. */
export interface VirtualGridProps<K extends number> {
  /** Accessible name of the list. */
  readonly label: string
  /** Id of its element, for a caller that moves the focus to it. */
  readonly elementId?: string
  /** Absent: the rows have no header, and stand apart without lines. */
  readonly columns?: GridColumns
  /** Class of the rows that sets the widths of their cells; that of the columns by default. */
  readonly rowClass?: string
  /** In CSS pixels. */
  readonly rowHeight: number
  readonly source: GridSource<K>
  readonly selection: Selection<K>
  readonly onSelect: (selection: Selection<K>) => void
  /** Enter or a double click. */
  readonly onOpen: (row: number) => void
  /** Keys that neither navigate nor choose. */
  readonly onKey?: (event: KeyboardEvent) => void
  /** Items of the context menu for what is chosen. */
  readonly menu: ReactNode
}

/** A list of any length of which only the rows on the screen exist; keyboard and selection as in a file manager. */
export function VirtualGrid<K extends number>(props: VirtualGridProps<K>) {
  const { columns, rowHeight, source, selection } = props
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const rows = useRef<RowsHandle>(null)
  const id = useId()
  const currentRow = selection.current === null ? -1 : source.rowOf(selection.current)
  useCurrentInView(rows, currentRow, selection.current, useSize(scroller).height)

  const pressed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const rowsPerPage = Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeight) - 1)
    const next = rowAfterKey(event.key, currentRow, source.count, rowsPerPage)
    if (next !== null) {
      rows.current?.scrollTo(next)
      chooseRow(props, next, event.shiftKey)
    } else if (event.key === 'Enter' && currentRow >= 0) props.onOpen(currentRow)
    else if (isCommandKey(event) && event.key.toLowerCase() === 'a') chooseAll(props)
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10'))
      openContextMenu(document.getElementById(`${id}-${currentRow}`), { x: 48, y: rowHeight / 2 })
    else return props.onKey?.(event)
    event.preventDefault()
  }

  return (
    <ContextMenu
      area={
        <div
          ref={setScroller}
          id={props.elementId}
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-rowcount={source.count + (columns === undefined ? 0 : 1)}
          aria-multiselectable
          aria-activedescendant={currentRow < 0 ? undefined : `${id}-${currentRow}`}
          className={classNames(
            '@container min-h-0 flex-1 overflow-auto outline-none',
            currentRow < 0
              ? 'focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent-fill'
              : 'focus-visible:[&_[data-current]]:outline-2',
          )}
          onKeyDown={pressed}
          {...pointerHandlers(props)}
        >
          {columns === undefined ? null : <GridHeader {...columns} />}
          <GridRows
            ref={rows}
            scroller={scroller}
            id={id}
            rowClass={props.rowClass ?? columns?.rowClass ?? ''}
            hasHeader={columns !== undefined}
            rowHeight={rowHeight}
            currentRow={currentRow}
            selected={selection.keys}
            source={source}
          />
        </div>
      }
    >
      {props.menu}
    </ContextMenu>
  )
}

/** What choosing needs: the rows, what is chosen, and how to change it. */
type Choice<K extends number> = Pick<VirtualGridProps<K>, 'source' | 'selection' | 'onSelect'>

/** Chooses a row that a key leads to, loading it first if necessary; `extend` chooses the range from the anchor to it. */
function chooseRow<K extends number>(choice: Choice<K>, row: number, extend: boolean): void {
  const { source, onSelect } = choice
  const choose = (key: K): void => (extend ? chooseRange(choice, row, key) : onSelect(selectOne(key)))
  const key = source.keyAt(row)
  if (key !== undefined) return choose(key)
  void Promise.resolve(source.keysBetween(row, row)).then(([loaded]) => {
    if (loaded !== undefined) choose(loaded)
  })
}

/** Chooses from the anchor to a row; the row alone while the place of the anchor is unknown. */
function chooseRange<K extends number>(choice: Choice<K>, to: number, current: K): void {
  const { source, selection, onSelect } = choice
  const from = selection.anchor === null ? -1 : source.rowOf(selection.anchor)
  if (from < 0) return onSelect(selectOne(current))
  void Promise.resolve(source.keysBetween(Math.min(from, to), Math.max(from, to))).then((keys) => {
    // Rows that could not be loaded leave the selection as it is.
    if (keys.length > 0) onSelect(selectRange(selection, keys, current))
  })
}

function chooseAll<K extends number>({ source, selection, onSelect }: Choice<K>): void {
  void Promise.resolve(source.keysBetween(0, source.count - 1)).then((keys) => {
    const current = selection.current ?? keys[0]
    if (current === undefined || keys.length === 0) return
    onSelect({ keys: new Set(keys), anchor: keys[0] ?? null, current })
  })
}

/** What the pointer does in a grid: choose, open, and ask for the menu. */
function pointerHandlers<K extends number>(choice: Choice<K> & Pick<VirtualGridProps<K>, 'onOpen'>) {
  const { source, selection, onSelect, onOpen } = choice
  return {
    onClick(event: MouseEvent): void {
      const row = rowUnder(event.target)
      const key = row === null ? undefined : source.keyAt(row)
      if (row === null || key === undefined || isControl(event.target)) return
      if (event.shiftKey) chooseRange(choice, row, key)
      else if (isCommandKey(event)) onSelect(toggle(selection, key))
      else onSelect(selectOne(key))
    },
    onDoubleClick(event: MouseEvent): void {
      const row = rowUnder(event.target)
      if (row !== null && !isControl(event.target)) onOpen(row)
    },
    /** The menu is for what is chosen: the row under the pointer is chosen first. */
    onContextMenuCapture(event: MouseEvent): void {
      const row = rowUnder(event.target)
      const key = row === null ? undefined : source.keyAt(row)
      if (key === undefined) {
        event.preventDefault()
        event.stopPropagation()
      } else if (!selection.keys.has(key)) onSelect(selectOne(key))
    },
  }
}

/**
 * Brings the current row back when another one becomes current or the list gets lower: the detail that opens for a row
 * must not cover that very row. A row that only changes its place is not followed.
 */
function useCurrentInView(
  rows: RefObject<RowsHandle | null>,
  row: number,
  current: number | null,
  height: number,
): void {
  const latest = useRef(row)
  useEffect(() => {
    latest.current = row
  }, [row])
  useEffect(() => {
    if (current !== null && height > 0 && latest.current >= 0) rows.current?.scrollTo(latest.current)
  }, [rows, current, height])
}

function rowUnder(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  return element ? Number(element.dataset['row']) : null
}

/** Buttons inside a row do their own work; a click on them chooses nothing. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') !== null
}
