/** Units in which a person limits bandwidth, decimal as everywhere in the window. */
export type RateUnit = 'kb' | 'mb'

const bytesPerUnit: Readonly<Record<RateUnit, number>> = { kb: 1000, mb: 1_000_000 }

/** The limit that a person gets who turns limiting on for the first time, in bytes per second. */
export const firstRate = 5_000_000

/** The unit in which a rate (bytes per second) reads best. */
export function unitFor(rate: number): RateUnit {
  return rate >= bytesPerUnit.mb ? 'mb' : 'kb'
}

/** A rate in a unit, with at most two digits after the point. */
export function amountIn(rate: number, unit: RateUnit): number {
  return Math.round((rate / bytesPerUnit[unit]) * 100) / 100
}

/** Bytes per second. */
export function rateOf(amount: number, unit: RateUnit): number {
  return Math.round(amount * bytesPerUnit[unit])
}

/** The least amount in a unit that comes to at least `least` bytes per second, with two digits after the point. */
export function leastAmount(least: number, unit: RateUnit): number {
  return Math.ceil((least / bytesPerUnit[unit]) * 100) / 100
}
