import type { Failure } from '@shared/model/failure'
import type { LibraryQuery } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import { create } from 'zustand'
import type { Anchor } from './grid-layout'
import type { LibraryList, Span } from './library-list'

/** Width of a cover that a user chooses, in CSS pixels. */
export const coverWidths = { least: 110, most: 260, step: 10 } as const

interface LibraryState {
  /** What of the library is shown and in which order; a new object asks the engine again. */
  readonly order: Pick<LibraryQuery, 'text' | 'sort' | 'descending'> & { readonly host: string | null }
  readonly grouped: boolean
  readonly coverWidth: number
  /** What the engine answered last, for `shownOrder`; null before its first answer. */
  readonly list: LibraryList | null
  readonly shownOrder: LibraryState['order'] | null
  readonly hosts: readonly string[]
  readonly failure: Failure | null
}

/** State of the view of the library. Outlives the view, so that a user who returns sees the same place at once. */
export const useLibrary = create<LibraryState>(() => ({
  order: { text: '', host: null, sort: 'added', descending: true },
  grouped: false,
  coverWidth: 150,
  list: null,
  shownOrder: null,
  hosts: [],
  failure: null,
}))

interface LibraryPlace {
  /** Where the grid was left, in CSS pixels. */
  scrollTop: number
  /** Positions on the screen. */
  seen: Span
  /** What stands at the top of the screen, and which gallery that is, if it is loaded; null at the very top. */
  anchor: (Anchor & { readonly id: GalleryId | null }) | null
  /** The gallery with the focus of the keyboard, if it is known. */
  current: GalleryId | null
}

/** Rows of a first screen, before the grid is measured. */
export const firstScreen: Span = { first: 0, last: 0 }

/** Where the grid was left. Outside of the store: a scroll must not render anything again. */
export const libraryPlace: LibraryPlace = { scrollTop: 0, seen: firstScreen, anchor: null, current: null }

/** Changes which galleries are shown, or their order; the engine is asked again. */
export function orderLibrary(change: Partial<LibraryState['order']>): void {
  useLibrary.setState((state) => ({ order: { ...state.order, ...change } }))
}

/** Sorts the library in the direction that users expect at first: names from A, newest and largest first. */
export function sortLibrary(sort: LibraryQuery['sort']): void {
  orderLibrary({ sort, descending: sort === 'added' || sort === 'size' })
}
