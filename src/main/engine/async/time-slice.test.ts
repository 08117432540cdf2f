import { describe, expect, it } from 'vitest'
import { concatBytes, inTimeSlices } from './time-slice'

const forever = new AbortController().signal
const list = Array.from({ length: 1001 }, (_, i) => i)

/** Keeps the thread busy. */
function work(ms: number): void {
  const startedAt = performance.now()
  while (performance.now() - startedAt < ms);
}

describe('a list in turns', () => {
  it.each([[[]], [[1]], [list]])('comes whole and in order', async (given) => {
    const seen: number[] = []
    for await (const piece of inTimeSlices(given, forever)) seen.push(...piece)
    expect(seen).toEqual(given)
  })

  it('lets others have their turn while it is worked at', async () => {
    let others = 0
    const count = () => {
      others += 1
      waiting = setImmediate(count)
    }
    let waiting = setImmediate(count)
    let pieces = 0
    for await (const _ of inTimeSlices(list, forever)) {
      pieces += 1
      work(10)
    }
    clearImmediate(waiting)
    expect(others).toBeGreaterThanOrEqual(pieces - 1)
  })

  it('ends between two turns with the reason of an abort', async () => {
    const controller = new AbortController()
    const seen: number[] = []
    const reading = async () => {
      for await (const piece of inTimeSlices(list, controller.signal)) {
        seen.push(...piece)
        controller.abort('pause')
        work(10)
      }
    }
    await expect(reading()).rejects.toBe('pause')
    expect(seen.length).toBeLessThan(list.length)
  })
})

describe('bytes joined in turns', () => {
  it.each([
    ['nothing', []],
    ['an empty piece', [new Uint8Array()]],
    ['small pieces of a pool', [Buffer.from('ab'), Buffer.from('c')]],
    [
      'pieces longer than a step',
      [Buffer.alloc(2_500_000, 1), Buffer.alloc(3, 2), Buffer.alloc(1_048_576, 3)],
    ],
  ])('are those of %s, in a buffer of their own', async (_, pieces) => {
    const expected = Buffer.concat(pieces)
    const joined = await concatBytes(pieces, expected.length, forever)
    expect(expected.equals(joined)).toBe(true)
    expect(joined.buffer.byteLength).toBe(expected.length)
  })
})
