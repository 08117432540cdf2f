import type { Log } from '../ports/ports'

/** Calls listeners in the order in which they were added. */
export interface Emitter<T> {
  /** Adds a listener; returns the function that removes it. */
  on(listener: (event: T) => void): () => void
  /** Calls every listener before it returns. One that throws is logged, and the others are still called. */
  emit(event: T): void
}

export function createEmitter<T>(log: Log): Emitter<T> {
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
          log('error', 'a listener failed', { error })
        }
      }
    },
  }
}
