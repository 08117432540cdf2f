/** One turn of a key. */
export interface Turn {
  /** Resolves when every earlier turn of the key has ended, never rejects; undefined when there is none. */
  readonly before: Promise<void> | undefined
  /** Ends the turn; further calls do nothing. A turn that ends early overtakes none before it. */
  end(): void
}

/** Work that must not run side by side, in the order in which it was asked for; each key is a queue of its own. */
export interface Sequencer {
  begin(key: string): Turn
  /** Whether a turn of this key has not ended. */
  isBusy(key: string): boolean
  /** Works in a turn of its own; settles as the work does. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** A turn among those of its key. */
interface Queued {
  isEnded: boolean
  /** Every one before it has ended, and so on. */
  isFirst: boolean
  next: Queued | null
  /** Called when it becomes the first. */
  admit: () => void
}

/** A sequencer without work. */
export function createSequencer(): Sequencer {
  /** The last turn of each key that is in use. */
  const last = new Map<string, Queued>()

  function leave(key: string, first: Queued): void {
    let ended: Queued | null = first
    while (ended?.isEnded === true) {
      const { next }: Queued = ended
      if (next === null) last.delete(key)
      else {
        next.isFirst = true
        next.admit()
      }
      ended = next
    }
  }

  function begin(key: string): Turn {
    const earlier = last.get(key)
    const own: Queued = { isEnded: false, isFirst: earlier === undefined, next: null, admit: () => {} }
    last.set(key, own)
    let before: Promise<void> | undefined
    if (earlier !== undefined) {
      earlier.next = own
      // Only who waits pays for a promise: most keys have one turn.
      before = new Promise((resolve) => {
        own.admit = resolve
      })
    }
    return {
      before,
      end: () => {
        if (own.isEnded) return
        own.isEnded = true
        if (own.isFirst) leave(key, own)
      },
    }
  }

  return {
    begin,
    isBusy: (key) => last.has(key),
    async run(key, work) {
      const turn = begin(key)
      try {
        await turn.before
        return await work()
      } finally {
        turn.end()
      }
    },
  }
}
