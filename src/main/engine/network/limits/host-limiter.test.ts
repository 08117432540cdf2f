import { setMaxListeners } from 'node:events'
import { FailureError } from '@shared/model/failure'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSemaphore, type Permit } from '../../async/semaphore'
import type { EnterOptions, Grant } from './host-limiter'
import { createHostLimiters } from './host-limiters'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const clocks = { now: () => Date.now(), monotonic: () => performance.now() }
const never = new AbortController().signal
// Many wait with one signal, as the requests of a task do: Node would warn of a leak from the eleventh listener on.
setMaxListeners(0, never)
const options: EnterOptions = { intervalMs: 0, longestWaitMs: 60_000, before: [], after: [] }
const limits = (permits: number | null, intervalMs: number) => ({ permits, intervalMs, connections: 64 })
const settle = () => vi.advanceTimersByTimeAsync(0)

/** Enters several times and notes when each got in, in milliseconds from now. */
function enterMany(
  limiter: { enter(o: EnterOptions, s: AbortSignal): Promise<Permit> },
  count: number,
  own = options,
) {
  const start = performance.now()
  const starts: number[] = []
  const permits: Permit[] = []
  for (let n = 0; n < count; n += 1) {
    void limiter.enter(own, never).then((permit) => {
      starts.push(Math.round(performance.now() - start))
      permits.push(permit)
    })
  }
  return { starts, permits }
}

it('lets in as many as it has permits, and more when the limit grows', async () => {
  const limiters = createHostLimiters(limits(2, 0), clocks)
  const { limiter } = limiters.borrow('a:80')
  const { starts } = enterMany(limiter, 4)
  await settle()
  expect(starts).toHaveLength(2)
  limiters.limit(limits(3, 0))
  await settle()
  expect(starts).toHaveLength(3)
})

it('keeps the least interval between starts, whichever task asks', async () => {
  const { limiter } = createHostLimiters(limits(9, 100), clocks).borrow('a:80')
  const { starts } = enterMany(limiter, 3)
  await vi.advanceTimersByTimeAsync(1000)
  expect(starts).toEqual([0, 100, 200])
  const careful = enterMany(limiter, 2, { ...options, intervalMs: 500 })
  await vi.advanceTimersByTimeAsync(2000)
  expect(careful.starts[1]! - careful.starts[0]!).toBe(500)
})

