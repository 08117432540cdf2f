import { type ReactNode, useState } from 'react'
import type { ColumnSort, GridColumn } from '../../components/grid-header'
import { noSelection, type Selection } from '../../components/selection'
import { VirtualGrid } from '../../components/virtual-grid'
import { asFailure, tellFailure } from '../failures/attempt'
import type { Slices } from './slices'

interface SliceGridProps<T> {
  readonly label: string
  readonly columns: readonly GridColumn[]
  readonly rowClass: string
  readonly slices: Slices<T>
  /** A number that stays with a row while the list changes around it. */
  readonly keyOf: (row: T, at: number) => number
  readonly renderCells: (row: T) => ReactNode
  readonly sort: ColumnSort
  readonly onSort: (sort: ColumnSort) => void
  readonly onOpen: (row: T) => void
  /** Items of the context menu; `chosen` gives the rows and is meant to be called when the menu is open. */
  readonly renderMenu: (chosen: () => readonly T[]) => ReactNode
  /** What stands here when there are no rows. */
  readonly empty: string
}

const rowHeight = 36

/** A list of the task's detail: only the rows on the screen are in the window at all. */
export function SliceGrid<T>(props: SliceGridProps<T>) {
  const { slices, keyOf, sort } = props
  const [selection, setSelection] = useState<Selection<number>>(noSelection)
  // Rows that were chosen as a range and have left the screen since: actions need them whole.
  const [ranged, setRanged] = useState<ReadonlyMap<number, T>>(new Map())
  const total = slices.total()
  if (total === null) return <div className="min-h-0 flex-1" aria-busy />
  if (total === 0) return <p className="m-auto px-6 py-4 text-center text-muted">{props.empty}</p>
  const rowAt = (at: number): number | undefined => {
    const row = slices.row(at)
    return row === undefined ? undefined : keyOf(row, at)
  }
  const chosen = (): readonly T[] => {
    const loaded = new Map<number, T>()
    for (const [at, row] of slices.loaded()) loaded.set(keyOf(row, at), row)
    return [...selection.keys].flatMap((key) => loaded.get(key) ?? ranged.get(key) ?? [])
  }
  return (
    <VirtualGrid
      label={props.label}
      columns={props.columns}
      rowClass={props.rowClass}
      rowHeight={rowHeight}
      count={total}
      keyAt={rowAt}
      rowOf={(key) => {
        for (const [at, row] of slices.loaded()) if (keyOf(row, at) === key) return at
        return -1
      }}
      keysBetween={async (from, to) => {
        const rows = await slices.rowsBetween(from, to).catch((error: unknown) => {
          tellFailure(asFailure(error))
          return []
        })
        const keyed = new Map(rows.map((row, at) => [keyOf(row, from + at), row]))
        setRanged(keyed)
        return [...keyed.keys()]
      }}
      renderCells={(at) => {
        const row = slices.row(at)
        return row === undefined ? null : props.renderCells(row)
      }}
      sort={sort}
      onSort={(by) => props.onSort({ by, descending: sort.by === by && !sort.descending })}
      selection={selection}
      onSelect={setSelection}
      onOpen={(at) => {
        const row = slices.row(at)
        if (row !== undefined) props.onOpen(row)
      }}
      menu={props.renderMenu(chosen)}
      onWindow={slices.want}
    />
  )
}
