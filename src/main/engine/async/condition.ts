/**
 * Lets one loop wait until another has changed something, without polling.
 *
 * A change between looking and waiting is not lost: `wait` takes the `version` that the caller read before it looked.
 */
export interface Condition {
  /** Grows with every `notify`. */
  readonly version: number
  notify(): void
  /** Resolves once `version` differs from `seen`; never rejects, so that it can be raced and left alone. */
  wait(seen: number): Promise<void>
}

/** A condition that nothing has changed yet. */
export function createCondition(): Condition {
  let version = 0
  let waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null

  return {
    get version() {
      return version
    },
    notify() {
      version++
      waiting?.resolve()
      waiting = null
    },
    wait(seen) {
      if (seen !== version) return Promise.resolve()
      if (!waiting) {
        let resolve = () => {}
        const promise = new Promise<void>((done) => {
          resolve = done
        })
        waiting = { promise, resolve }
      }
      return waiting.promise
    },
  }
}
