import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { newestFirst } from './thumbnails'

/** Calls that a test ends one by one. */
function held(limit: number) {
  const begun: number[] = []
  const ends = new Map<number, { finish(): void; fail(): void }>()
  const run = newestFirst(limit, (number: number) => {
    begun.push(number)
    return new Promise<number>((resolve, reject) => {
      ends.set(number, { finish: () => resolve(number), fail: () => reject(new Error('failed')) })
    })
  })
  return { begun, ends, run }
}

describe('newestFirst', () => {
  it('lets no more than the limit begin, then the newest of those that wait', async () => {
    const { begun, ends, run } = held(2)
    const all = [1, 2, 3, 4, 5].map(run)
    expect(begun).toEqual([1, 2])
    ends.get(1)?.finish()
    await setImmediate()
    expect(begun).toEqual([1, 2, 5])
    for (const number of [2, 5, 4, 3]) {
      ends.get(number)?.finish()
      await setImmediate()
    }
    expect(begun).toEqual([1, 2, 5, 4, 3])
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5])
  })

  it('continues after a call that failed', async () => {
    const { begun, ends, run } = held(1)
    const first = run(1)
    const second = run(2)
    ends.get(1)?.fail()
    await expect(first).rejects.toThrow('failed')
    await setImmediate()
    expect(begun).toEqual([1, 2])
    ends.get(2)?.finish()
    expect(await second).toBe(2)
  })
})
