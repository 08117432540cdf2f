import type { Slice } from '@shared/model/gallery'

/** Asks the engine for rows of a list, from `offset` on. Rejects with FailureError if the engine refuses. */
export type LoadRows<T> = (offset: number, limit: number) => Promise<Slice<T>>

/** A long list of the engine, of which the window holds the pages that were on the screen. */
export interface PagedList<T> {
  /** null until the first answer. */
  total(): number | null
  /** A row; undefined while it is not loaded. */
  row(at: number): T | undefined
  /** Sets the rows on the screen and loads those of their pages that are missing or old. */
  show(first: number, last: number): void
  /** Marks the list as changed at another revision: what is on the screen loads again, the rest when it is shown. */
  refresh(revision: number): void
  /** Rows `from` to `to`, both included, at most `mostRows`. Throws FailureError if the engine refuses. */
  rowsBetween(from: number, to: number): Promise<readonly T[]>
  /** The loaded rows, each with its position. */
  loaded(): Iterable<readonly [at: number, row: T]>
  /** Calls the listener after each answer; returns the function that removes it. */
  subscribe(listener: () => void): () => void
  /** Grows with each answer. */
  version(): number
  /** Ends loading: later answers change nothing. */
  close(): void
}

/** Rows loaded at once. */
export const pageLength = 100
/** Least time between two renewals, in milliseconds: a busy task changes its rows many times a second. */
const renewalMs = 500
/** Pages kept, so that a scroll through a million rows does not keep a million rows. */
const keptPages = 40
/** Most rows that can be chosen at once. */
export const mostRows = 10_000
/** Rows of one request for a range. */
const rangeLength = 500

/** Pages on the screen, both included. */
interface PageSpan {
  readonly first: number
  readonly last: number
}

function pageOf(at: number): number {
  return Math.floor(at / pageLength)
}

/** Loaded pages, each with the generation of the list that it belongs to; the oldest go first. */
function createPages<T>() {
  const pages = new Map<number, { readonly rows: readonly T[]; readonly generation: number }>()
  let total: number | null = null

  return {
    total: (): number | null => total,
    row: (at: number): T | undefined => pages.get(pageOf(at))?.rows[at % pageLength],
    isCurrent: (page: number, generation: number): boolean => pages.get(page)?.generation === generation,
    put(page: number, slice: Slice<T>, generation: number, shown: PageSpan): void {
      total = slice.total
      pages.delete(page)
      pages.set(page, { rows: slice.rows, generation })
      for (const old of pages.keys()) {
        if (pages.size <= keptPages) return
        if (old !== page && (old < shown.first || old > shown.last)) pages.delete(old)
      }
    },
    *rows(): Iterable<readonly [at: number, row: T]> {
      for (const [page, { rows }] of pages) {
        for (const [at, row] of rows.entries()) yield [page * pageLength + at, row]
      }
    },
  }
}

/**
 * Keeps the pages of a list that were on the screen.
 *
 * Old rows stay until new ones arrive. `onFailure` is called when the engine refuses; the rows then stay as they were.
 */
export function createPagedList<T>(load: LoadRows<T>, onFailure: (error: unknown) => void): PagedList<T> {
  const pages = createPages<T>()
  const loading = new Set<number>()
  const listeners = new Set<() => void>()
  let generation = 0
  let revision: number | null = null
  let version = 0
  let shown: PageSpan = { first: 0, last: 0 }
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function loadPage(page: number): Promise<void> {
    if (loading.has(page) || pages.isCurrent(page, generation)) return
    const loadedFor = generation
    loading.add(page)
    try {
      const slice = await load(page * pageLength, pageLength)
      loading.delete(page)
      if (closed) return
      pages.put(page, slice, loadedFor, shown)
      version += 1
      for (const listener of listeners) listener()
      // The list changed while this page was loading.
      if (loadedFor !== generation) loadShown()
    } catch (error) {
      loading.delete(page)
      if (!closed) onFailure(error)
    }
  }

  function loadShown(): void {
    for (let page = shown.first; page <= shown.last; page += 1) void loadPage(page)
  }

  return {
    total: pages.total,
    row: pages.row,
    show(first, last) {
      shown = { first: pageOf(Math.max(0, first)), last: pageOf(Math.max(first, last, 0)) }
      loadShown()
    },
    refresh(next) {
      if (revision === next) return
      const isFirst = revision === null
      revision = next
      if (isFirst || timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        generation += 1
        loadShown()
      }, renewalMs)
    },
    rowsBetween: (from, to) => loadRange(load, from, Math.min(to, from + mostRows - 1)),
    loaded: () => pages.rows(),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}

/** Loads rows `from` to `to`, both included, in parts; ends at the end of the list. */
async function loadRange<T>(load: LoadRows<T>, from: number, to: number): Promise<readonly T[]> {
  const rows: T[] = []
  for (let offset = from; offset <= to; offset += rangeLength) {
    const slice = await load(offset, Math.min(rangeLength, to - offset + 1))
    rows.push(...slice.rows)
    if (slice.rows.length === 0) break
  }
  return rows
}
