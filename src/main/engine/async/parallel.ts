import { createCondition } from './condition'

/** What `parallel` works on. */
export interface ParallelWork<T, R> {
  /** The next item, or null when there is none now. Called only while there is room. */
  take(): T | null
  /** Must settle soon after its signal aborts; a rejection ends the whole. */
  work(item: T): Promise<R>
  /** Items worked on at once; read anew each time, so it may change while running. */
  width(): number
  /**
   * Called when `take` gave null: resolves when it may give an item again, or is null when nothing can come any more
   * but through items that are being worked on.
   */
  more(): Promise<void> | null
}

/**
 * Works on items as they come, several at once, and yields each result as it is ready.
 *
 * A consumer that does not pull stops new work from starting. Whatever way the loop is left, it waits until all work has
 * settled: nothing goes on behind the caller's back.
 */
export async function* parallel<T, R>({
  take,
  work,
  width,
  more,
}: ParallelWork<T, R>): AsyncGenerator<R, void> {
  const results: R[] = []
  const errors: unknown[] = []
  const settled = createCondition()
  let active = 0
  let refilling = false

  // Completion by callback, not Promise.race: racing one long transfer against thousands of short ones would hang a
  // reaction on the long one for each of them.
  function start(item: T): void {
    active++
    const end = () => {
      active--
      settled.notify()
    }
    work(item).then(
      (result) => {
        results.push(result)
        end()
      },
      (error: unknown) => {
        errors.push(error)
        end()
      },
    )
  }

  /** False when nothing can come any more. */
  function awaitMore(): boolean {
    if (refilling) return true
    const refill = more()
    if (refill === null) return false
    refilling = true
    void refill.then(() => {
      refilling = false
      settled.notify()
    })
    return true
  }

  try {
    for (;;) {
      const seen = settled.version
      if (errors.length > 0) throw errors[0]
      let mayCome = true
      // Results that nobody pulled yet count as work, or a slow consumer would let them pile up.
      while (active + results.length < width()) {
        const item = take()
        if (item === null) {
          mayCome = awaitMore()
          break
        }
        start(item)
      }
      if (results.length > 0) yield results.shift() as R
      else if (active > 0 || mayCome) await settled.wait(seen)
      else return
    }
  } finally {
    while (active > 0) await settled.wait(settled.version)
  }
}
