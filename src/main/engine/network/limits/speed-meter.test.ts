import { expect, it } from 'vitest'
import { createSpeedMeter } from './bandwidth'

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
