import { asFailure } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { libraryChange, restFor } from '../../stores/library-changes'
import { useSettingsStore } from '../../stores/settings'
import {
  type AskLibrary,
  type LibraryList,
  type LibraryOrder,
  missingPages,
  pageLength,
  readList,
  withPage,
} from './library-list'
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
  const { order, grouped, shownOrder, list } = useLibrary.getState()
  const { host, ...rest } = order
  const query: LibraryOrder = { ...rest, ...(host !== null && { host }), ...(grouped && { grouped }) }
  // Another order is shown from its beginning.
  const isSame = list !== null && shownOrder === order
  const { seen, anchor, current } = libraryPlace
  const held = isSame && anchor?.id ? { id: anchor.id, position: anchor.position } : null
  const hosts = await invoke('listLibraryHosts')
  const next = await readList(
    ask,
    query,
    isSame || list === null ? seen : firstScreen,
    held,
    current === null ? [] : [current],
  )
  if (signal.aborted) return
  useLibrary.setState({ list: withSameSites(next, list), shownOrder: order, hosts, failure: null })
}

/** The same object for the same sites: the grid is laid out again only when they changed. */
function withSameSites(next: LibraryList, before: LibraryList | null): LibraryList {
  const isSame = before !== null && JSON.stringify(before.sites) === JSON.stringify(next.sites)
  return isSame ? { ...next, sites: before.sites } : next
}

/** Pages that are asked for now, by the reading that they belong to. */
const asking = new WeakMap<LibraryOrder, Set<number>>()

/** Notes which positions are on the screen, and asks for those that are not loaded. */
export function showPositions(first: number, last: number): void {
  libraryPlace.seen = { first, last }
  const { list } = useLibrary.getState()
  if (list === null) return
  for (const page of missingPages(list, libraryPlace.seen)) void loadPage(list.order, page)
}

async function loadPage(order: LibraryOrder, page: number): Promise<void> {
  const pages = asking.get(order) ?? new Set()
  asking.set(order, pages)
  if (pages.has(page)) return
  pages.add(page)
  try {
    const { rows } = await ask({ ...order, offset: page * pageLength, limit: pageLength })
    const { list } = useLibrary.getState()
    // A later reading has rows of its own, perhaps at other positions.
    if (list?.order === order) useLibrary.setState({ list: withPage(list, page, rows, libraryPlace.seen) })
  } catch (error) {
    if (useLibrary.getState().list?.order === order) useLibrary.setState({ failure: asFailure(error) })
  } finally {
    pages.delete(page)
  }
}
