import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergedSlice, type SortedList, type SortPosition } from './slices'

const compare = (one: SortPosition, other: SortPosition) => one.at - other.at || one.id - other.id

/** A list in memory that counts the places that a reading of it skips. */
function listOf(times: readonly number[], skipped: { count: number }): SortedList {
  const places = times.map((at, id) => ({ at, id })).toSorted(compare)
  return {
    total: places.length,
    read(from, skip, limit) {
      skipped.count += skip
      return places.filter((place) => from === null || compare(place, from) >= 0).slice(skip, skip + limit)
    },
  }
}

const before = (second: SortPosition, first: SortPosition) => second.at < first.at
const anyTimes = fc.array(fc.nat(12), { maxLength: 30 })

it('every slice of two merged lists is what merging all of them gives', () => {
  fc.assert(
    fc.property(anyTimes, anyTimes, fc.nat(60), fc.nat(9), (ones, twos, skip, take) => {
      const lists = [listOf(ones, { count: 0 }), listOf(twos, { count: 0 })] as const
      const all = [ones, twos]
        .flatMap((times, list) => times.map((at, id) => ({ at, id, list })))
        .toSorted((a, b) => a.at - b.at || a.list - b.list || a.id - b.id)
      const start = Math.min(skip, all.length)
      expect(mergedSlice(lists, before, start, take)).toEqual(all.slice(start, start + take))
    }),
  )
})

it('a slice in the middle of two long lists skips each place about once', () => {
  for (const [long, short] of [
    [450_000, 0],
    [450_000, 1000],
    [10, 450_000],
    [200_000, 250_000],
  ] as const) {
    const skipped = { count: 0 }
    const times = (length: number, step: number) => Array.from({ length }, (_, at) => at * step)
    const lists = [listOf(times(long, 2), skipped), listOf(times(short, 3), skipped)] as const
    mergedSlice(lists, before, (long + short) >> 1, 100)
    expect(skipped.count).toBeLessThan(1.5 * (long + short))
  }
})
