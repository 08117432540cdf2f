import { Settings } from '@shared/model/settings'
import { describe, expect, it } from 'vitest'
import { amountIn, firstRate, leastAmount, rateOf, unitFor } from './bandwidth-setting'

describe('a rate', () => {
  it('reads in the larger unit from one of it on', () => {
    expect([unitFor(999_999), unitFor(1_000_000)]).toEqual(['kb', 'mb'])
  })

  it('comes back from its amount', () => {
    expect(amountIn(1_500_000, 'mb')).toBe(1.5)
    expect(rateOf(1.5, 'mb')).toBe(1_500_000)
    expect(rateOf(amountIn(250_000, 'kb'), 'kb')).toBe(250_000)
  })

  it('shows two digits, not the noise of division', () => {
    expect(amountIn(1_234_567, 'mb')).toBe(1.23)
  })

  it('is accepted at the least amount of each unit', () => {
    const schema = Settings.shape.bytesPerSecond
    for (const unit of ['kb', 'mb'] as const) {
      expect(schema.safeParse(rateOf(leastAmount(1024, unit), unit)).success).toBe(true)
    }
    expect(schema.parse(firstRate)).toBe(firstRate)
  })
})
