/** A wait that others can end. */
export interface Pause {
  /** Resolves after `ms` milliseconds (null: never), at `end`, or when the signal aborts. */
  wait(ms: number | null, signal: AbortSignal): Promise<void>
  /** Ends the present wait, or the next one if none is under way. */
  end(): void
}

/** No wait is under way. */
export function createPause(): Pause {
  let wasEnded = false
  let ended: (() => void) | null = null
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (wasEnded || signal.aborted) {
          wasEnded = false
          resolve()
          return
        }
        const timer = ms === null ? undefined : setTimeout(() => finish(), ms)
        const finish = () => {
          clearTimeout(timer)
          signal.removeEventListener('abort', finish)
          ended = null
          wasEnded = false
          resolve()
        }
        ended = finish
        signal.addEventListener('abort', finish, { once: true })
      }),
    end() {
      wasEnded = true
      ended?.()
    },
  }
}
