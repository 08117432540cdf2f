import { invoke } from '../../bridge'
import { useSettingsStore } from '../../stores/settings'
import { asFailure } from '../failures/attempt'
import { libraryChange, restFor } from './library-change'
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
