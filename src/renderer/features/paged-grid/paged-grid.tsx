import { formatCount } from '@shared/messages/format'
import { type ReactNode, useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { asFailure, showFailure } from '../../bridge/attempt'
import type { ColumnSort, GridColumn, GridColumns } from '../../components/grid/grid-header'
import { createPagedList, type LoadRows, mostRows, type PagedList } from '../../components/grid/paged-list'
import { noSelection, type Selection } from '../../components/grid/selection'
import { VirtualGrid } from '../../components/grid/virtual-grid'
import { addToast } from '../../components/overlays/toast'
import { useWords } from '../../locales/use-words'
import { useWatched } from '../../stores/watched'

interface PagedGridProps<T> {
  readonly label: string
  readonly columns: readonly GridColumn[]
  /** Class of the rows and of the header that sets the widths of the columns. */
  readonly rowClass: string
  /** The order in which the list is shown at first. */
  readonly firstSort: ColumnSort
  /** Loads rows in an order. Another function is another list. */
  readonly load: (sort: ColumnSort, ...range: Parameters<LoadRows<T>>) => ReturnType<LoadRows<T>>
  /** A number that stays with a row while the list changes around it. */
  readonly keyOf: (row: T, at: number) => number
  readonly renderCells: (row: T) => ReactNode
  /** Enter or a double click. */
  readonly onOpen: (row: T) => void
  /** Items of the context menu; `chosen` gives the rows and is meant to be called when the menu is open. */
  readonly renderMenu: (chosen: () => readonly T[]) => ReactNode
  /** Stands here when there are no rows. */
  readonly empty: string
}

/** A list of the task whose detail is open: only the rows on the screen are in the window at all. */
export function PagedGrid<T>({ columns, rowClass, firstSort, load, ...rows }: PagedGridProps<T>) {
  const [sort, setSort] = useState(firstSort)
  const loadSorted = useCallback<LoadRows<T>>((offset, limit) => load(sort, offset, limit), [load, sort])
  const list = usePagedList(loadSorted)
  const onSort = (by: string): void => setSort({ by, descending: sort.by === by && !sort.descending })
  return <PagedRows {...rows} list={list} columns={{ columns, rowClass, sort, onSort }} />
}

/** The rows of one list of the watched task, loaded again when it changes. Another `load` is another list. */
function usePagedList<T>(load: LoadRows<T>): PagedList<T> {
  const list = useMemo(() => createPagedList(load, (error) => showFailure(asFailure(error))), [load])
  const revision = useWatched((state) => state.rows)
  useSyncExternalStore(list.subscribe, list.version)
  useEffect(() => list.refresh(revision), [list, revision])
  useEffect(() => {
    list.show(0, 0)
    return () => list.close()
  }, [list])
  return list
}

interface PagedRowsProps<T>
  extends Pick<PagedGridProps<T>, 'label' | 'keyOf' | 'renderCells' | 'onOpen' | 'renderMenu' | 'empty'> {
  readonly list: PagedList<T>
  readonly columns: GridColumns
}

const rowHeight = 36

/** A paged list as a grid with its selection. */
export function PagedRows<T>({ list, keyOf, columns, ...props }: PagedRowsProps<T>) {
  const { selection, select, chosen, rowOf, keysBetween } = usePagedSelection(list, keyOf)
  const total = list.total()
  if (total === null) return <div className="min-h-0 flex-1" aria-busy />
  if (total === 0) return <p className="m-auto px-6 py-4 text-center text-muted">{props.empty}</p>
  return (
    <VirtualGrid
      label={props.label}
      columns={columns}
      rowHeight={rowHeight}
      source={{
        count: total,
        keyAt: (at) => {
          const row = list.row(at)
          return row === undefined ? undefined : keyOf(row, at)
        },
        rowOf,
        keysBetween,
        renderCells: (at) => {
          const row = list.row(at)
          return row === undefined ? null : props.renderCells(row)
        },
        onShow: list.show,
      }}
      selection={selection}
      onSelect={select}
      onOpen={(at) => {
        const row = list.row(at)
        if (row !== undefined) props.onOpen(row)
      }}
      menu={props.renderMenu(chosen)}
    />
  )
}

/** Positions of rows by their keys, in the order of one list. */
interface Positions {
  readonly of: unknown
  readonly rows: ReadonlyMap<number, number>
}

/** What is chosen of a list of which only some pages are loaded. */
function usePagedSelection<T>(list: PagedList<T>, keyOf: (row: T, at: number) => number) {
  const { t, language } = useWords()
  const [selection, setSelection] = useState<Selection<number>>(noSelection)
  // Rows that were chosen as a range and have left the screen since: actions need them whole.
  const [ranged, setRanged] = useState<ReadonlyMap<number, T>>(new Map())
  // Positions of the chosen rows, for a range that begins at one of them when it is not loaded any more.
  const [positions, setPositions] = useState<Positions>({ of: list, rows: new Map() })

  const rowOf = (key: number): number => {
    for (const [at, row] of list.loaded()) if (keyOf(row, at) === key) return at
    // In another order the row stands elsewhere.
    return positions.of === list ? (positions.rows.get(key) ?? -1) : -1
  }
  const notePositions = (found: readonly (readonly [key: number, at: number])[]): void =>
    setPositions(({ of, rows }) => ({ of: list, rows: new Map([...(of === list ? rows : []), ...found]) }))

  return {
    selection,
    select(next: Selection<number>): void {
      setSelection(next)
      const { anchor } = next
      const at = anchor === null ? -1 : rowOf(anchor)
      if (anchor !== null && at >= 0) notePositions([[anchor, at]])
    },
    chosen(): readonly T[] {
      const loaded = new Map<number, T>()
      for (const [at, row] of list.loaded()) loaded.set(keyOf(row, at), row)
      return [...selection.keys].flatMap((key) => loaded.get(key) ?? ranged.get(key) ?? [])
    },
    rowOf,
    async keysBetween(from: number, to: number): Promise<readonly number[]> {
      if (to - from >= mostRows) {
        addToast({ title: t('downloads:detail.most-chosen', { number: formatCount(mostRows, language) }) })
      }
      const rows = await list.rowsBetween(from, to).catch((error: unknown) => {
        showFailure(asFailure(error))
        return []
      })
      const keyed = new Map(rows.map((row, at) => [keyOf(row, from + at), row]))
      setRanged(keyed)
      notePositions([...keyed.keys()].map((key, at) => [key, from + at]))
      return [...keyed.keys()]
    },
  }
}
