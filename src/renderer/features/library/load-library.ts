import { type GalleryRow, type LibraryQuery, longestSlice, type Slice } from '@shared/gallery'

/** What of the library is shown and in which order; the whole of it is loaded. */
export type LibraryOrder = Pick<LibraryQuery, 'text' | 'host' | 'sort' | 'descending'>

export type AskLibrary = (
  query: LibraryOrder & { offset: number; limit: number },
) => Promise<Slice<GalleryRow>>

/**
 * Reads the library slice by slice until it is complete and returns all rows, or null if it was aborted on the way.
 *
 * `onFirst` gets the first slice as soon as it is there, so that a large library shows something at once. A gallery
 * that comes or goes between two slices shifts the rest: none is listed twice, and a missing one is found by the next
 * reading, which the change itself causes. Throws FailureError.
 */
export async function loadLibrary(
  ask: AskLibrary,
  order: LibraryOrder,
  signal: AbortSignal,
  onFirst: (rows: readonly GalleryRow[]) => void,
): Promise<readonly GalleryRow[] | null> {
  const rows = new Map<GalleryRow['id'], GalleryRow>()
  for (let offset = 0; ; offset += longestSlice) {
    const slice = await ask({ ...order, offset, limit: longestSlice })
    if (signal.aborted) return null
    for (const row of slice.rows) rows.set(row.id, row)
    if (slice.rows.length === 0 || offset + slice.rows.length >= slice.total) return [...rows.values()]
    if (offset === 0) onFirst([...rows.values()])
  }
}

/** Shortest time between two readings of the library, in milliseconds. */
const shortestRestMs = 500
/** How many times longer than a reading took the engine is left alone before the next one. */
const restShare = 5

/** How long to leave the engine alone after a reading that took this long; both in milliseconds. */
export function restAfter(readingMs: number): number {
  return Math.max(shortestRestMs, readingMs * restShare)
}
