/**
 * Lets one loop wait until another has changed something, without polling.
 *
 * A ring between looking and waiting is not lost: `wait` takes the count of rings that the caller read before it looked.
 */
export interface Doorbell {
  /** Grows with every ring. */
  readonly rings: number
  ring(): void
  /** Resolves once `rings` differs from `seen`; never rejects, so that it can be raced and left alone. */
  wait(seen: number): Promise<void>
}

export function createDoorbell(): Doorbell {
  let rings = 0
  let waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | null = null

  return {
    get rings() {
      return rings
    },
    ring() {
      rings++
      waiting?.resolve()
      waiting = null
    },
    wait(seen) {
      if (seen !== rings) return Promise.resolve()
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
