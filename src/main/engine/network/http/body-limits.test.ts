import { expect, it } from 'vitest'
import { createBodyWatch } from './body-queue'

const limits = { idleTimeoutMs: 5000, leastBytesPerSecond: 100, leastRateWindowMs: 1000 }

it('ends a body that is silent for the idle limit, and counts from its last byte', () => {
  const watch = createBodyWatch({ ...limits, leastBytesPerSecond: 0 })
  expect(watch.look(4999, 0)).toBeNull()
  expect(watch.look(1, 1)).toBeNull()
  expect(watch.look(4999, 0)).toBeNull()
  expect(watch.look(1, 0)).toMatchObject({ kind: 'timeout' })
})

it('ends a body that is below the least rate over a whole window, and no earlier', () => {
  const watch = createBodyWatch(limits)
  for (let slot = 0; slot < 9; slot += 1) expect(watch.look(100, 1)).toBeNull()
  expect(watch.look(100, 1)).toMatchObject({ kind: 'too-slow' })
})

it('judges a body by the last window alone', () => {
  const watch = createBodyWatch(limits)
  expect(watch.look(100, 100)).toBeNull()
  for (let slot = 0; slot < 9; slot += 1) expect(watch.look(100, 0)).toBeNull()
  expect(watch.look(100, 99)).toMatchObject({ kind: 'too-slow', detail: '99 bytes a second over 1000 ms' })
})

it.each([
  ['a quarter of a short idle limit', { ...limits, idleTimeoutMs: 100 }, 25],
  ['a tenth of a short window', limits, 100],
  ['once a second', { ...limits, idleTimeoutMs: 60_000, leastRateWindowMs: 60_000 }, 1000],
])('looks often enough: %s', (_what, own, everyMs) => {
  expect(createBodyWatch(own).everyMs).toBe(everyMs)
})
