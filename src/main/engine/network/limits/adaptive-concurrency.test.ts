import { describe, expect, it } from 'vitest'
import {
  type Concurrency,
  type Epoch,
  isOverloaded,
  nextConcurrency,
  startConcurrency,
  withinLimit,
} from './adaptive-concurrency'

// A site as arithmetic: what so many requests at once bring in an epoch.

interface Site {
  /** Bytes a second with so many at once. */
  readonly rate: (atOnce: number) => number
  /** 429s an epoch with so many at once. */
  readonly complaints?: (atOnce: number) => number
  /** Failed connections an epoch with so many at once. */
  readonly failures?: (atOnce: number) => number
}

const imageBytes = 150_000

/** The steps of so many epochs of a third of a second; `noise` is a factor around 1. */
function drive(site: Site, most: number, epochs: number, noise: () => number = () => 1): Concurrency[] {
  const steps = [startConcurrency(most)]
  for (let epoch = 0; epoch < epochs; epoch++) {
    const concurrency = steps.at(-1) as Concurrency
    const ms = 333
    const bytes = (site.rate(concurrency.atOnce) * ms * noise()) / 1000
    const seen: Epoch = {
      ms,
      bytes,
      replies: Math.round(bytes / imageBytes),
      full: true,
      complaints: site.complaints?.(concurrency.atOnce) ?? 0,
      failures: site.failures?.(concurrency.atOnce) ?? 0,
    }
    steps.push(nextConcurrency(concurrency, seen, most))
  }
  return steps
}

/** Numbers that look like chance and are the same each time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const limitedConnections: Site = { rate: (atOnce) => atOnce * 1e6 }
const sharedLine = (bytesPerSecond: number): Site => ({
  rate: (atOnce) => Math.min(atOnce * 1e6, bytesPerSecond),
})

describe('a site that limits each connection', () => {
  it('gets more and more requests, up to the limit, within three epochs', () => {
    expect(drive(limitedConnections, 32, 5).map(({ atOnce }) => atOnce)).toEqual([6, 12, 24, 32, 32, 32])
    expect(drive(limitedConnections, 32, 5).at(-1)?.cause).toBe('allowed')
  })

  it('never gets more requests than the limit', () => {
    for (const most of [1, 2, 5, 6, 7, 13, 64]) {
      const all = drive(limitedConnections, most, 20).map(({ atOnce }) => atOnce)
      expect(Math.max(...all)).toBe(most)
    }
  })
})

describe('a site of fixed throughput', () => {
  it('gets few more requests than its throughput needs', () => {
    const steps = drive(sharedLine(10e6), 64, 300)
    expect(steps.at(-1)).toMatchObject({ atOnce: 12, cause: 'no-gain' })
    // Trying more is rare, and ever rarer.
    const tries = steps.filter(({ atOnce }) => atOnce > 12).length
    expect(tries).toBeLessThan(10)
  })

  it('that is busy from the first request gets no more than at the beginning', () => {
    expect(drive(sharedLine(2e6), 64, 300).at(-1)).toMatchObject({ atOnce: 6, cause: 'no-gain' })
  })

  it('stays so with replies of very different sizes', () => {
    const means: number[] = []
    for (let seed = 1; seed <= 50; seed++) {
      const random = chance(seed)
      const steps = drive(sharedLine(10e6), 64, 300, () => 0.8 + 0.4 * random())
      const late = steps.slice(50).map(({ atOnce }) => atOnce)
      expect(Math.min(...late)).toBeGreaterThanOrEqual(6)
      means.push(late.reduce((sum, atOnce) => sum + atOnce, 0) / late.length)
    }
    expect(Math.max(...means)).toBeLessThan(20)
    expect(means.reduce((sum, mean) => sum + mean, 0) / means.length).toBeLessThan(13)
  })

  it('gets more requests when its throughput grows', () => {
    let line = 6e6
    const site: Site = { rate: (atOnce) => Math.min(atOnce * 1e6, line) }
    const before = drive(site, 64, 20).at(-1) as Concurrency
    expect(before.atOnce).toBe(6)
    line = 40e6
    let concurrency = before
    for (let epoch = 0; epoch < 120; epoch++) {
      const bytes = (site.rate(concurrency.atOnce) * 333) / 1000
      concurrency = nextConcurrency(
        concurrency,
        { ms: 333, bytes, replies: bytes / imageBytes, full: true, complaints: 0, failures: 0 },
        64,
      )
    }
    expect(concurrency.atOnce).toBeGreaterThan(30)
  })
})

describe('a site that complains', () => {
  const strict: Site = { rate: (atOnce) => atOnce * 1e6, complaints: (atOnce) => Math.max(0, atOnce - 10) }

  it('gets half as many requests at once, and seldom too many again', () => {
    const steps = drive(strict, 64, 400)
    expect(steps.slice(0, 4).map(({ atOnce }) => atOnce)).toEqual([6, 12, 6, 6])
    const tooMany = steps.filter(({ atOnce }) => atOnce > 10).length
    expect(tooMany).toBeLessThan(12)
    expect(Math.min(...steps.map(({ atOnce }) => atOnce))).toBeGreaterThanOrEqual(3)
  })

  it('about every request gets one at a time', () => {
    const steps = drive({ rate: () => 1e6, complaints: () => 1 }, 64, 10)
    expect(steps.at(-1)).toMatchObject({ atOnce: 1, cause: 'refused' })
  })

  it('by breaking many connections gets fewer; a broken one now and then is chance', () => {
    const fragile: Site = { rate: (atOnce) => atOnce * 1e6, failures: (atOnce) => (atOnce > 8 ? 12 : 0) }
    expect(drive(fragile, 64, 2).map(({ atOnce }) => atOnce)).toEqual([6, 12, 6])
    const unlucky: Site = { rate: (atOnce) => atOnce * 1e6, failures: () => 1 }
    expect(drive(unlucky, 32, 5).at(-1)?.atOnce).toBe(32)
  })
})

describe('nothing is learned', () => {
  it('while fewer requests run than are allowed', () => {
    const concurrency = startConcurrency(32)
    const epoch = { ms: 1000, bytes: 1e9, replies: 1000, full: false, complaints: 0, failures: 0 }
    expect(nextConcurrency(concurrency, epoch, 32)).toBe(concurrency)
    expect(isOverloaded(epoch)).toBe(false)
  })
})

describe('another limit', () => {
  it('takes effect at once, and more of it is used as it proves worth it', () => {
    const wide = drive(limitedConnections, 32, 5).at(-1) as Concurrency
    const narrow = withinLimit(wide, 4)
    expect(narrow).toMatchObject({ atOnce: 4, cause: 'allowed' })
    expect(withinLimit(narrow, 20)).toMatchObject({ atOnce: 4, cause: 'growing' })
    expect(withinLimit(wide, 64)).toMatchObject({ atOnce: 32, cause: 'growing' })
  })
})
