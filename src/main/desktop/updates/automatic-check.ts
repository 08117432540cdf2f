import { canCheck } from '@shared/model/update'
import type { UpdateMemory } from './update-memory'
import type { Updates } from './updates'

const hourMs = 3_600_000

/** The publisher answers once in so long. */
const betweenChecksMs = 24 * hourMs

/** Time after the start in which the program has better things to do. */
const afterStartMs = 30_000

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
 * Asks the publisher for a newer version once a day while the user wants that, over restarts; each hour while it does not
 * answer. Nothing is downloaded. A build that does not update itself asks nothing. Returns the function that ends it.
 */
export function checkAutomatically({ updates, memory, isWanted, now }: AutomaticCheckHost): () => void {
  if (updates.state().kind === 'off') return () => {}

  async function look(): Promise<void> {
    const last = memory.checkedAt()
    // A clock that was set back must not put the next check off for years
    const isDue = last === null || now() - last >= betweenChecksMs || last > now()
    if (!isDue || !canCheck(updates.state()) || !isWanted()) return
    if (await updates.check()) memory.markChecked(now())
  }

  const first = setTimeout(() => void look(), afterStartMs)
  const later = setInterval(() => void look(), hourMs)
  return () => {
    clearTimeout(first)
    clearInterval(later)
  }
}
