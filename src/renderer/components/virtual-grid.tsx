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
import { classNames } from './class-names'
import { ContextMenu } from './context-menu'
import { type ColumnSort, type GridColumn, GridHeader } from './grid-header'
import { GridRows, type RowsHandle } from './grid-rows'
import { rowAfterKey, type Selection, selectOne, selectRange, toggle } from './selection'
import { useSize } from './split'
import { isCommandKey } from './tooltip'

export interface VirtualGridProps<K extends number> {
  /** Accessible name of the list. */
  readonly label: string
  /** Id of its element, for whoever gives it the focus. */
  readonly elementId?: string
  readonly columns: readonly GridColumn[]
  /** Class of a row and of the header that sets the widths of the columns. */
  readonly rowClass: string
  readonly rowHeight: number
  readonly count: number
  /** Key of a row; undefined while it is not loaded. */
  readonly keyAt: (row: number) => K | undefined
  /** Row of a key; -1 when it is not in the list or its place is not known. */
  readonly rowOf: (key: K) => number
  /** Keys of rows `from` to `to`, both included; may have to load them. Never rejects: what cannot be had is absent. */
  readonly keysBetween: (from: number, to: number) => readonly K[] | Promise<readonly K[]>
  /** Cells of a row, each with role `gridcell`. */
  readonly renderCells: (row: number) => ReactNode
  readonly sort: ColumnSort
  readonly onSort: (by: string) => void
  readonly selection: Selection<K>
  readonly onSelect: (selection: Selection<K>) => void
  /** Enter or a double click. */
  readonly onOpen: (row: number) => void
  /** Keys that neither navigate nor choose. */
  readonly onKey?: (event: KeyboardEvent) => void
  /** Items of the context menu for what is chosen. */
  readonly menu: ReactNode
  /** Told which rows are on the screen. */
  readonly onWindow?: (first: number, last: number) => void
}

/** A list of any length of which only the rows on the screen exist; keyboard and selection as in a file manager. */
export function VirtualGrid<K extends number>(props: VirtualGridProps<K>) {
  const { count, rowHeight, selection, keyAt, rowOf, keysBetween, onSelect, onOpen } = props
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const rows = useRef<RowsHandle>(null)
  const id = useId()
  const currentRow = selection.current === null ? -1 : rowOf(selection.current)
  useCurrentInView(rows, currentRow, selection.current, useSize(scroller).height)
  /** From the anchor to a row; the row alone while nobody knows where the anchor stands. */
  const chooseRange = (to: number, current: K): void => {
    const from = selection.anchor === null ? -1 : rowOf(selection.anchor)
    if (from < 0) return onSelect(selectOne(current))
    const between = keysBetween(Math.min(from, to), Math.max(from, to))
    void Promise.resolve(between).then((keys) => {
      // Rows that could not be had leave chosen what is.
      if (keys.length > 0) onSelect(selectRange(selection, keys, current))
    })
  }

  const moveTo = (row: number, extend: boolean): void => {
    rows.current?.scrollTo(row)
    const choose = (key: K): void => (extend ? chooseRange(row, key) : onSelect(selectOne(key)))
    const key = keyAt(row)
    if (key !== undefined) return choose(key)
    void Promise.resolve(keysBetween(row, row)).then(([loaded]) => {
      if (loaded !== undefined) choose(loaded)
    })
  }

  const chooseAll = (): void => {
    void Promise.resolve(keysBetween(0, count - 1)).then((keys) => {
      if (keys.length === 0) return
      const current = selection.current ?? keys[0]
      if (current !== undefined) onSelect({ keys: new Set(keys), anchor: keys[0] ?? null, current })
    })
  }

  const pressed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const rowsPerPage = Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeight) - 1)
    const next = rowAfterKey(event.key, currentRow, count, rowsPerPage)
    if (next !== null) moveTo(next, event.shiftKey)
    else if (event.key === 'Enter' && currentRow >= 0) onOpen(currentRow)
    else if (isCommandKey(event) && event.key.toLowerCase() === 'a') chooseAll()
    else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) openMenuAtCurrent()
    else {
      props.onKey?.(event)
      return
    }
    event.preventDefault()
  }

  const openMenuAtCurrent = (): void => {
    const element = document.getElementById(`${id}-${currentRow}`)
    const box = element?.getBoundingClientRect()
    if (!element || !box) return
    element.dispatchEvent(
      new window.MouseEvent('contextmenu', {
        bubbles: true,
        cancelable: true,
        clientX: box.left + 48,
        clientY: box.top + box.height / 2,
      }),
    )
  }

  const clicked = (event: MouseEvent): void => {
    const row = rowUnder(event.target)
    const key = row === null ? undefined : keyAt(row)
    if (row === null || key === undefined || isControl(event.target)) return
    if (event.shiftKey) chooseRange(row, key)
    else if (isCommandKey(event)) onSelect(toggle(selection, key))
    else onSelect(selectOne(key))
  }

  /** The menu speaks of what is chosen: the row under the pointer is chosen first. */
  const aboutToOpenMenu = (event: MouseEvent): void => {
    const row = rowUnder(event.target)
    const key = row === null ? undefined : keyAt(row)
    if (key === undefined) {
      event.preventDefault()
      event.stopPropagation()
    } else if (!selection.keys.has(key)) onSelect(selectOne(key))
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
          aria-rowcount={count + 1}
          aria-multiselectable
          aria-activedescendant={currentRow < 0 ? undefined : `${id}-${currentRow}`}
          className={classNames(
            '@container min-h-0 flex-1 overflow-auto outline-none',
            currentRow < 0
              ? 'focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent-fill'
              : 'focus-visible:[&_[data-current]]:outline-2',
          )}
          onKeyDown={pressed}
          onClick={clicked}
          onContextMenuCapture={aboutToOpenMenu}
          onDoubleClick={(event) => {
            const row = rowUnder(event.target)
            if (row !== null && !isControl(event.target)) onOpen(row)
          }}
        >
          <GridHeader
            columns={props.columns}
            rowClass={props.rowClass}
            sort={props.sort}
            onSort={props.onSort}
          />
          <GridRows
            ref={rows}
            scroller={scroller}
            id={id}
            rowClass={props.rowClass}
            rowHeight={rowHeight}
            count={count}
            currentRow={currentRow}
            selected={selection.keys}
            keyAt={keyAt}
            renderCells={props.renderCells}
            onWindow={props.onWindow}
          />
        </div>
      }
    >
      {props.menu}
    </ContextMenu>
  )
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
