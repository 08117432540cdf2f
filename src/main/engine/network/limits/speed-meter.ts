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
