import fc from 'fast-check'
import { expect, it } from 'vitest'
import { besideLarge } from './host-permits'

it.each([
  ['no large file', 0, 6, 32, 0],
  ['as many as may be', 4, 6, 32, 0],
  ['every request', 6, 6, 32, 2],
  ['every request, and the user allows no more', 6, 6, 6, 0],
  ['every request, and the user allows one more', 6, 6, 7, 1],
  ['the only request', 1, 1, 32, 1],
])('with %s', (_what, large, atOnce, most, more) => {
  expect(besideLarge(large, atOnce, most)).toBe(more)
})

it('leaves room for a small file beside large ones, and passes no limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 0, max: 63 }), (atOnce, beyond) => {
      const most = atOnce + beyond
      const all = atOnce + besideLarge(atOnce, atOnce, most)
      expect(all).toBeLessThanOrEqual(most)
      // Unless the user allows no more than already run.
      expect(all > atOnce).toBe(beyond > 0)
    }),
  )
})
