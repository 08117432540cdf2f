import { beforeEach, describe, expect, it } from 'vitest'
import type { Concurrency } from './adaptive-concurrency'
import { type ConcurrencyController, createConcurrencyController } from './concurrency-controller'

let now: number
let controller: ConcurrencyController
let changes: number[]

beforeEach(() => {
  now = 0
  changes = []
  controller = createConcurrencyController(
    32,
    () => now,
    ({ atOnce }: Concurrency) => changes.push(atOnce),
  )
})

/** A site of so much latency that gives each connection a megabyte a second; as many requests run as are allowed. */
function serve(ms: number, { latencyMs = 100, slack = false } = {}): void {
  const until = now + ms
  while (now < until) {
    const atOnce = controller.concurrency.atOnce
    controller.running(slack ? atOnce - 1 : atOnce, !slack)
    controller.answered(200, latencyMs)
    now += 250 / atOnce
    controller.received(150_000)
    controller.ended()
  }
}

describe('the concurrency of a site', () => {
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
    expect(controller.concurrency.cause).toBe('allowed')
  })

  it('stays while fewer requests run than may', () => {
    serve(10_000, { slack: true })
    expect(changes).toEqual([])
  })

  it('falls at once when the site says that it is too much, and not again for what was asked before', () => {
    serve(2000)
    controller.answered(429, 100)
    expect(changes.at(-1)).toBe(16)
    for (let reply = 0; reply < 10; reply++) controller.answered(503, 100)
    expect(changes.at(-1)).toBe(16)
    expect(controller.concurrency.cause).toBe('refused')
  })

  it('falls when many connections break, not for one, and not for what says nothing about the site', () => {
    controller.failed('reset')
    for (let image = 0; image < 10; image++) controller.failed('not-an-image')
    expect(changes).toEqual([])
    controller.failed('timeout')
    controller.failed('refused')
    expect(changes).toEqual([3])
  })

  it('is learned of large files too, whose replies take long to end', () => {
    for (let step = 0; step < 700; step++) {
      controller.running(controller.concurrency.atOnce, true)
      now += 10
      controller.received(controller.concurrency.atOnce * 10_000)
    }
    expect(changes).toEqual([12, 24])
  })

  it('is what the user set from the start, unless the site has refused so much', () => {
    controller.expect(20)
    expect(controller.concurrency).toMatchObject({ atOnce: 20, cause: 'growing' })
    controller.expect(64)
    expect(controller.concurrency).toMatchObject({ atOnce: 32, cause: 'allowed' })
    controller.answered(429, 50)
    controller.expect(32)
    expect(controller.concurrency.atOnce).toBe(16)
  })

  it('keeps to a limit that changes later', () => {
    serve(2000)
    controller.limit(5)
    expect(changes.at(-1)).toBe(5)
    controller.limit(32)
    serve(2000)
    expect(changes.at(-1)).toBe(32)
  })
})
