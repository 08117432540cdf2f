import { type Condition, createCondition } from './condition'

/** What `parallel` works on. */
interface ParallelWork<T, R> {
  /** The next item, or null when there is none now. Called only while there is room. */
  take(): T | null
  /** Must settle soon after its signal aborts; a rejection ends the whole. */
  work(item: T): Promise<R>
  /** Items worked on at once; read again each time, so it may change while running. */
  width(): number
  /**
   * Called when `take` gave null: resolves when it may give an item again, or is null when nothing can come any more
   * but through items that are being worked on.
   */
  more(): Promise<void> | null
}

/** Work on its way; what it gave is kept until it is pulled. */
function createWorks<R>(settled: Condition) {
  const results: R[] = []
  const errors: unknown[] = []
  let active = 0
  const end = () => {
    active--
    settled.notify()
  }
  return {
    results,
    errors,
    get active() {
      return active
    },
    // Completion by callback, not Promise.race: racing one long transfer against thousands of short ones would keep a
    // reaction on the long one for each of them.
    add(work: Promise<R>): void {
      active++
      work.then(
        (result) => {
          results.push(result)
          end()
        },
        (error: unknown) => {
          errors.push(error)
          end()
        },
      )
    },
  }
}

/**
 * Works on items as they come, several at once, and yields each result as it is ready.
 *
 * A consumer that does not pull stops new work from starting. Whatever way the loop is left, it waits until all work has
 * settled: no work continues after the loop.
 */
export async function* parallel<T, R>(work: ParallelWork<T, R>): AsyncGenerator<R, void> {
  const { take, width, more } = work
  const settled = createCondition()
  const works = createWorks<R>(settled)
  let refilling = false

  /** False when no item can come any more. */
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
      if (works.errors.length > 0) throw works.errors[0]
      let mayCome = true
      // Results that are not pulled yet count as work, or a slow consumer would let them pile up.
      while (works.active + works.results.length < width()) {
        const item = take()
        if (item === null) {
          mayCome = awaitMore()
          break
        }
        works.add(work.work(item))
      }
      if (works.results.length > 0) yield works.results.shift() as R
      else if (works.active > 0 || mayCome) await settled.wait(seen)
      else return
    }
  } finally {
    while (works.active > 0) await settled.wait(settled.version)
  }
}
