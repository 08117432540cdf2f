import { getEventListeners } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { childController, sleep } from './cancellation'

describe('childController', () => {
  it('aborts with its parent and for the same reason', () => {
    const parent = new AbortController()
    using child = childController(parent.signal)
    parent.abort('pause')
    expect(child.signal.aborted).toBe(true)
    expect(child.signal.reason).toBe('pause')
  })

  it('is aborted from the start when its parent is', () => {
    using child = childController(AbortSignal.abort('quit'))
    expect(child.signal.reason).toBe('quit')
  })

  it('leaves its parent alone', () => {
    const parent = new AbortController()
    using child = childController(parent.signal)
    child.abort('timeout')
    expect(parent.signal.aborted).toBe(false)
  })

  it('leaves no listener on a long-lived parent', () => {
    const parent = new AbortController()
    for (let request = 0; request < 100; request++) {
      using child = childController(parent.signal)
      expect(child.signal.aborted).toBe(false)
    }
    expect(getEventListeners(parent.signal, 'abort')).toHaveLength(0)
  })
})

describe('sleep', () => {
  it('rejects with the reason as soon as the signal aborts, and leaves no listener', async () => {
    const controller = new AbortController()
    const asleep = sleep(60_000, controller.signal)
    controller.abort('cancel')
    await expect(asleep).rejects.toBe('cancel')
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })

  it('leaves no listener when it has slept', async () => {
    const controller = new AbortController()
    await sleep(1, controller.signal)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
  })
})

it('a sleep that is longer than a timer can be does not end at once', async () => {
  vi.useFakeTimers()
  try {
    let awake = false
    void sleep(2 ** 31, new AbortController().signal).then(() => (awake = true))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(awake).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
