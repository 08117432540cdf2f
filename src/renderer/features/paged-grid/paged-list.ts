import type { Slice } from '@shared/model/gallery'

export type AskSlice<T> = (offset: number, limit: number) => Promise<Slice<T>>

/** The window on a long list that stays with the engine. */
export interface Slices<T> {
  /** null until the first answer. */
  total(): number | null
  row(at: number): T | undefined
  /** Rows that are on the screen; what is missing or old of them is asked for. */
  want(first: number, last: number): void
  /** The list changed: what is on the screen is asked for again, the rest when it is looked at. */
  refresh(rows: number): void
  /** Rows `from` to `to`, both included, at most `mostRows`. Throws FailureError if the engine refuses. */
  rowsBetween(from: number, to: number): Promise<readonly T[]>
  /** The rows that are loaded now, each with its position. */
  loaded(): Iterable<readonly [at: number, row: T]>
  subscribe(listener: () => void): () => void
  /** Grows whenever something that was asked for came. */
  version(): number
  close(): void
}

/** Rows asked for at once. */
export const sliceLength = 100
/** Least time between two renewals, in milliseconds: a busy task changes its rows many times a second. */
const renewalMs = 500
/** Pages kept, so that a scroll through a million rows does not keep a million rows. */
const keptPages = 40
/** Most rows that can be chosen at once. */
export const mostRows = 10_000
const chunk = 500

/**
 * Keeps the pages of a list that were looked at.
 *
 * Old rows stay visible until new ones come. Answers that come after `close` change nothing. `onFailure` is told when
 * the engine refuses; the rows then stay as they were.
 */
export function createSlices<T>(ask: AskSlice<T>, onFailure: (error: unknown) => void): Slices<T> {
  const pages = new Map<number, { readonly rows: readonly T[]; readonly of: number }>()
  const asking = new Set<number>()
  const listeners = new Set<() => void>()
  let total: number | null = null
  let generation = 0
  let seen: number | null = null
  let changes = 0
  let shown: readonly [number, number] = [0, sliceLength - 1]
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const load = (page: number): void => {
    if (asking.has(page) || pages.get(page)?.of === generation) return
    const of = generation
    asking.add(page)
    ask(page * sliceLength, sliceLength)
      .then((slice) => {
        if (closed) return
        asking.delete(page)
        total = slice.total
        pages.delete(page)
        pages.set(page, { rows: slice.rows, of })
        forgetOldest(page)
        changes += 1
        for (const listener of listeners) listener()
        if (of !== generation) loadShown()
      })
      .catch((error: unknown) => {
        asking.delete(page)
        if (!closed) onFailure(error)
      })
  }

  const forgetOldest = (except: number): void => {
    for (const page of pages.keys()) {
      if (pages.size <= keptPages) return
      const isShown = page >= Math.floor(shown[0] / sliceLength) && page <= Math.floor(shown[1] / sliceLength)
      if (page !== except && !isShown) pages.delete(page)
    }
  }

  const loadShown = (): void => {
    const [first, last] = shown
    for (let page = Math.floor(first / sliceLength); page <= Math.floor(last / sliceLength); page += 1)
      load(page)
  }

  return {
    total: () => total,
    row: (at) => pages.get(Math.floor(at / sliceLength))?.rows[at % sliceLength],
    want(first, last) {
      shown = [Math.max(0, first), Math.max(first, last, 0)]
      loadShown()
    },
    refresh(rows) {
      if (seen === rows) return
      const isFirst = seen === null
      seen = rows
      if (isFirst || timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        generation += 1
        loadShown()
      }, renewalMs)
    },
    async rowsBetween(from, to) {
      const rows: T[] = []
      const end = Math.min(to, from + mostRows - 1)
      for (let offset = from; offset <= end; offset += chunk) {
        const slice = await ask(offset, Math.min(chunk, end - offset + 1))
        rows.push(...slice.rows)
        if (slice.rows.length === 0) break
      }
      return rows
    },
    *loaded() {
      for (const [page, { rows }] of pages) {
        for (const [at, row] of rows.entries()) yield [page * sliceLength + at, row]
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => changes,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
