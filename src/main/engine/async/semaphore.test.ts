import { getEventListeners } from 'node:events'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { acquireInOrder, createSemaphore, type Permit } from './semaphore'

const never = new AbortController().signal

/** Lets every promise that can settle do so. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

it('gives no more permits than its size, in the order of asking', async () => {
  const semaphore = createSemaphore(2)
  const order: number[] = []
  const permits: Permit[] = []
  for (const number of [1, 2, 3, 4]) {
    void semaphore.acquire(never).then((permit) => {
      order.push(number)
      permits.push(permit)
    })
  }
  await turn()
  expect(order).toEqual([1, 2])
  permits[1]?.[Symbol.dispose]()
  await turn()
  expect(order).toEqual([1, 2, 3])
  expect(semaphore).toMatchObject({ inUse: 2, waiting: 1 })
})

it('gives a permit at once while one is free and no caller waits', async () => {
  const semaphore = createSemaphore(1)
  const first = semaphore.take()
  expect([first === null, semaphore.take()]).toEqual([false, null])
  const waiting = semaphore.acquire(never)
  first?.[Symbol.dispose]()
  // It was given to who had waited.
  expect(semaphore.take()).toBeNull()
  const permit = await waiting
  permit[Symbol.dispose]()
  expect(semaphore.inUse).toBe(0)
})

it('takes a permit back once, however often it is disposed of', async () => {
  const semaphore = createSemaphore(1)
  const permit = await semaphore.acquire(never)
  permit[Symbol.dispose]()
  permit[Symbol.dispose]()
  expect(semaphore.inUse).toBe(0)
})

it('lets a waiter leave by aborting and gives its turn to the next', async () => {
  const semaphore = createSemaphore(1)
  const first = await semaphore.acquire(never)
  const controller = new AbortController()
  const left = semaphore.acquire(controller.signal)
  const next = semaphore.acquire(never)
  controller.abort('pause')
  await expect(left).rejects.toBe('pause')
  first[Symbol.dispose]()
  await expect(next).resolves.toBeDefined()
  expect(semaphore).toMatchObject({ inUse: 1, waiting: 0 })
})

it('refuses a signal that is aborted already and leaves no listener on one that is not', async () => {
  const semaphore = createSemaphore(1)
  await expect(semaphore.acquire(AbortSignal.abort('cancel'))).rejects.toBe('cancel')
  const { signal } = new AbortController()
  const permit = await semaphore.acquire(signal)
  const waiting = semaphore.acquire(signal)
  permit[Symbol.dispose]()
  await waiting
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

it('lets waiters in at once when it grows, and waits for permits to come back when it shrinks', async () => {
  const semaphore = createSemaphore(1)
  const first = await semaphore.acquire(never)
  const second = semaphore.acquire(never)
  semaphore.resize(2)
  const permit = await second
  semaphore.resize(1)
  let third = false
  void semaphore.acquire(never).then(() => (third = true))
  first[Symbol.dispose]()
  await turn()
  expect(third).toBe(false)
  permit[Symbol.dispose]()
  await turn()
  expect(third).toBe(true)
})

it('holds its size through any sequence of asking, leaving, giving back and resizing', async () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('acquire' as const) }),
    fc.record({ act: fc.constant('abort' as const), which: fc.nat(20) }),
    fc.record({ act: fc.constant('release' as const), which: fc.nat(20) }),
    fc.record({ act: fc.constant('resize' as const), size: fc.integer({ min: 1, max: 5 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const semaphore = createSemaphore(2)
      const controllers: AbortController[] = []
      const held: Permit[] = []
      let allowed = 2
      for (const taken of steps) {
        if (taken.act === 'acquire') {
          const controller = new AbortController()
          controllers.push(controller)
          semaphore.acquire(controller.signal).then(
            (permit) => held.push(permit),
            () => {},
          )
        } else if (taken.act === 'abort') controllers[taken.which]?.abort('pause')
        else if (taken.act === 'release') held.splice(taken.which, 1)[0]?.[Symbol.dispose]()
        else if (taken.act === 'resize') {
          semaphore.resize(taken.size)
          // Permits that are out stay out when it shrinks.
          allowed = Math.max(taken.size, semaphore.inUse)
        }
        await Promise.resolve()
        await Promise.resolve()
        expect(semaphore.inUse).toBe(held.length)
        expect(semaphore.inUse).toBeLessThanOrEqual(Math.max(allowed, semaphore.size))
        // No caller waits while a permit is free.
        expect(semaphore.waiting === 0 || semaphore.inUse >= semaphore.size).toBe(true)
      }
    }),
  )
})

it('gives back what it has when one of several permits cannot be had', async () => {
  const [one, other] = [createSemaphore(1), createSemaphore(1)]
  await other.acquire(never)
  const controller = new AbortController()
  const both = acquireInOrder([one, other], controller.signal)
  await turn()
  expect(one.inUse).toBe(1)
  controller.abort('cancel')
  await expect(both).rejects.toBe('cancel')
  expect(one.inUse).toBe(0)
})
