import type { Failure } from '@shared/failure'
import type { GalleryRow, LibraryQuery } from '@shared/gallery'
import type { GalleryId } from '@shared/units'
import { create } from 'zustand'

/** Width of a cover that a person chooses, in CSS pixels. */
export const coverWidths = { least: 110, most: 260, step: 10 } as const

interface LibraryState {
  /** What of the library is shown and in which order; a new object asks the engine anew. */
  readonly order: Pick<LibraryQuery, 'text' | 'sort' | 'descending'> & { readonly host: string | null }
  readonly grouped: boolean
  readonly coverWidth: number
  /** What the engine told last for `shownOrder`; null before it told anything. */
  readonly rows: readonly GalleryRow[] | null
  readonly shownOrder: LibraryState['order'] | null
  readonly hosts: readonly string[]
  readonly failure: Failure | null
  /** Galleries whose folders were looked for and are not there. */
  readonly gone: ReadonlySet<GalleryId>
}

/** Outlives the view, so that coming back shows the same place at once. */
export const useLibrary = create<LibraryState>(() => ({
  order: { text: '', host: null, sort: 'added', descending: true },
  grouped: false,
  coverWidth: 150,
  rows: null,
  shownOrder: null,
  hosts: [],
  failure: null,
  gone: new Set(),
}))

/** Where the grid was left, in CSS pixels. Not of the store: nobody must render again for a scroll. */
export const libraryPlace = { scrollTop: 0 }

export function orderLibrary(change: Partial<LibraryState['order']>): void {
  useLibrary.setState((state) => ({ order: { ...state.order, ...change } }))
}

/** The direction in which people expect an order to begin: names from A, newest and largest first. */
export function sortLibrary(sort: LibraryQuery['sort']): void {
  orderLibrary({ sort, descending: sort === 'added' || sort === 'size' })
}
