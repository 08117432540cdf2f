import type { Slice } from '@shared/model/gallery'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deferred } from '../../testing/deferred'
import { createSlices, mostRows } from './paged-list'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A list of numbers that can change, and what was asked of it. */
function list(total: number) {
  const asked: string[] = []
  const state = { total, add: 0 }
  const ask = async (offset: number, limit: number): Promise<Slice<number>> => {
    asked.push(`${offset}+${limit}`)
    const length = Math.max(0, Math.min(limit, state.total - offset))
    return { total: state.total, rows: Array.from({ length }, (_, at) => offset + at + state.add) }
  }
  return { asked, state, ask }
}

const fail = (error: unknown): never => {
  throw error
}

describe('a window on a long list', () => {
  it('asks only for the pages on the screen, each once', async () => {
    const { ask, asked } = list(100_000)
    const slices = createSlices(ask, fail)
    slices.want(0, 0)
    await vi.advanceTimersByTimeAsync(0)
    slices.want(5, 30)
    slices.want(190, 215)
    slices.want(190, 216)
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toEqual(['0+100', '100+100', '200+100'])
    expect(slices.total()).toBe(100_000)
    expect([slices.row(0), slices.row(215), slices.row(400)]).toEqual([0, 215, undefined])
  })

  it('asks again when the list changed, at most twice a second, and shows the old rows until then', async () => {
    const { ask, asked, state } = list(300)
    const slices = createSlices(ask, fail)
    slices.refresh(1)
    slices.want(0, 20)
    await vi.advanceTimersByTimeAsync(0)
    state.add = 1000
    for (const rows of [2, 3, 4, 5]) slices.refresh(rows)
    await vi.advanceTimersByTimeAsync(499)
    expect(asked).toHaveLength(1)
    expect(slices.row(7)).toBe(7)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toHaveLength(2)
    expect(slices.row(7)).toBe(1007)
    slices.refresh(5)
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(2)
  })

  it('asks again for a page that was being asked for when the list changed', async () => {
    const { promise, resolve } = deferred<Slice<string>>()
    const answers = [promise, Promise.resolve({ total: 1, rows: ['new'] })]
    const slices = createSlices(() => answers.shift() ?? Promise.reject(new Error('asked too often')), fail)
    slices.refresh(1)
    slices.want(0, 0)
    slices.refresh(2)
    await vi.advanceTimersByTimeAsync(500)
    resolve({ total: 1, rows: ['old'] })
    await vi.advanceTimersByTimeAsync(0)
    expect(slices.row(0)).toBe('new')
  })

  it('tells whoever listens, until it is closed', async () => {
    const { ask } = list(10)
    const slices = createSlices(ask, fail)
    const heard = vi.fn<() => void>()
    slices.subscribe(heard)
    slices.want(0, 0)
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toHaveBeenCalledTimes(1)
    slices.refresh(1)
    slices.refresh(2)
    slices.close()
    await vi.advanceTimersByTimeAsync(1000)
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('tells a refusal and keeps its rows', async () => {
    const { ask } = list(10)
    let refuses = false
    const failed = vi.fn<(error: unknown) => void>()
    const slices = createSlices(
      (...slice) => (refuses ? Promise.reject(new Error('no')) : ask(...slice)),
      failed,
    )
    slices.refresh(1)
    slices.want(0, 0)
    await vi.advanceTimersByTimeAsync(0)
    refuses = true
    slices.refresh(2)
    await vi.advanceTimersByTimeAsync(500)
    expect(failed).toHaveBeenCalledTimes(1)
    expect(slices.row(3)).toBe(3)
  })

  it('does not keep everything that was ever on the screen', async () => {
    const { ask } = list(1_000_000)
    const slices = createSlices(ask, fail)
    for (let at = 0; at < 10_000; at += 100) {
      slices.want(at, at + 20)
      await vi.advanceTimersByTimeAsync(0)
    }
    expect([...slices.loaded()].length).toBeLessThanOrEqual(4000)
    expect(slices.row(9910)).toBe(9910)
  })

  it('gives a range of rows whole, up to a bound', async () => {
    const { ask, asked } = list(1_000_000)
    const slices = createSlices(ask, fail)
    expect(await slices.rowsBetween(10, 1009)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 10))
    expect(asked).toEqual(['10+500', '510+500'])
    expect(await slices.rowsBetween(0, 999_999)).toHaveLength(mostRows)
  })
})
