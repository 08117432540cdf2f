import type { UpdateMemory } from './update-memory'
import type { Updates } from './updates'

const hour = 3_600_000

/** The publisher is asked once in so long, in milliseconds. */
export const betweenChecks = 24 * hour

/** Time after the start in which the program has better things to do, in milliseconds. */
const afterStart = 30_000

/** What automatic checks need. */
export interface AutomaticCheckHost {
  readonly updates: Pick<Updates, 'state' | 'check'>
  readonly memory: Pick<UpdateMemory, 'checkedAt' | 'markChecked'>
  /** Whether the user wants it now. */
  isWanted(): boolean
  /** Milliseconds since the epoch. */
  now(): number
}

/**
 * Asks the publisher for a newer version once a day while the user wants that, over restarts; one that was not reached, once an
 * hour. Nothing is downloaded. A build that does not update itself asks nothing. Returns the function that ends it.
 */
export function checkAutomatically({ updates, memory, isWanted, now }: AutomaticCheckHost): () => void {
  if (updates.state().kind === 'off') return () => {}

  function look(): void {
    const last = memory.checkedAt()
    // A clock that was set back must not put the next check off for years
    const isDue = last === null || now() - last >= betweenChecks || last > now()
    const { kind } = updates.state()
    const isFree = kind === 'idle' || kind === 'current' || kind === 'failed'
    if (!isDue || !isFree || !isWanted()) return
    memory.markChecked(now())
    // A machine without network asks again in an hour: it may be on for less than a day
    void updates.check().then(() => {
      if (updates.state().kind === 'failed') memory.markChecked(last)
    })
  }

  const first = setTimeout(look, afterStart)
  const later = setInterval(look, hour)
  return () => {
    clearTimeout(first)
    clearInterval(later)
  }
}
