import type { Log } from '../ports/ports'

/** Functions that want to know; one that throws does not keep the others from knowing. */
export interface Listeners<T> {
  /** Returns the function that ends it. */
  add(listener: (event: T) => void): () => void
  tell(event: T): void
}

export function createListeners<T>(log: Log): Listeners<T> {
  const all = new Set<(event: T) => void>()
  return {
    add(listener) {
      all.add(listener)
      return () => all.delete(listener)
    },
    tell(event) {
      for (const listener of all) {
        try {
          listener(event)
        } catch (error) {
          log('error', 'a listener failed', { error })
        }
      }
    },
  }
}
