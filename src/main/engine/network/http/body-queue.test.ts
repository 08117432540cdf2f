import { expect, it } from 'vitest'
import { createBodyQueue, createBodyWatch } from './body-queue'

function open() {
  const calls: string[] = []
  const queue = createBodyQueue({
    pause: () => calls.push('pause'),
    resume: () => calls.push('resume'),
  })
  return { queue, calls }
}

const chunk = (bytes: number) => new Uint8Array(bytes)

it('pauses the socket at its limit and continues when half of it was read', async () => {
  const { queue, calls } = open()
  for (let n = 0; n < 4; n += 1) queue.push(chunk(64 * 1024))
  expect(calls).toEqual(['pause'])
  await queue.next()
  await queue.next()
  expect(calls).toEqual(['pause'])
  await queue.next()
  expect(calls).toEqual(['pause', 'resume'])
})

it('returns what came before a failure, then throws it', async () => {
  const { queue } = open()
  queue.push(chunk(1))
  queue.fail('broken')
  expect(await queue.next()).toMatchObject({ done: false })
  await expect(queue.next()).rejects.toBe('broken')
})

it('wakes a reader that waits for bytes, and one that waits for the end', async () => {
  const { queue } = open()
  const bytes = queue.next()
  queue.push(chunk(3))
  expect((await bytes).value).toHaveLength(3)
  const end = queue.next()
  queue.end()
  expect(await end).toEqual({ done: true, value: undefined })
})

it('lets the socket continue when what waits is dropped', () => {
  const { queue, calls } = open()
  queue.push(chunk(1024 * 1024))
  queue.clear()
  expect(calls).toEqual(['pause', 'resume'])
})

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
