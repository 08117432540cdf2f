/** The right to do one thing. Dispose of it exactly when the work has settled; doing so again has no effect. */
export type Permit = Disposable

/** Counts permits: at most `size` are out at a time, given in the order of asking. */
export interface Semaphore {
  readonly size: number
  readonly inUse: number
  readonly waiting: number
  /** A permit if one is free and no caller waits for it, else null. */
  take(): Permit | null
  /** Resolves with a permit; rejects with the signal's reason when it aborts first, and then holds none. */
  acquire(signal: AbortSignal): Promise<Permit>
  /** Takes effect at once: more waiters are let in, or permits that come back are kept until the count fits. */
  resize(size: number): void
}

/** A semaphore of `initialSize` permits, which may be resized while it is used. */
export function createSemaphore(initialSize: number): Semaphore {
  const waiters = new Set<() => void>()
  let size = initialSize
  let inUse = 0

  const permit = (): Permit => {
    let held = true
    return {
      [Symbol.dispose]: () => {
        if (!held) return
        held = false
        inUse -= 1
        admit()
      },
    }
  }

  // A waiter leaves the queue and is counted in the same synchronous step: between the two, another could slip in
  // and the size would be exceeded.
  const admit = () => {
    for (const grant of waiters) {
      if (inUse >= size) return
      waiters.delete(grant)
      inUse += 1
      grant()
    }
  }

  return {
    get size() {
      return size
    },
    get inUse() {
      return inUse
    },
    get waiting() {
      return waiters.size
    },
    take: () => {
      if (waiters.size > 0 || inUse >= size) return null
      inUse += 1
      return permit()
    },
    acquire: (signal) => {
      const granted = enqueue(waiters, permit, signal)
      admit()
      return granted
    },
    resize: (next) => {
      size = next
      admit()
    },
  }
}

/** Adds a waiter, which leaves the queue with the signal's reason; resolves with the permit once its `grant` is called. */
function enqueue(waiters: Set<() => void>, permit: () => Permit, signal: AbortSignal): Promise<Permit> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason)
      return
    }
    const grant = () => {
      signal.removeEventListener('abort', leave)
      resolve(permit())
    }
    const leave = () => {
      waiters.delete(grant)
      reject(signal.reason)
    }
    waiters.add(grant)
    signal.addEventListener('abort', leave, { once: true })
  })
}

/**
 * Takes one permit of each, in this order, and gives them back in the reverse one. Waits with those in hand that come
 * before; so all callers must keep to one order. Rejects with the signal's reason and then holds none.
 */
export async function acquireInOrder(semaphores: readonly Semaphore[], signal: AbortSignal): Promise<Permit> {
  const held: Permit[] = []
  const giveBack = () => {
    for (const permit of held.splice(0).reverse()) permit[Symbol.dispose]()
  }
  try {
    signal.throwIfAborted()
    // Most are free: to wait for each of them would cost more than the request.
    for (const semaphore of semaphores) held.push(semaphore.take() ?? (await semaphore.acquire(signal)))
  } catch (error) {
    giveBack()
    throw error
  }
  return { [Symbol.dispose]: giveBack }
}
