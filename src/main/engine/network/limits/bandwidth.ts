import { timerMs } from '../../async/cancellation'

/** Longest burst after a pause, as a share of a second's worth of bytes. */
const burstSeconds = 0.25

/** A token bucket: limits bytes per second, and nothing else. */
export interface Throttle {
  /**
   * Resolves when `bytes` may be counted, in the order of asking; undefined when there is nothing to wait for, so that
   * the common case costs no turn of the event loop. Rejects with the signal's reason and counts nothing on abort.
   */
  take(bytes: number, signal: AbortSignal): Promise<void> | undefined
  /** Bytes per second; null lifts the limit. Those who wait are served by the new rate. */
  setRate(bytesPerSecond: number | null): void
  /** Ends the timer; whoever waits is let through. */
  close(): void
}

interface Waiter {
  readonly bytes: number
  readonly pass: () => void
}

/**
 * Makes a throttle. `clock` gives monotonic milliseconds.
 *
 * One waiter passes as soon as the bucket is not in debt, and its bytes may put it into debt: a piece larger than a
 * second's worth is thus paid for by those who come after, and none starves.
 */
export function createThrottle(initialRate: number | null, clock: () => number): Throttle {
  const waiters = new Set<Waiter>()
  let rate = initialRate
  let available = 0
  let filledAt = clock()
  let timer: ReturnType<typeof setTimeout> | undefined

  const refill = (perSecond: number) => {
    const now = clock()
    available = Math.min(perSecond * burstSeconds, available + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
  }

  const serve = () => {
    clearTimeout(timer)
    timer = undefined
    for (const waiter of waiters) {
      if (rate !== null) {
        refill(rate)
        if (available < 0) {
          timer = setTimeout(serve, Math.max(1, timerMs((-available / rate) * 1000)))
          return
        }
        available -= waiter.bytes
      }
      waiters.delete(waiter)
      waiter.pass()
    }
  }

  return {
    take: (bytes, signal) => {
      if (rate === null) return undefined
      refill(rate)
      if (waiters.size === 0 && available >= 0) {
        available -= bytes
        return undefined
      }
      return new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason)
          return
        }
        const leave = () => {
          waiters.delete(waiter)
          reject(signal.reason)
        }
        const waiter: Waiter = {
          bytes,
          pass: () => {
            signal.removeEventListener('abort', leave)
            resolve()
          },
        }
        waiters.add(waiter)
        signal.addEventListener('abort', leave, { once: true })
        if (timer === undefined) serve()
      })
    },
    setRate: (next) => {
      if (rate !== null) refill(rate)
      // A debt was measured in the old rate; nobody shall pay minutes for it after the limit was raised.
      available = Math.max(available, 0)
      filledAt = clock()
      rate = next
      serve()
    },
    close: () => {
      rate = null
      serve()
    },
  }
}
