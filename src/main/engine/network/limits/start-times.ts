import { timerMs } from '../../async/cancellation'

/** When requests to one host start: each an interval after the one before, in the order of asking. */
export interface StartTimes {
  /** Start of the last request, monotonic milliseconds; −Infinity before the first one. */
  readonly last: number
  /**
   * Promises the caller a start of its own: now, at `notBefore`, or `gapMs` after the start that was promised before,
   * whichever is the latest.
   */
  promise(gapMs: number, notBefore: number): number
  /** A request starts now. */
  started(): void
  /** Resolves when the clock shows `at`, or at the next `renew`; rejects with the signal's reason. */
  sleepUntil(at: number, signal: AbortSignal): Promise<void>
  /** Takes all promises back: the sleepers wake and ask for new ones. */
  renew(): void
}

/** No request has started yet. `clock` gives monotonic milliseconds. */
export function createStartTimes(clock: () => number): StartTimes {
  const sleepers = new Set<() => void>()
  let last = Number.NEGATIVE_INFINITY
  let lastPromised = Number.NEGATIVE_INFINITY
  let renewing = false

  const renew = () => {
    lastPromised = last
    for (const wake of sleepers) {
      sleepers.delete(wake)
      wake()
    }
  }
  /** One sleeper gave up the start that it was promised: the others get new ones, once for all that give up in one turn. */
  const renewSoon = () => {
    if (renewing) return
    renewing = true
    queueMicrotask(() => {
      renewing = false
      renew()
    })
  }

  return {
    get last() {
      return last
    },
    promise: (gapMs, notBefore) => {
      const due = Math.max(clock(), notBefore, lastPromised + gapMs)
      if (gapMs > 0) lastPromised = due
      return due
    },
    started: () => {
      last = clock()
    },
    sleepUntil: async (at, signal) => {
      try {
        await sleepUntil(at, clock, sleepers, signal)
      } catch (error) {
        renewSoon()
        throw error
      }
    },
    renew,
  }
}

/** Resolves when the clock shows `at` or its entry of `sleepers` is deleted and called; rejects with the signal's reason. */
function sleepUntil(
  at: number,
  clock: () => number,
  sleepers: Set<() => void>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      // Timers may fire a little early, and a request must not.
      if (!signal.aborted && sleepers.has(end) && clock() < at) {
        timer = setTimeout(end, timerMs(at - clock()))
        return
      }
      clearTimeout(timer)
      sleepers.delete(end)
      signal.removeEventListener('abort', end)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    sleepers.add(end)
    signal.addEventListener('abort', end, { once: true })
    let timer = setTimeout(end, timerMs(at - clock()))
    if (signal.aborted) end()
  })
}
