import type { RecordColumn } from '@shared/contract/record-commands'
import type { CrawlRecord, RecordFields } from '@shared/model/crawl/crawl-record'
import type { TaskId } from '@shared/model/units'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { asFailure, showFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { createPagedList, type LoadRows, type PagedList } from '../../components/grid/paged-list'
import { recall, remember } from '../../components/remember'
import type { TableSort } from '../../components/table/table-head'
import { useWatched } from '../../stores/watched'

/** A record as the table shows it. */
export interface ShownRecord extends CrawlRecord {
  /** Its fields before the last run; absent: they did not change then, or that is not asked for. */
  readonly previous?: RecordFields
}

/** Which records are shown. */
export type Change = 'all' | 'new' | 'changed' | 'gone'

/** Which records of a crawl are shown, and in which order. */
export interface RecordChoiceState {
  readonly change: Change
  /** As it is typed. */
  readonly filter: string
  /** As it is asked for: some time after the last key, because each one walks over all records. */
  readonly settled: string
  readonly sort: TableSort
  setChange(change: Change): void
  setFilter(filter: string): void
  /** Up, then down, then the order in which they were found. */
  sortBy(column: string): void
}

const quietMs = 250
const newestFirst: TableSort = { by: null, descending: true }

/** Nothing is chosen: all records, the newest first. */
export function useRecordChoice(): RecordChoiceState {
  const [change, setChange] = useState<Change>('all')
  const [filter, setFilter] = useState('')
  const [settled, setSettled] = useState('')
  const [sort, setSort] = useState(newestFirst)
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(filter), filter === '' ? 0 : quietMs)
    return () => window.clearTimeout(timer)
  }, [filter])
  return {
    change,
    filter,
    settled,
    sort,
    setChange,
    setFilter,
    sortBy: (by) =>
      setSort((now) => {
        if (now.by !== by) return { by, descending: false }
        return now.descending ? newestFirst : { by, descending: true }
      }),
  }
}

/** The choice as commands take it. */
export function choiceOf({ change, settled, sort }: RecordChoiceState) {
  return { change, filter: settled, sort: sort.by, descending: sort.descending }
}

async function load(
  taskId: TaskId,
  choice: ReturnType<typeof choiceOf>,
  ...[offset, limit]: Parameters<LoadRows<ShownRecord>>
) {
  const slice = await invoke('listRecords', { taskId, ...choice, offset, limit })
  if (choice.change !== 'changed' || slice.rows.length === 0) return slice
  const previous = await invoke('previousRecords', { taskId, keys: slice.rows.map(({ key }) => key) })
  const rows = slice.rows.map((row): ShownRecord => {
    const before = previous[row.key]
    return before === undefined ? row : { ...row, previous: before }
  })
  return { ...slice, rows }
}

/** The records that are chosen, of which only pages on the screen are here; `revision` grows with their changes. */
export function useRecordList(
  taskId: TaskId,
  choice: RecordChoiceState,
  revision: number,
): PagedList<ShownRecord> {
  const { change, filter, sort, descending } = choiceOf(choice)
  const loadRows = useCallback<LoadRows<ShownRecord>>(
    (offset, limit) => load(taskId, { change, filter, sort, descending }, offset, limit),
    [taskId, change, filter, sort, descending],
  )
  const list = useMemo(() => createPagedList(loadRows, (error) => showFailure(asFailure(error))), [loadRows])
  useSyncExternalStore(list.subscribe, list.version)
  useEffect(() => list.refresh(revision), [list, revision])
  useEffect(() => {
    list.show(0, 0)
    return () => list.close()
  }, [list])
  return list
}

/** Grows when records or places of the watched crawl may have changed; `isRunning` and its end count as a change. */
export function useRevision(isRunning: boolean): number {
  const rows = useWatched((state) => state.rows)
  return rows * 2 + (isRunning ? 1 : 0)
}

/** The last answer to a question that is asked again with each revision, one at a time; null before the first. */
export function useAnswer<T>(ask: () => Promise<T>, revision: number): T | null {
  const [answer, setAnswer] = useState<T | null>(null)
  const state = useRef({ wanted: 0, isAsking: false, isShown: true })
  useEffect(() => {
    const now = state.current
    now.isShown = true
    return () => {
      now.isShown = false
    }
  }, [])
  useEffect(() => {
    const now = state.current
    now.wanted += 1
    if (now.isAsking) return
    now.isAsking = true
    const run = async (): Promise<void> => {
      for (let asked = -1; asked !== now.wanted && now.isShown; ) {
        asked = now.wanted
        const next = await ask()
        if (now.isShown) setAnswer(next)
      }
    }
    run()
      .catch((error: unknown) => {
        // A task that was removed meanwhile has nothing to answer.
        if (now.isShown) showFailure(asFailure(error))
      })
      .finally(() => {
        now.isAsking = false
      })
  }, [ask, revision])
  return answer
}

/** Widths of columns by name, and those that are hidden. */
interface Look {
  readonly widths: Readonly<Record<string, number>>
  readonly hidden: readonly string[]
}

const usualLook: Look = { widths: {}, hidden: ['first_seen', 'changed_at', 'gone_at'] }

function recallLook(name: string): Look {
  try {
    const { widths, hidden } = JSON.parse(recall(name) ?? '') as Partial<Look>
    if (typeof widths !== 'object' || !Array.isArray(hidden)) return usualLook
    return { widths, hidden: hidden.map(String) }
  } catch {
    return usualLook
  }
}

/** How the columns look, remembered for all crawls with these fields. */
export function useColumnLook(columns: readonly RecordColumn[]) {
  const name = `records.${columns.map((column) => column.name).join(',')}`.slice(0, 300)
  const [kept, setKept] = useState<{ readonly name: string; readonly look: Look } | null>(null)
  const look = kept?.name === name ? kept.look : recallLook(name)
  const change = (make: (before: Look) => Look): void => {
    const next = make(recallLook(name))
    remember(name, JSON.stringify(next))
    setKept({ name, look: next })
  }
  return {
    look,
    resize: (key: string, width: number) =>
      change((before) => ({ ...before, widths: { ...before.widths, [key]: width } })),
    toggle: (key: string) =>
      change(({ widths, hidden }) => ({
        widths,
        hidden: hidden.includes(key) ? hidden.filter((other) => other !== key) : [...hidden, key],
      })),
    reset: () => change(() => usualLook),
  }
}
