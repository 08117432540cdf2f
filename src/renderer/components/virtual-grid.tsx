import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react'
import { classNames } from './class-names'
import { ContextMenu } from './context-menu'
import { type ColumnSort, type GridColumn, GridHeader, headerHeight } from './grid-header'
import { rowAfterKey } from './grid-keys'
import { isCommandKey } from './kbd'
import { type Selection, selectOne, selectRange, toggle } from './selection'

export interface VirtualGridProps<K extends number> {
  /** Accessible name of the list. */
  readonly label: string
  readonly columns: readonly GridColumn[]
  /** Class of a row and of the header that sets the widths of the columns. */
  readonly rowClass: string
  readonly rowHeight: number
  readonly count: number
  /** Key of a row; undefined while it is not loaded. */
  readonly keyAt: (row: number) => K | undefined
  /** Row of a key; -1 when it is not in the list or not loaded. */
  readonly rowOf: (key: K) => number
  /** Keys of rows `from` to `to`, both included; may have to load them. */
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
  const { count, rowHeight, selection, keyAt, rowOf, keysBetween, onSelect, onOpen, onWindow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const currentRow = selection.current === null ? -1 : rowOf(selection.current)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
  })
  const rows = virtual.getVirtualItems()
  const first = rows[0]?.index ?? 0
  const last = rows.at(-1)?.index ?? -1

  useEffect(() => {
    onWindow?.(first, last)
  }, [onWindow, first, last])

  const chooseRange = (from: number, to: number, current: K): void => {
    const between = keysBetween(Math.min(from, to), Math.max(from, to))
    void Promise.resolve(between).then((keys) => onSelect(selectRange(selection, keys, current)))
  }

  const moveTo = (row: number, extend: boolean): void => {
    virtual.scrollToIndex(row)
    const key = keyAt(row)
    if (key === undefined) return
    if (extend && selection.anchor !== null) chooseRange(rowOf(selection.anchor), row, key)
    else onSelect(selectOne(key))
  }

  const chooseAll = (): void => {
    void Promise.resolve(keysBetween(0, count - 1)).then((keys) => {
      const current = selection.current ?? keys[0]
      if (current !== undefined) onSelect({ keys: new Set(keys), anchor: keys[0] ?? null, current })
    })
  }

  const pressed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return
    const rowsPerPage = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1)
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
    if (event.shiftKey && selection.anchor !== null) chooseRange(rowOf(selection.anchor), row, key)
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
          ref={scroller}
          role="grid"
          tabIndex={0}
          aria-label={props.label}
          aria-rowcount={count + 1}
          aria-multiselectable
          aria-activedescendant={
            currentRow >= first && currentRow <= last ? `${id}-${currentRow}` : undefined
          }
          className="@container min-h-0 flex-1 overflow-auto outline-none focus-visible:[&_[data-current]]:outline-2"
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
          <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
            {rows.map((item) => {
              const key = keyAt(item.index)
              const selected = key !== undefined && selection.keys.has(key)
              return (
                <div
                  key={key ?? `row-${item.index}`}
                  id={`${id}-${item.index}`}
                  role="row"
                  aria-rowindex={item.index + 2}
                  aria-selected={selected}
                  data-row={item.index}
                  data-current={item.index === currentRow ? '' : undefined}
                  className={classNames(
                    'group absolute top-0 left-0 grid w-full items-center border-b border-line -outline-offset-2 outline-accent-fill',
                    selected ? 'bg-selected' : 'hover:bg-hover',
                    props.rowClass,
                  )}
                  style={{ height: rowHeight, transform: `translateY(${item.start - headerHeight}px)` }}
                >
                  {props.renderCells(item.index)}
                </div>
              )
            })}
          </div>
        </div>
      }
    >
      {props.menu}
    </ContextMenu>
  )
}

function rowUnder(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null
  return element ? Number(element.dataset['row']) : null
}

/** Buttons inside a row do their own work; a click on them chooses nothing. */
function isControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest('button, a, input') !== null
}
