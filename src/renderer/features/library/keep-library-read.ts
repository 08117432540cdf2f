import { invoke } from '../../bridge'
import { useSettingsStore } from '../../stores/settings'
import { asFailure } from '../failures/attempt'
import { useLibrary } from './library-store'
import { loadLibrary, restAfter } from './load-library'

/**
 * Reads the library in the order that is chosen, and again whenever galleries on disk changed, until it is aborted. A
 * later reading replaces the rows at once when it is complete; a failure is shown and ends it.
 */
export async function keepLibraryRead(signal: AbortSignal): Promise<void> {
  const { order } = useLibrary.getState()
  const { host, ...rest } = order
  const query = host === null ? rest : { ...rest, host }
  try {
    while (!signal.aborted) {
      const seen = useSettingsStore.getState().libraryRows
      const begunAt = performance.now()
      const hosts = await invoke('listLibraryHosts')
      const rows = await loadLibrary(
        (slice) => invoke('listLibrary', slice),
        query,
        signal,
        (first) => {
          if (useLibrary.getState().shownOrder !== order)
            useLibrary.setState({ rows: first, shownOrder: order, hosts })
        },
      )
      if (rows === null || signal.aborted) return
      useLibrary.setState({ rows, shownOrder: order, hosts, failure: null })
      await restFor(restAfter(performance.now() - begunAt), signal)
      await libraryChange(seen, signal)
    }
  } catch (error) {
    if (!signal.aborted) useLibrary.setState({ failure: asFailure(error) })
  }
}

/** Ends after a time in milliseconds, or at once when aborted. */
function restFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done()
    const end = (): void => {
      clearTimeout(timer)
      done()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      done()
    }, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}

/** Ends when galleries on disk are no longer as they were at `seen`, or when aborted. */
function libraryChange(seen: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted || useSettingsStore.getState().libraryRows !== seen) return done()
    const end = (): void => {
      unsubscribe()
      signal.removeEventListener('abort', end)
      done()
    }
    const unsubscribe = useSettingsStore.subscribe((state) => {
      if (state.libraryRows !== seen) end()
    })
    signal.addEventListener('abort', end, { once: true })
  })
}
