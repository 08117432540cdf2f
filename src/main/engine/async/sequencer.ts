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
  /** Works in a turn of its own; settles as the work does. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** A sequencer without work. */
export function createSequencer(): Sequencer {
  /** Of each key that is in use: settles with its last turn. */
  const last = new Map<string, Promise<void>>()

  function begin(key: string): Turn {
    const before = last.get(key)
    let end = () => {}
    const own = new Promise<void>((resolve) => {
      end = resolve
    })
    const settled = before === undefined ? own : before.then(() => own)
    last.set(key, settled)
    void settled.then(() => {
      if (last.get(key) === settled) last.delete(key)
    })
    return { before, end }
  }

  return {
    begin,
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
