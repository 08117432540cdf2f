import type { Slice } from '@shared/model/gallery'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deferred } from '../../testing/deferred'
import { createPagedList, mostRows } from './paged-list'

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

describe('a paged list', () => {
  it('loads only the pages on the screen, each once', async () => {
    const { ask, asked } = list(100_000)
    const pages = createPagedList(ask, fail)
    pages.show(0, 0)
    await vi.advanceTimersByTimeAsync(0)
    pages.show(5, 30)
    pages.show(190, 215)
    pages.show(190, 216)
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toEqual(['0+100', '100+100', '200+100'])
    expect(pages.total()).toBe(100_000)
    expect([pages.row(0), pages.row(215), pages.row(400)]).toEqual([0, 215, undefined])
  })

  it('loads again when the list changed, at most twice a second, and shows the old rows until then', async () => {
    const { ask, asked, state } = list(300)
    const pages = createPagedList(ask, fail)
    pages.refresh(1)
    pages.show(0, 20)
    await vi.advanceTimersByTimeAsync(0)
    state.add = 1000
    for (const rows of [2, 3, 4, 5]) pages.refresh(rows)
    await vi.advanceTimersByTimeAsync(499)
    expect(asked).toHaveLength(1)
    expect(pages.row(7)).toBe(7)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toHaveLength(2)
    expect(pages.row(7)).toBe(1007)
    pages.refresh(5)
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked).toHaveLength(2)
  })

  it('loads a page again that was loading when the list changed', async () => {
    const { promise, resolve } = deferred<Slice<string>>()
    const answers = [promise, Promise.resolve({ total: 1, rows: ['new'] })]
    const pages = createPagedList(() => answers.shift() ?? Promise.reject(new Error('asked too often')), fail)
    pages.refresh(1)
    pages.show(0, 0)
    pages.refresh(2)
    await vi.advanceTimersByTimeAsync(500)
    resolve({ total: 1, rows: ['old'] })
    await vi.advanceTimersByTimeAsync(0)
    expect(pages.row(0)).toBe('new')
  })

  it('calls its listeners until it is closed', async () => {
    const { ask } = list(10)
    const pages = createPagedList(ask, fail)
    const listener = vi.fn<() => void>()
    pages.subscribe(listener)
    pages.show(0, 0)
    await vi.advanceTimersByTimeAsync(0)
    expect(listener).toHaveBeenCalledTimes(1)
    pages.refresh(1)
    pages.refresh(2)
    pages.close()
    await vi.advanceTimersByTimeAsync(1000)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('reports a refusal and keeps its rows', async () => {
    const { ask } = list(10)
    let refuses = false
    const failed = vi.fn<(error: unknown) => void>()
    const pages = createPagedList(
      (...range) => (refuses ? Promise.reject(new Error('no')) : ask(...range)),
      failed,
    )
    pages.refresh(1)
    pages.show(0, 0)
    await vi.advanceTimersByTimeAsync(0)
    refuses = true
    pages.refresh(2)
    await vi.advanceTimersByTimeAsync(500)
    expect(failed).toHaveBeenCalledTimes(1)
    expect(pages.row(3)).toBe(3)
  })

  it('does not keep everything that was ever on the screen', async () => {
    const { ask } = list(1_000_000)
    const pages = createPagedList(ask, fail)
    for (let at = 0; at < 10_000; at += 100) {
      pages.show(at, at + 20)
      await vi.advanceTimersByTimeAsync(0)
    }
    expect([...pages.loaded()].length).toBeLessThanOrEqual(4000)
    expect(pages.row(9910)).toBe(9910)
  })

  it('loads a range of rows whole, up to a bound', async () => {
    const { ask, asked } = list(1_000_000)
    const pages = createPagedList(ask, fail)
    expect(await pages.rowsBetween(10, 1009)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 10))
    expect(asked).toEqual(['10+500', '510+500'])
    expect(await pages.rowsBetween(0, 999_999)).toHaveLength(mostRows)
  })
})
