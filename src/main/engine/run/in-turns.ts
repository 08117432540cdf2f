import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Rows written in one turn: a page of a hundred thousand pictures would hold up everything else for most of a second.
 * After a kill between two turns such a page is read again, and the rows that are there stay.
 */
const rowsPerTurn = 4000

/** A list in pieces, each for a turn of its own; rejects with the signal's reason between two. */
export async function* inTurns<T>(
  list: readonly T[],
  signal: AbortSignal,
): AsyncGenerator<readonly T[], void> {
  for (let start = 0; start < list.length; start += rowsPerTurn) {
    if (start > 0) {
      await nextTurn()
      signal.throwIfAborted()
    }
    yield list.slice(start, start + rowsPerTurn)
  }
}
