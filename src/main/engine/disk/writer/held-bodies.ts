/** Bodies of more bytes are not held: a kill would lose them. */
export const mostHeldBytes = 512 * 1024

/** Smaller bodies get a buffer of their own size: a slot for each would be mostly empty. */
const worthSlotBytes = 64 * 1024

/** Free slots that are kept for what comes next: a new one for each body would wait for the garbage collector. */
const mostFreeSlots = 32

/** From so many held bytes on no further body is asked for. Those that are on their way still come. */
const enoughBytes = 16 * 1024 * 1024

/**
 * Whole bodies that wait in memory until they are saved, by key, in buffers that are used again. Their number has one
 * bound for all: it is asked before a request is sent.
 */
export class HeldBodies {
  readonly #bodies = new Map<string, Buffer>()
  readonly #freeSlots: Buffer[] = []
  #bytes = 0
  #waiting: (() => void)[] = []

  /** A buffer for a body of so many bytes, `mostHeldBytes` at most. It goes to `keep` or `giveBack`, or is given away. */
  room(bytes: number): Buffer {
    if (bytes < worthSlotBytes) return Buffer.allocUnsafeSlow(bytes)
    const slot = this.#freeSlots.pop() ?? Buffer.allocUnsafeSlow(mostHeldBytes)
    return slot.subarray(0, bytes)
  }

  /** Holds a whole body. */
  keep(key: string, body: Buffer): void {
    this.#bodies.set(key, body)
    this.#bytes += body.length
  }

  get(key: string): Buffer | undefined {
    return this.#bodies.get(key)
  }

  /** Lets go of a body, if it is held. */
  delete(key: string): void {
    const body = this.#bodies.get(key)
    if (body === undefined) return
    this.#bodies.delete(key)
    this.#bytes -= body.length
    this.giveBack(body)
    while (!this.isFull) {
      const next = this.#waiting.shift()
      if (next === undefined) return
      next()
    }
  }

  /** What `room` gave is not written to any more, and not held. */
  giveBack(body: Buffer): void {
    const { buffer } = body
    if (buffer.byteLength !== mostHeldBytes || this.#freeSlots.length >= mostFreeSlots) return
    this.#freeSlots.push(Buffer.from(buffer))
  }

  /** Whether enough is held. */
  get isFull(): boolean {
    return this.#bytes >= enoughBytes
  }

  /** Calls back once less is held. */
  whenRoom(next: () => void): void {
    this.#waiting.push(next)
  }

  /** Lets go of everything, and calls no one back. */
  clear(): void {
    this.#waiting = []
    this.#freeSlots.length = 0
    this.#bodies.clear()
    this.#bytes = 0
  }
}
