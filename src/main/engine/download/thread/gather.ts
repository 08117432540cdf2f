/** What comes up within this time, in milliseconds, goes in one message: each wakes the other thread. */
const gatherMs = 1

/** Sends what it is given together with what comes within a millisecond. */
export function createGathering<T>(send: (batch: readonly T[]) => void): (one: T) => void {
  let gathered: T[] = []
  const flush = () => {
    const batch = gathered
    gathered = []
    send(batch)
  }
  return (one) => {
    if (gathered.length === 0) setTimeout(flush, gatherMs)
    gathered.push(one)
  }
}
