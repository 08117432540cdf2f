import { type ReactNode, useState } from 'react'
import { asFailure, tellFailure } from '../../bridge/attempt'
import type { ColumnSort, GridColumn } from '../../components/grid-header'
import { noSelection, type Selection } from '../../components/selection'
import { addToast } from '../../components/toast'
import { VirtualGrid } from '../../components/virtual-grid'
import { formatCount } from '../../format'
import { useWords } from '../../locales/use-words'
import { mostRows, type Slices } from './paged-list'

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

/** Rows by their keys, in the order of one list. */
interface Places {
  readonly of: unknown
  readonly rows: ReadonlyMap<number, number>
}

/** A list of the task's detail: only the rows on the screen are in the window at all. */
export function SliceGrid<T>(props: SliceGridProps<T>) {
  const { t, language } = useWords()
  const { slices, keyOf, sort } = props
  const [selection, setSelection] = useState<Selection<number>>(noSelection)
  // Rows that were chosen as a range and have left the screen since: actions need them whole.
  const [ranged, setRanged] = useState<ReadonlyMap<number, T>>(new Map())
  // Where the chosen rows stand, for a range that begins at one of them when it is not loaded any more.
  const [places, setPlaces] = useState<Places>({ of: slices, rows: new Map() })
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
  const rowOf = (key: number): number => {
    for (const [at, row] of slices.loaded()) if (keyOf(row, at) === key) return at
    // In another order the row stands elsewhere.
    return places.of === slices ? (places.rows.get(key) ?? -1) : -1
  }
  const notePlaces = (found: readonly (readonly [key: number, at: number])[]): void =>
    setPlaces(({ of, rows }) => ({ of: slices, rows: new Map([...(of === slices ? rows : []), ...found]) }))
  return (
    <VirtualGrid
      label={props.label}
      columns={props.columns}
      rowClass={props.rowClass}
      rowHeight={rowHeight}
      count={total}
      keyAt={rowAt}
      rowOf={rowOf}
      keysBetween={async (from, to) => {
        if (to - from >= mostRows) {
          addToast({ title: t('downloads:detail.most-chosen', { number: formatCount(mostRows, language) }) })
        }
        const rows = await slices.rowsBetween(from, to).catch((error: unknown) => {
          tellFailure(asFailure(error))
          return []
        })
        const keyed = new Map(rows.map((row, at) => [keyOf(row, from + at), row]))
        setRanged(keyed)
        notePlaces([...keyed.keys()].map((key, at) => [key, from + at]))
        return [...keyed.keys()]
      }}
      renderCells={(at) => {
        const row = slices.row(at)
        return row === undefined ? null : props.renderCells(row)
      }}
      sort={sort}
      onSort={(by) => props.onSort({ by, descending: sort.by === by && !sort.descending })}
      selection={selection}
      onSelect={(next) => {
        setSelection(next)
        const { anchor } = next
        const at = anchor === null ? -1 : rowOf(anchor)
        if (anchor !== null && at >= 0) notePlaces([[anchor, at]])
      }}
      onOpen={(at) => {
        const row = slices.row(at)
        if (row !== undefined) props.onOpen(row)
      }}
      menu={props.renderMenu(chosen)}
      onWindow={slices.want}
    />
  )
}
