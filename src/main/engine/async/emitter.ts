/** Calls listeners in the order in which they were added. */
export interface Emitter<T> {
  /** Adds a listener; returns the function that removes it. */
  on(listener: (event: T) => void): () => void
  /** Calls every listener before it returns. One that throws is logged, and the others are still called. */
  emit(event: T): void
}

/** `logError` is called for a listener that throws. */
export function createEmitter<T>(
  logError: (level: 'error', message: string, details: { readonly error: unknown }) => void,
): Emitter<T> {
  const listeners = new Set<(event: T) => void>()
  return {
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          logError('error', 'a listener failed', { error })
        }
      }
    },
  }
}
