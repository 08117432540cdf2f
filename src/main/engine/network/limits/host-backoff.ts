import type { EpochMs } from '@shared/model/units'
import { timerMs } from '../../async/cancellation'

/** Wall clock for what users read, monotonic milliseconds for what is waited. */
export interface Clocks {
  readonly now: () => EpochMs
  readonly monotonic: () => number
}

/** Until when a host asked for no requests (`Retry-After`, RFC 9110 §10.2.3). */
export interface HostBackoff {
  /** Monotonic milliseconds at which it ends; −Infinity before the first one. */
  readonly endsAt: number
  /** The same by the wall clock; null when it is over. */
  readonly until: EpochMs | null
  /** Begins one of `ms` milliseconds from now; false if one that lasts longer has begun. */
  begin(ms: number): boolean
  /** Ends it now; false if there is none. */
  clear(): boolean
  /** Calls the listener when it begins or grows, and with null when it ends, until disposed. */
  watch(listener: (until: EpochMs | null) => void): Disposable
  /** Clears the timer; listeners are not called. */
  close(): void
}

/** No backoff yet. */
export function createHostBackoff(clocks: Clocks): HostBackoff {
  const listeners = new Set<(until: EpochMs | null) => void>()
  let endsAt = Number.NEGATIVE_INFINITY
  let until: EpochMs | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const endWhenOver = () => {
    const left = endsAt - clocks.monotonic()
    if (left > 0) {
      timer = setTimeout(endWhenOver, timerMs(left)).unref()
      return
    }
    until = null
    for (const listener of listeners) listener(null)
  }

  return {
    get endsAt() {
      return endsAt
    },
    get until() {
      return until
    },
    begin: (ms) => {
      const end = clocks.monotonic() + ms
      if (end <= endsAt) return false
      endsAt = end
      until = Math.ceil(clocks.now() + ms)
      clearTimeout(timer)
      endWhenOver()
      for (const listener of listeners) listener(until)
      return true
    },
    clear: () => {
      if (until === null) return false
      endsAt = Number.NEGATIVE_INFINITY
      clearTimeout(timer)
      endWhenOver()
      return true
    },
    watch: (listener) => {
      listeners.add(listener)
      return { [Symbol.dispose]: () => listeners.delete(listener) }
    },
    close: () => clearTimeout(timer),
  }
}
