import { createPartHandle, type PartHandle } from '../../../disk/part-handle'
import { createWriteBehind, type WriteBehind } from '../../../disk/write-behind'
import type { Piece, Slots } from './slots'

/** A file once its name is known. */
interface OpenFile {
  readonly handle: PartHandle
  readonly behind: WriteBehind
}

/** The partial file of one body: takes pieces in order, writes and flushes them behind what comes, and releases the slot of each. */
export class StreamedFile {
  readonly #slots: Slots
  readonly #failed: (error: unknown) => void
  /** Pieces that are not written whole, in order; of the first one `#ofFirst` bytes are. */
  readonly #lent: Piece[] = []
  #ofFirst = 0
  #file: OpenFile | null = null
  #opened = () => {}
  readonly #isOpened = new Promise<void>((resolve) => (this.#opened = resolve))
  /** Looks whether the background met an error. */
  #watch: Promise<void> | null = null
  #met: { readonly error: unknown } | null = null
  #rest: Promise<void> | null = null
  /** A flush of all bytes, which began when the last one was written. */
  #lastFlush: Promise<void> | null = null

  /** `failed` gets what the disk refuses while bytes come (FailureError), once. */
  constructor(slots: Slots, failed: (error: unknown) => void) {
    this.#slots = slots
    this.#failed = failed
  }

  get isNamed(): boolean {
    return this.#file !== null
  }

  /** Whether bytes wait until the file has a name. */
  get isWaiting(): boolean {
    return this.#file === null && this.#lent.length > 0
  }

  /** Whether something lies under its name, or may. */
  get exists(): boolean {
    return this.#file?.handle.exists === true
  }

  get written(): number {
    return this.#file?.handle.written ?? 0
  }

  get flushed(): number {
    return this.written - (this.#file?.handle.unflushed ?? 0)
  }

  /** Names the file, which is made with the first write. */
  open(path: string): void {
    const handle = createPartHandle(path, { onCreate: () => {}, onFlushed: () => {} })
    const behind = createWriteBehind(handle, (bytes) => this.#wrote(bytes))
    this.#file = { handle, behind }
    for (const piece of this.#lent) this.#write(this.#file, piece)
    this.#opened()
  }

  /** Takes the next piece, and releases its slot when it is written. */
  append(piece: Piece): void {
    this.#lent.push(piece)
    if (this.#file !== null) this.#write(this.#file, piece)
  }

  /** Resolves when all that was taken is written, which waits for the name. Throws FailureError. */
  writeRest(): Promise<void> {
    this.#rest = this.#writeRest()
    return this.#rest
  }

  async #writeRest(): Promise<void> {
    await this.#isOpened
    const { behind, handle } = await this.#settled()
    await behind.writeAll()
    // A small one is flushed once, when it has its time. Of a large one much is under way, and the rest joins it.
    if (this.flushed > 0) {
      this.#lastFlush = handle.flush()
      this.#lastFlush.catch(() => {})
    }
  }

  /** Writes what was taken, sets the time, flushes, and closes also after an error. Throws FailureError. */
  async finish(modifiedMs: number | null): Promise<void> {
    try {
      if (this.#file === null) return
      await this.#rest
      const { behind } = await this.#settled()
      // The system reports its error once: the next flush would succeed.
      await this.#lastFlush
      await behind.finish(modifiedMs)
    } finally {
      await this.drop()
    }
  }

  /** Closes it, and releases what is not written. */
  async drop(): Promise<void> {
    if (this.#file !== null) await this.#rest?.catch(() => {})
    await this.#watch
    await this.#lastFlush?.catch(() => {})
    await this.#file?.behind.settled()
    await this.#file?.handle.close()
    for (const { slot } of this.#lent.splice(0)) this.#slots.release(slot)
  }

  /** The file when nothing runs in the background. Throws what the background met. */
  async #settled(): Promise<OpenFile> {
    if (this.#file === null) throw new Error('a file has no name')
    await this.#watch
    const met = this.#met ?? (await this.#file.behind.settled())
    if (met !== null) throw met.error
    return this.#file
  }

  #write({ behind }: OpenFile, { slot, from, to }: Piece): void {
    behind.push(slot.bytes.subarray(from, to))
    const failed = (error: unknown) => {
      if (this.#met !== null) return
      this.#met = { error }
      this.#failed(error)
    }
    behind.start()?.catch(failed)
    this.#watch ??= behind.settled().then((met) => {
      this.#watch = null
      if (met !== null) failed(met.error)
    })
  }

  #wrote(bytes: number): void {
    this.#ofFirst += bytes
    for (;;) {
      const [first] = this.#lent
      if (first === undefined || this.#ofFirst < first.to - first.from) return
      this.#ofFirst -= first.to - first.from
      this.#lent.shift()
      this.#slots.release(first.slot)
    }
  }
}
