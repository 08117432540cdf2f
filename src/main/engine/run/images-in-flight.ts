/** Images that tasks fetch now, by what makes two of them the same: an image that several want is fetched once. */
export interface ImagesInFlight {
  /**
   * Takes all of these keys, or none: null when another image holds one of them. Then `wake` is called once, when that
   * image has ended. Nobody waits while it holds a key, so that no two can wait for each other.
   */
  take(keys: readonly string[], wake: () => void): Disposable | null
}

export function createImagesInFlight(): ImagesInFlight {
  const held = new Map<string, Set<() => void>>()
  return {
    take(keys, wake) {
      for (const key of keys) {
        const waiting = held.get(key)
        if (waiting === undefined) continue
        waiting.add(wake)
        return null
      }
      const waiting = new Set<() => void>()
      for (const key of keys) held.set(key, waiting)
      return {
        [Symbol.dispose]() {
          for (const key of keys) if (held.get(key) === waiting) held.delete(key)
          for (const tell of waiting) tell()
          waiting.clear()
        },
      }
    },
  }
}
