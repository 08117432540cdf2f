import type { GalleryRow, LibraryQuery, LibrarySite, LibrarySlice } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'

/** What of the library is shown and in which order. */
export type LibraryOrder = Pick<LibraryQuery, 'text' | 'host' | 'sort' | 'descending' | 'grouped'>

/** Asks the engine for a part of the library. Rejects with FailureError. */
export type AskLibrary = (
  query: LibraryOrder & { offset: number; limit: number; locate?: GalleryId[] },
) => Promise<LibrarySlice>

/** Positions in the list, both included. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** The library as the window knows it: its length, and the pages that were on the screen. Immutable. */
export interface LibraryList {
  readonly order: LibraryOrder
  readonly total: number
  readonly bytes: number
  readonly sites: readonly LibrarySite[] | null
  readonly pages: ReadonlyMap<number, readonly GalleryRow[]>
  /** Positions of galleries that were looked up by id; null: no longer found. */
  readonly located: ReadonlyMap<GalleryId, number | null>
}

/** Galleries loaded at once. */
export const pageLength = 100
/** Pages kept, so that a scroll through a large library does not keep all of it. */
const keptPages = 40

/** A gallery by its position; undefined while it is not loaded. */
export function galleryAt({ pages }: LibraryList, position: number): GalleryRow | undefined {
  return pages.get(Math.floor(position / pageLength))?.[position % pageLength]
}

/** Position of a gallery; null when it was found nowhere, undefined when that is not known. */
export function positionOf({ pages, located }: LibraryList, id: GalleryId): number | null | undefined {
  for (const [page, rows] of pages) {
    const at = rows.findIndex((row) => row.id === id)
    if (at !== -1) return page * pageLength + at
  }
  return located.get(id)
}

function pagesOf({ first, last }: Span, total: number): number[] {
  const from = Math.floor(Math.max(0, first) / pageLength)
  const to = Math.floor(Math.min(last, total - 1) / pageLength)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
}

/** A gallery that keeps its place on the screen while the list changes, and its position before. */
export interface Held {
  readonly id: GalleryId
  readonly position: number
}

/**
 * Reads what is on the screen.
 *
 * `held` stays where it is seen: when galleries came before it, what is read are the positions that are on the screen
 * after that. `locate`: further galleries whose positions are wanted. Throws FailureError.
 */
export async function readList(
  ask: AskLibrary,
  order: LibraryOrder,
  seen: Span,
  held: Held | null,
  locate: readonly GalleryId[],
): Promise<LibraryList> {
  const ids = [...new Set(held === null ? locate : [held.id, ...locate])]
  const askPage = async (page: number) => {
    const range = { offset: page * pageLength, limit: pageLength }
    return await ask({ ...order, ...range, ...(ids.length > 0 && { locate: ids }) })
  }
  const start = Math.floor(Math.max(0, seen.first) / pageLength)
  const answer = await askPage(start)
  const located = new Map(ids.map((id, at) => [id, answer.located[at] ?? null]))
  const shift = held === null ? 0 : (located.get(held.id) ?? held.position) - held.position
  // A list that got shorter is shown at its end.
  const past = Math.max(0, seen.last + shift - (answer.total - 1))
  const shown = { first: seen.first + shift - past, last: seen.last + shift }
  const pages = new Map<number, readonly GalleryRow[]>()
  await Promise.all(
    pagesOf(shown, answer.total).map(async (page) => {
      pages.set(page, page === start ? answer.rows : (await askPage(page)).rows)
    }),
  )
  const { total, bytes, sites } = answer
  return { order, total, bytes, sites, pages, located }
}

/** Pages of the stretch that are not there yet. */
export function missingPages(list: LibraryList, seen: Span): readonly number[] {
  return pagesOf(seen, list.total).filter((page) => !list.pages.has(page))
}

/** The list with one more page; of those not on the screen the oldest go when there are too many. */
export function withPage(
  list: LibraryList,
  page: number,
  rows: readonly GalleryRow[],
  seen: Span,
): LibraryList {
  const pages = new Map(list.pages).set(page, rows)
  const shown = new Set([page, ...pagesOf(seen, list.total)])
  for (const old of pages.keys()) {
    if (pages.size <= keptPages) break
    if (!shown.has(old)) pages.delete(old)
  }
  return { ...list, pages }
}
