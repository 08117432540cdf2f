import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { libraryChange, restFor } from '../../stores/library-changes'
import { useSettingsStore } from '../../stores/settings'
import {
  type AskLibrary,
  type LibraryOrder,
  missingPages,
  pageLength,
  readShelf,
  type Shelf,
  withPage,
} from './library-shelf'
import { firstScreen, libraryPlace, useLibrary } from './library-store'

/** Shortest time between two readings of the library, in milliseconds. */
const shortestRestMs = 500
/** How many times longer than a reading took the engine is left alone before the next one. */
const restShare = 5

/** How long to leave the engine alone after a reading that took this long; both in milliseconds. */
export function restAfter(readingMs: number): number {
  return Math.max(shortestRestMs, readingMs * restShare)
}

const ask: AskLibrary = (query) => invoke('listLibrary', query)

/**
 * Reads what the grid shows of the library in the order that is chosen, and again whenever galleries on disk changed,
 * until it is aborted. A failure is shown and ends it.
 */
export async function keepLibraryRead(signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted) {
      const changes = useSettingsStore.getState().libraryRows
      const begunAt = performance.now()
      await readOnce(signal)
      await restFor(restAfter(performance.now() - begunAt), signal)
      await libraryChange(changes, signal)
    }
  } catch (error) {
    if (!signal.aborted) useLibrary.setState({ failure: asFailure(error) })
  }
}

async function readOnce(signal: AbortSignal): Promise<void> {
  const { order, grouped, shownOrder, shelf } = useLibrary.getState()
  const { host, ...rest } = order
  const query: LibraryOrder = { ...rest, ...(host !== null && { host }), ...(grouped && { grouped }) }
  // Another order is shown from its beginning.
  const isSame = shelf !== null && shownOrder === order
  const { seen, anchor, current } = libraryPlace
  const held = isSame && anchor?.id ? { id: anchor.id, position: anchor.position } : null
  const hosts = await invoke('listLibraryHosts')
  const next = await readShelf(
    ask,
    query,
    isSame || shelf === null ? seen : firstScreen,
    held,
    current === null ? [] : [current],
  )
  if (signal.aborted) return
  useLibrary.setState({ shelf: withSameSites(next, shelf), shownOrder: order, hosts, failure: null })
}

/** The same object for the same sites: the grid is laid out again only when they changed. */
function withSameSites(next: Shelf, before: Shelf | null): Shelf {
  const isSame = before !== null && JSON.stringify(before.sites) === JSON.stringify(next.sites)
  return isSame ? { ...next, sites: before.sites } : next
}

/** Pages that are asked for now, by the reading that they belong to. */
const asking = new WeakMap<LibraryOrder, Set<number>>()

/** Notes which positions are on the screen, and asks for those that are not loaded. */
export function showPositions(first: number, last: number): void {
  libraryPlace.seen = { first, last }
  const { shelf } = useLibrary.getState()
  if (shelf === null) return
  for (const page of missingPages(shelf, libraryPlace.seen)) void loadPage(shelf.order, page)
}

async function loadPage(order: LibraryOrder, page: number): Promise<void> {
  const pages = asking.get(order) ?? new Set()
  asking.set(order, pages)
  if (pages.has(page)) return
  pages.add(page)
  try {
    const { rows } = await ask({ ...order, offset: page * pageLength, limit: pageLength })
    const { shelf } = useLibrary.getState()
    // A later reading has rows of its own, perhaps at other positions.
    if (shelf?.order === order) useLibrary.setState({ shelf: withPage(shelf, page, rows, libraryPlace.seen) })
  } catch (error) {
    if (useLibrary.getState().shelf?.order === order) useLibrary.setState({ failure: asFailure(error) })
  } finally {
    pages.delete(page)
  }
}
