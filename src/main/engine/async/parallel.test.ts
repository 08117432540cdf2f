import { describe, expect, it } from 'vitest'
import { createCondition } from './condition'
import { parallel } from './parallel'

async function collect<R>(results: AsyncIterable<R>): Promise<R[]> {
  const all: R[] = []
  for await (const result of results) all.push(result)
  return all
}

/** Work that ends when the test says so. */
function controlled() {
  const open = new Map<number, { resolve: (value: number) => void; reject: (error: Error) => void }>()
  return {
    open,
    work: (item: number) => new Promise<number>((resolve, reject) => open.set(item, { resolve, reject })),
  }
}

describe('parallel', () => {
  it('yields nothing when there is nothing to do', async () => {
    expect(
      await collect(parallel({ take: () => null, work: async () => 1, width: () => 2, more: () => null })),
    ).toEqual([])
  })

  it('never works on more items than its width, also when results are not pulled', async () => {
    const items = Array.from({ length: 20 }, (_, index) => index)
    let started = 0
    const results = parallel({
      take: () => items.shift() ?? null,
      work: async (item) => {
        started++
        return item
      },
      width: () => 3,
      more: () => null,
    })
    await results.next()
    await new Promise(setImmediate)
    expect(started).toBeLessThanOrEqual(4)
    const rest = await collect(results)
    expect(rest).toHaveLength(19)
  })

  it('yields a result as it is ready, not in the order of starting', async () => {
    const items = [1, 2]
    const { open, work } = controlled()
    const results = parallel({ take: () => items.shift() ?? null, work, width: () => 2, more: () => null })
    const first = results.next()
    await new Promise(setImmediate)
    open.get(2)?.resolve(2)
    expect((await first).value).toBe(2)
    open.get(1)?.resolve(1)
    expect((await results.next()).value).toBe(1)
    expect((await results.next()).done).toBe(true)
  })

  it('takes up items that come while others are worked on', async () => {
    const items = [1]
    const changed = createCondition()
    let closed = false
    const { open, work } = controlled()
    const all = collect(
      parallel({
        take: () => items.shift() ?? null,
        work,
        width: () => 2,
        more: () => (closed ? null : changed.wait(changed.version)),
      }),
    )
    await new Promise(setImmediate)
    items.push(2)
    changed.notify()
    await new Promise(setImmediate)
    expect(open.has(2)).toBe(true)
    closed = true
    changed.notify()
    open.get(1)?.resolve(1)
    open.get(2)?.resolve(2)
    expect(new Set(await all)).toEqual(new Set([1, 2]))
  })

  it('waits for all work to settle before it passes an error on', async () => {
    const items = [1, 2]
    const { open, work } = controlled()
    const all = collect(
      parallel({ take: () => items.shift() ?? null, work, width: () => 2, more: () => null }),
    )
    let ended = false
    const watched = all.catch((error: Error) => {
      ended = true
      return error
    })
    await new Promise(setImmediate)
    open.get(1)?.reject(new Error('broken'))
    await new Promise(setImmediate)
    expect(ended).toBe(false)
    open.get(2)?.resolve(2)
    expect(String(await watched)).toContain('broken')
  })

  it('waits for all work to settle when the consumer leaves', async () => {
    const items = [1, 2]
    const { open, work } = controlled()
    const results = parallel({ take: () => items.shift() ?? null, work, width: () => 2, more: () => null })
    const first = results.next()
    await new Promise(setImmediate)
    open.get(1)?.resolve(1)
    await first
    let left = false
    const leaving = results.return().then(() => {
      left = true
    })
    await new Promise(setImmediate)
    expect(left).toBe(false)
    open.get(2)?.resolve(2)
    await leaving
    expect(left).toBe(true)
  })
})
