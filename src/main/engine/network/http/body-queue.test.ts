import { expect, it } from 'vitest'
import { createBodyQueue } from './body-queue'

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
