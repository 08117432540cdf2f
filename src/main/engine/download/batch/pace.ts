/** Images are begun for about so long ahead, in milliseconds: a batch takes less from its requests to its records. */
const bucketMs = 100

/** How many images end now. */
export interface Pace {
  /** So many have ended together. */
  ended(images: number): void
  /** Images that ended in the last 100 to 200 milliseconds. */
  readonly lately: number
}

/** Nothing has ended yet. `clock` gives monotonic milliseconds. */
export function createPace(clock: () => number): Pace {
  let begun = clock()
  let current = 0
  let before = 0
  const turn = () => {
    const passed = clock() - begun
    if (passed < bucketMs) return
    before = passed < 2 * bucketMs ? current : 0
    current = 0
    begun += passed
  }
  return {
    ended: (images) => {
      turn()
      current += images
    },
    get lately() {
      turn()
      return before + current
    },
  }
}

/**
 * How many images may be at work where `least` keep all requests at work: as many as end within the time that one takes, so that none waits
 * long for its turn, which another task could use, or holds room on the disk.
 */
export function mostAtWork(least: number, lately: number, longest: number): number {
  return Math.min(Math.max(least, lately), least * longest)
}
