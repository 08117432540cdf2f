/** @typedef {ReturnType<typeof createRandom>} Random */

/**
 * Random numbers that can be repeated: the same seed gives the same numbers.
 *
 * @param {number} seed any integer
 */
export function createRandom(seed) {
  let state = seed >>> 0
  /** 0 ≤ x < 1 (mulberry32). */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    /** @param {number} count 0 ≤ integer < count */
    below: (count) => Math.floor(next() * count),
    /**
     * @template T
     * @param {readonly T[]} values at least one
     * @returns {T}
     */
    pick: (values) => {
      const [value] = values.slice(Math.floor(next() * values.length))
      if (value === undefined) throw new Error('there is nothing to pick from')
      return value
    },
  }
}
