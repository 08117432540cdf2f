import { useSettingsStore } from './settings'

/** Resolves after a time in milliseconds, or at once when aborted. */
export function restFor(ms: number, signal: AbortSignal): Promise<void> {
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

/** Resolves when the revision of the library is no longer `seen`, or when aborted. */
export function libraryChange(seen: number, signal: AbortSignal): Promise<void> {
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