it('keeps the interval also for callers that wait for permits', async () => {
  const { limiter } = createHostLimiters(limits(1, 100), clocks).borrow('a:80')
  const { starts, permits } = enterMany(limiter, 3)
  await vi.advanceTimersByTimeAsync(1000)
  expect(starts).toEqual([0])
  permits[0]?.[Symbol.dispose]()
  await settle()
  permits[1]?.[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(1000)
  expect(starts[1]).toBe(1000)
  expect(starts[2]).toBeGreaterThanOrEqual(1100)
})

it('takes a shorter interval at once', async () => {
  const limiters = createHostLimiters(limits(9, 600_000), clocks)
  const { starts } = enterMany(limiters.borrow('a:80').limiter, 3)
  await settle()
  limiters.limit(limits(9, 0))
  await settle()
  expect(starts).toEqual([0, 0, 0])
})

it('makes all requests to its host wait and none elsewhere, and reports until when', async () => {
  const limiters = createHostLimiters(limits(9, 0), clocks)
  const { limiter } = limiters.borrow('a:80')
  const reported: (number | null)[] = []
  limiter.watch((until) => reported.push(until))
  const start = Date.now()
  limiter.backOff(2000)
  limiter.backOff(500)
  expect(limiter.backoffUntil).toBe(start + 2000)
  const [here, there] = [enterMany(limiter, 3), enterMany(limiters.borrow('b:80').limiter, 1)]
  await vi.advanceTimersByTimeAsync(1999)
  expect([here.starts, there.starts]).toEqual([[], [0]])
  await vi.advanceTimersByTimeAsync(1)
  expect(here.starts).toEqual([2000, 2000, 2000])
  expect(reported).toEqual([start + 2000, null])
  expect(limiter.backoffUntil).toBeNull()
})

it('makes those wait that waited for a permit when the backoff began, without permits in hand', async () => {
  const { limiter } = createHostLimiters(limits(1, 0), clocks).borrow('a:80')
  const all = createSemaphore(1)
  const first = await limiter.enter(options, never)
  const { starts } = enterMany(limiter, 2, { ...options, after: [all] })
  limiter.backOff(1000)
  first[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(999)
  expect(starts).toEqual([])
  expect(all.inUse).toBe(0)
  await vi.advanceTimersByTimeAsync(1)
  expect(starts).toEqual([1000])
})

it('does not wait for a backoff that is longer than the caller allows', async () => {
  const { limiter } = createHostLimiters(limits(1, 0), clocks).borrow('a:80')
  limiter.backOff(60_001)
  const refused = limiter.enter(options, never)
  await expect(refused).rejects.toBeInstanceOf(FailureError)
  await expect(refused).rejects.toMatchObject({
    failure: { kind: 'rate-limited', until: Date.now() + 60_001 },
  })
})

it('rejects a caller that aborts while it waits for a backoff, an interval or a permit', async () => {
  const { limiter } = createHostLimiters(limits(1, 100), clocks).borrow('a:80')
  const held = await limiter.enter(options, never)
  const controller = new AbortController()
  const forInterval = limiter.enter(options, controller.signal)
  await vi.advanceTimersByTimeAsync(150)
  const forPermit = limiter.enter(options, controller.signal)
  await vi.advanceTimersByTimeAsync(150)
  limiter.backOff(1000)
  const forBackoff = limiter.enter(options, controller.signal)
  const all = Promise.allSettled([forInterval, forPermit, forBackoff])
  await settle()
  controller.abort('pause')
  await expect(all).resolves.toEqual([1, 2, 3].map(() => ({ status: 'rejected', reason: 'pause' })))
  held[Symbol.dispose]()
  const next = enterMany(limiter, 1)
  await vi.advanceTimersByTimeAsync(1200)
  expect(next.starts).toHaveLength(1)
})

it('forgets the limiters of hosts that are asked no more, but not before their backoffs and intervals are over', async () => {
  const limiters = createHostLimiters(limits(1, 0), clocks)
  for (let n = 0; n < 1000; n += 1) {
    using borrowed = limiters.borrow(`host${n}:80`)
    ;(await borrowed.limiter.enter(options, never))[Symbol.dispose]()
  }
  expect(limiters.count).toBe(0)
  {
    using borrowed = limiters.borrow('a:80')
    borrowed.limiter.backOff(5000)
  }
  expect(limiters.borrow('a:80').limiter.backoffUntil).not.toBeNull()
  limiters.borrow('a:80')[Symbol.dispose]()
  {
    using borrowed = limiters.borrow('b:80')
    borrowed.limiter.backOff(5000)
  }
  await vi.advanceTimersByTimeAsync(5001)
  expect(limiters.count).toBe(1)
})

it('makes a caller that comes after many that gave up wait no longer than one interval', async () => {
  const { limiter } = createHostLimiters(limits(9, 5000), clocks).borrow('a:80')
  const controller = new AbortController()
  setMaxListeners(0, controller.signal)
  const waiters = Array.from({ length: 48 }, () => limiter.enter(options, controller.signal))
  const all = Promise.allSettled(waiters)
  const { starts: patient } = enterMany(limiter, 2)
  await vi.advanceTimersByTimeAsync(2000)
  controller.abort('pause')
  expect((await all).filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const { starts } = enterMany(limiter, 1)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(patient).toEqual([5000, 10_000])
  expect(starts).toEqual([13_000])
})

it('leaves room for others beside large files, and takes it back', async () => {
  const { limiter } = createHostLimiters({ permits: null, intervalMs: 0, connections: 64 }, clocks).borrow(
    'a:80',
  )
  const { permits } = enterMany(limiter, 20)
  await settle()
  expect(permits).toHaveLength(6)
  for (const grant of permits.slice(0, 5)) (grant as Grant).answered(200, 1024 ** 3)
  await settle()
  expect(permits, 'four of six may be large').toHaveLength(7)
  for (const permit of permits.slice(0, 5)) permit[Symbol.dispose]()
  await settle()
  expect(permits.length - 5, 'as many run as before').toBe(6)
})

it('keeps to the number that the user set, however large the files', async () => {
  const { limiter } = createHostLimiters(limits(2, 0), clocks).borrow('a:80')
  const { permits } = enterMany(limiter, 4)
  await settle()
  for (const grant of permits) (grant as Grant).answered(200, 1024 ** 3)
  await settle()
  expect(permits).toHaveLength(2)
})

it.each([
  ['as many as browsers send, and then more', null, 128, 100, 64, 100],
  ['no more than it takes', null, 128, 10, 10, 10],
  ['no more than the user has set', 3, 128, 100, 3, 3],
  ['no more than leaves some to other sites', null, 40, 100, 32, 32],
])(
  'gives a site that takes many requests over one connection %s',
  async (_what, permits, connections, streams, first, most) => {
    const limiters = createHostLimiters({ permits, intervalMs: 0, connections }, clocks)
    const { limiter } = limiters.borrow('a:80')
    using grant = await limiter.enter(options, never)
    grant.carries(streams)
    const cause = first < most ? 'growing' : 'allowed'
    expect(limiter.concurrency).toMatchObject({ atOnce: first, cause })
    // What is over one connection no more is not given as many.
    grant.carries(null)
    expect(limiter.concurrency.atOnce).toBe(
      Math.min(first, permits ?? Math.min(32, Math.floor((connections * 2) / 3))),
    )
  },
)

it('sends a site that has complained no more because it takes many over one connection', async () => {
  const { limiter } = createHostLimiters({ permits: null, intervalMs: 0, connections: 128 }, clocks).borrow(
    'a:80',
  )
  using grant = await limiter.enter(options, never)
  grant.answered(429, 0)
  grant.carries(100)
  expect(limiter.concurrency).toMatchObject({ atOnce: 3, cause: 'refused' })
})

it('remembers for a while what it has learned of a host', async () => {
  const limiters = createHostLimiters({ permits: null, intervalMs: 0, connections: 128 }, clocks)
  {
    using borrowed = limiters.borrow('a:80')
    using grant = await borrowed.limiter.enter(options, never)
    grant.carries(100)
  }
  expect(limiters.atOnce('a:80')).toBe(64)
  await vi.advanceTimersByTimeAsync(10_001)
  expect(limiters.count).toBe(0)
})

it('leaves connections to other sites where the user sets no number', () => {
  const { limiter } = createHostLimiters({ permits: null, intervalMs: 0, connections: 6 }, clocks).borrow(
    'a:80',
  )
  expect(limiter.concurrency).toMatchObject({ atOnce: 4, cause: 'allowed' })
})

it('waits for a backoff of years without looking at the clock all the time', async () => {
  let looks = 0
  const counted = {
    ...clocks,
    monotonic: () => {
      looks += 1
      return performance.now()
    },
  }
  const { limiter } = createHostLimiters(limits(1, 0), counted).borrow('a:80')
  limiter.backOff(10 * 365 * 24 * 3_600_000)
  const { starts } = enterMany(limiter, 1, { ...options, longestWaitMs: Infinity })
  await settle()
  looks = 0
  await vi.advanceTimersByTimeAsync(60_000)
  expect(starts).toEqual([])
  expect(looks).toBeLessThan(5)
})
