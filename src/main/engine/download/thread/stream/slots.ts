/** Bytes of one slot. */
export const slotBytes = 256 * 1024

/** Slots that wait for the disk or for their hash, of all bodies of a thread: from so many on nothing more is read. */
const mostLent = 16

/** Free slots that are kept for what comes next. */
const mostFree = 16

/** A piece of memory that the socket fills, and that is then written and hashed, which may be in another thread. */
export interface Slot {
  readonly bytes: Buffer
  /** How many have not let go of it yet: who fills it, and who reads some of it. */
  holders: number
}

/** Some bytes of a slot, `to` excluded. */
export interface Piece {
  readonly slot: Slot
  readonly from: number
  readonly to: number
}

/** The slots of one thread. Their number is bounded by that of the bodies, each of which fills one, and by those that are read. */
export class Slots {
  readonly #free: Slot[] = []
  /** Those that are filled and still read. */
  #lent = 0
  #waiting: (() => void)[] = []

  /** One to fill, until `filled`. */
  take(): Slot {
    const slot = this.#free.pop() ?? { bytes: Buffer.from(new SharedArrayBuffer(slotBytes)), holders: 0 }
    slot.holders = 1
    return slot
  }

  /** So many more read it; each of them calls `release` once. */
  lend(slot: Slot, holders: number): void {
    slot.holders += holders
  }

  /** Nothing more comes into it. */
  filled(slot: Slot): void {
    this.#lent += 1
    this.release(slot)
  }

  release(slot: Slot): void {
    slot.holders -= 1
    if (slot.holders > 0) return
    this.#lent -= 1
    if (this.#free.length < mostFree) this.#free.push(slot)
    if (this.isBehind) return
    const waiting = this.#waiting
    this.#waiting = []
    for (const next of waiting) next()
  }

  /** Whether disk and hashes do not keep up. */
  get isBehind(): boolean {
    return this.#lent >= mostLent
  }

  /** Calls back once they do. */
  whenRoom(next: () => void): void {
    this.#waiting.push(next)
  }
}
