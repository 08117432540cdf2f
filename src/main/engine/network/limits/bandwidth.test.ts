import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSpeedMeter, createThrottle } from './bandwidth'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const clock = () => performance.now()
const signal = new AbortController().signal

/** Runs a consumer of `pieces` for `ms` and gives the bytes that it got. */
async function consume(
  throttle: ReturnType<typeof createThrottle>,
  piece: number,
  ms: number,
): Promise<number> {
  let bytes = 0
  const controller = new AbortController()
  const eating = (async () => {
    for (;;) {
      controller.signal.throwIfAborted()
      await throttle.take(piece, controller.signal)
      bytes += piece
    }
  })()
  eating.catch(() => {})
  await vi.advanceTimersByTimeAsync(ms)
  controller.abort('done')
  return bytes
}

it('costs nothing without a limit', () => {
  const throttle = createThrottle(null, clock)
  expect(throttle.take(1e9, signal)).toBeUndefined()
})

it.each([1000, 16_000, 64_000])('lets through its rate over time in pieces of %i bytes', async (piece) => {
  const bytes = await consume(createThrottle(32_000, clock), piece, 20_000)
  // One piece may go into debt, and a quarter of a second may be saved up.
  expect(bytes).toBeGreaterThan(32_000 * 20 * 0.95)
  expect(bytes).toBeLessThanOrEqual(32_000 * 20.25 + 2 * piece)
})

it('serves waiters in their order and forgets those that aborted', async () => {
  const throttle = createThrottle(1000, clock)
  const order: string[] = []
  const controller = new AbortController()
  void throttle.take(1000, signal)
  const a = throttle.take(500, signal)?.then(() => order.push('a'))
  const left = throttle.take(1_000_000, controller.signal)
  const b = throttle.take(500, signal)?.then(() => order.push('b'))
  controller.abort('pause')
  await expect(left).rejects.toBe('pause')
  await vi.advanceTimersByTimeAsync(2000)
  await Promise.all([a, b])
  expect(order).toEqual(['a', 'b'])
})

it('serves waiters by a new rate, at once when the limit is lifted', async () => {
  const throttle = createThrottle(10, clock)
  void throttle.take(1000, signal)
  const waiting = throttle.take(1, signal)
  throttle.setRate(null)
  await expect(waiting).resolves.toBeUndefined()
  throttle.setRate(1000)
  void throttle.take(2000, signal)
  let passed = false
  const again = throttle.take(1, signal)?.then(() => (passed = true))
  await vi.advanceTimersByTimeAsync(1500)
  expect(passed).toBe(false)
  await vi.advanceTimersByTimeAsync(600)
  await again
  expect(passed).toBe(true)
})

it('leaves no listener behind', async () => {
  const { signal: own } = new AbortController()
  const throttle = createThrottle(1000, clock)
  void throttle.take(1000, own)
  const waiting = throttle.take(1, own)
  await vi.advanceTimersByTimeAsync(1100)
  await waiting
  expect(getEventListeners(own, 'abort')).toEqual([])
})

function measured() {
  let now = 0
  const meter = createSpeedMeter(() => now, 4000)
  return { meter, pass: (ms: number) => (now += ms) }
}

it('gives the mean over its window', () => {
  const { meter, pass } = measured()
  for (let step = 0; step < 100; step += 1) {
    meter.add(100)
    pass(100)
  }
  expect(meter.bytesPerSecond).toBeGreaterThan(900)
  expect(meter.bytesPerSecond).toBeLessThanOrEqual(1000)
})

it('forgets what lies before the window, also after a long silence', () => {
  const { meter, pass } = measured()
  meter.add(1_000_000)
  pass(4001)
  expect(meter.bytesPerSecond).toBe(0)
  meter.add(4000)
  pass(1_000_000_000)
  expect(meter.bytesPerSecond).toBe(0)
})

it('does not look slow while it is young, nor endlessly fast on the first bytes', () => {
  const { meter, pass } = measured()
  meter.add(1000)
  expect(meter.bytesPerSecond).toBe(5000)
  pass(1000)
  expect(meter.bytesPerSecond).toBe(1000)
})
