import { timerMs } from '../../async/cancellation'

const bucketCount = 20

/** Bytes per second over a sliding window. */
export interface SpeedMeter {
  add(bytes: number): void
  readonly bytesPerSecond: number
}

/**
 * Makes a meter over the last `windowMs`. `clock` gives monotonic milliseconds.
 *
 * The number of buckets is fixed. While the meter is younger than its window, the mean is taken over its
 * age, so that the first seconds do not look slow; over a bucket at least, so that the first bytes do not look fast.
 */
export function createSpeedMeter(clock: () => number, windowMs = 4000): SpeedMeter {
  const bucketMs = windowMs / bucketCount
  const buckets = new Float64Array(bucketCount)
  const startedAt = clock()
  let current = 0

  const advance = () => {
    const elapsed = Math.floor((clock() - startedAt) / bucketMs)
    const passed = Math.min(elapsed - current, bucketCount)
    for (let step = 1; step <= passed; step += 1) buckets[(current + step) % bucketCount] = 0
    current = elapsed
  }

  return {
    add: (bytes) => {
      advance()
      const at = current % bucketCount
      buckets[at] = (buckets[at] ?? 0) + bytes
    },
    get bytesPerSecond() {
      advance()
      const age = Math.max(bucketMs, Math.min(windowMs, clock() - startedAt))
      return (buckets.reduce((sum, bytes) => sum + bytes, 0) / age) * 1000
    },
  }
}

/** Longest burst after a pause, as a share of a second's worth of bytes. */
const burstSeconds = 0.25

/** A token bucket: limits bytes per second, and nothing else. */
export interface Throttle {
  /**
   * Resolves when `bytes` may be counted, in the order of asking; undefined when there is nothing to wait for, so that
   * the common case costs no turn of the event loop. Rejects with the signal's reason and counts nothing on abort.
   */
  take(bytes: number, signal: AbortSignal): Promise<void> | undefined
  /** Whether there is a limit. */
  readonly isLimited: boolean
  /** Bytes per second; null lifts the limit. Waiters are served by the new rate. */
  setRate(bytesPerSecond: number | null): void
  /** Clears the timer; all waiters pass. */
  close(): void
}

/**
 * Bytes that may pass now. One piece may put the bucket into debt: a piece larger than a second's worth is paid for by
 * those that come after, and none starves.
 */
interface TokenBucket {
  /** Bytes per second; null: no limit. */
  readonly rate: number | null
  /** Counts the bytes; false while the bucket is in debt. */
  spend(bytes: number): boolean
  /** Milliseconds until the debt is paid. */
  readonly debtMs: number
  setRate(bytesPerSecond: number | null): void
}

function createTokenBucket(initialRate: number | null, clock: () => number): TokenBucket {
  let rate = initialRate
  let available = 0
  let filledAt = clock()

  const fill = (perSecond: number) => {
    const now = clock()
    available = Math.min(perSecond * burstSeconds, available + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
  }

  return {
    get rate() {
      return rate
    },
    spend: (bytes) => {
      if (rate === null) return true
      fill(rate)
      if (available < 0) return false
      available -= bytes
      return true
    },
    get debtMs() {
      return rate === null ? 0 : (Math.max(0, -available) / rate) * 1000
    },
    setRate: (next) => {
      if (rate !== null) fill(rate)
      // A debt was measured in the old rate: it must not cost minutes after the limit was raised.
      available = Math.max(available, 0)
      filledAt = clock()
      rate = next
    },
  }
}

interface Waiter {
  readonly bytes: number
  readonly pass: () => void
}

/** Makes a throttle. `clock` gives monotonic milliseconds. */
export function createThrottle(initialRate: number | null, clock: () => number): Throttle {
  const bucket = createTokenBucket(initialRate, clock)
  const waiters = new Set<Waiter>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const serve = () => {
    clearTimeout(timer)
    timer = undefined
    for (const waiter of waiters) {
      if (!bucket.spend(waiter.bytes)) {
        timer = setTimeout(serve, Math.max(1, timerMs(bucket.debtMs)))
        return
      }
      waiters.delete(waiter)
      waiter.pass()
    }
  }
  const wait = (bytes: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
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

  return {
    get isLimited() {
      return bucket.rate !== null
    },
    take: (bytes, signal) => {
      if (bucket.rate === null || (waiters.size === 0 && bucket.spend(bytes))) return undefined
      return wait(bytes, signal)
    },
    setRate: (next) => {
      bucket.setRate(next)
      serve()
    },
    close: () => {
      bucket.setRate(null)
      serve()
    },
  }
}
