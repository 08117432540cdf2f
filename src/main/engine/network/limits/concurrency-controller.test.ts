import { beforeEach, describe, expect, it } from 'vitest'
import type { Pace } from './adaptive-concurrency'
import { createPacer, type Pacer } from './concurrency-controller'

let now: number
let pacer: Pacer
let changes: number[]

beforeEach(() => {
  now = 0
  changes = []
  pacer = createPacer(
    32,
    () => now,
    ({ atOnce }: Pace) => changes.push(atOnce),
  )
})

/** A site of so much latency that gives each connection a megabyte a second; as many requests run as are allowed. */
function serve(ms: number, { latencyMs = 100, slack = false } = {}): void {
  const until = now + ms
  while (now < until) {
    const atOnce = pacer.pace.atOnce
    pacer.running(slack ? atOnce - 1 : atOnce, !slack)
    pacer.answered(200, latencyMs)
    now += 250 / atOnce
    pacer.received(150_000)
    pacer.ended()
  }
}

describe('the pace of a site', () => {
  it('grows while that helps, and waits after each step until the new requests are answered', () => {
    serve(360)
    expect(changes).toEqual([12])
    const at = now
    while (changes.length < 2) serve(10)
    // A latency and a fifth of settling, and then an epoch.
    expect(now - at).toBeGreaterThanOrEqual(250)
    expect(now - at).toBeLessThan(450)
    serve(2000)
    expect(changes).toEqual([12, 24, 32])
    expect(pacer.pace.cause).toBe('allowed')
  })

  it('stays while fewer requests run than may', () => {
    serve(10_000, { slack: true })
    expect(changes).toEqual([])
  })

  it('falls at once when the site says that it is too much, and not again for what was asked before', () => {
    serve(2000)
    pacer.answered(429, 100)
    expect(changes.at(-1)).toBe(16)
    for (let reply = 0; reply < 10; reply++) pacer.answered(503, 100)
    expect(changes.at(-1)).toBe(16)
    expect(pacer.pace.cause).toBe('refused')
  })

  it('falls when many connections break, not for one, and not for what says nothing about the site', () => {
    pacer.failed('reset')
    for (let image = 0; image < 10; image++) pacer.failed('not-an-image')
    expect(changes).toEqual([])
    pacer.failed('timeout')
    pacer.failed('refused')
    expect(changes).toEqual([3])
  })

  it('is learned of large files too, whose replies take long to end', () => {
    for (let step = 0; step < 700; step++) {
      pacer.running(pacer.pace.atOnce, true)
      now += 10
      pacer.received(pacer.pace.atOnce * 10_000)
    }
    expect(changes).toEqual([12, 24])
  })

  it('is as wished from the start, unless the site has refused so much', () => {
    pacer.expect(20)
    expect(pacer.pace).toMatchObject({ atOnce: 20, cause: 'growing' })
    pacer.expect(64)
    expect(pacer.pace).toMatchObject({ atOnce: 32, cause: 'allowed' })
    pacer.answered(429, 50)
    pacer.expect(32)
    expect(pacer.pace.atOnce).toBe(16)
  })

  it('keeps to a limit that changes meanwhile', () => {
    serve(2000)
    pacer.limit(5)
    expect(changes.at(-1)).toBe(5)
    pacer.limit(32)
    serve(2000)
    expect(changes.at(-1)).toBe(32)
  })
})
