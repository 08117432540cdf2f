import { expect, it } from 'vitest'
import { createStartTimes } from './start-times'

const { signal } = new AbortController()

it('promises each caller a start of its own, an interval after the one before', () => {
  const starts = createStartTimes(() => 1000)
  const none = Number.NEGATIVE_INFINITY
  expect([1, 2, 3].map(() => starts.promise(100, none))).toEqual([1000, 1100, 1200])
  expect(starts.promise(0, none), 'a caller without an interval starts with the last of them').toBe(1200)
})

it('promises no start before the end of a backoff', () => {
  const starts = createStartTimes(() => 1000)
  expect([starts.promise(100, 5000), starts.promise(100, 5000)]).toEqual([5000, 5100])
})

it('takes promises back when they are renewed, but keeps the start of the last request', async () => {
  let now = 1000
  const starts = createStartTimes(() => now)
  starts.started()
  const first = starts.promise(600_000, 0)
  const sleeping = starts.sleepUntil(first, signal)
  now = 2000
  starts.renew()
  await sleeping
  expect(starts.promise(100, 0)).toBe(2000)
  expect(starts.last).toBe(1000)
})

it('gives the start of a caller that aborts to those that wait', async () => {
  const starts = createStartTimes(() => 1000)
  const controller = new AbortController()
  const given = starts.sleepUntil(starts.promise(100, 5000), controller.signal)
  const waiting = starts.sleepUntil(starts.promise(100, 5000), signal)
  controller.abort('pause')
  await expect(given).rejects.toBe('pause')
  await waiting
})
