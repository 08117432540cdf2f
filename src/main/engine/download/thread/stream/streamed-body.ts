import type { Failure } from '@shared/model/failure'
import { batchBytes } from '../../../disk/write-behind'
import type { Judged } from '../../../image/intake'
import { type BodyDigest, type DigestEvents, failureOf } from './body-digest'
import type { StreamEnd, StreamReply, StreamRequest } from './messages'
import { type Slot, type Slots, slotBytes } from './slots'
import { StreamedFile } from './streamed-file'

/** How often bytes that came are reported, in milliseconds: so late the engine sees that a limit of speed is broken. */
const reportMs = 10

/** What streamed bodies of one thread share. */
export interface StreamPorts {
  readonly slots: Slots
  /** A digest for a body of so many bytes. */
  readonly digest: (total: number, sized: boolean, events: DigestEvents) => BodyDigest
  readonly reply: (reply: StreamReply) => void
}

/** One body of known length. */
export interface StreamFacts {
  readonly id: number
  readonly total: number
  /** Whether width and height are wanted. */
  readonly sized: boolean
}

/** The connection of a body. */
export interface StreamSource {
  /** Reads on after a pause. */
  resume(): void
  /** Nothing more is wanted of it. */
  giveUp(): void
  /** All about the body is over. */
  over(): void
}

/** `cut`: no more comes, but what came waits for the name of its file. `whole`: its file is open, and waits for what becomes of it. */
type Stage = 'coming' | 'cut' | 'whole' | 'over'

/** Why one ends that is not whole. */
type Cause = Failure | 'aborted'

/** One body that goes to its partial file as it comes, see the messages. */
export class StreamedBody {
  readonly #ports: StreamPorts
  readonly #facts: StreamFacts
  readonly #source: StreamSource
  readonly #file: StreamedFile
  readonly #digest: BodyDigest
  #judge: (judged: Judged) => void = () => {}
  readonly #judged = new Promise<Judged>((resolve) => (this.#judge = resolve))
  #stage: Stage = 'coming'
  #cutBy: Failure | null = null
  /** What is filled now. */
  #slot: Slot
  #filled = 0
  /** Bytes of it that were given to file and hash. */
  #passed = 0
  #received = 0
  #allowed = Number.POSITIVE_INFINITY
  #isPaused = false
  /** Bytes have come since the last report. */
  #isTicking = false
  /** Something was given to them since then. */
  #hasPassed = false

  constructor(ports: StreamPorts, facts: StreamFacts, source: StreamSource) {
    this.#ports = ports
    this.#facts = facts
    this.#source = source
    this.#slot = ports.slots.take()
    this.#file = new StreamedFile(ports.slots, (error) => this.#end(failureOf(error)))
    this.#digest = ports.digest(facts.total, facts.sized, {
      judged: (judged) => this.#judge(judged),
      failed: (failure) => this.#end(failure),
    })
  }

  /** See `ReplyReader.room`. */
  room(): Buffer {
    const { total } = this.#facts
    // Over TLS some may follow although no more may come.
    const upTo = this.#allowed > this.#received ? Math.min(total, this.#allowed) : total
    return this.#slot.bytes.subarray(this.#filled, this.#filled + upTo - this.#received)
  }

  /** See `ReplyReader.filled`. */
  filled(bytes: number): boolean {
    this.#filled += bytes
    this.#received += bytes
    const isAll = this.#received === this.#facts.total
    if (isAll || this.#filled === slotBytes) this.#leaveSlot()
    if (this.#stage !== 'coming') return false
    if (isAll) {
      this.#report()
      this.#digest.finish()
      void this.#complete()
      return true
    }
    this.#tick()
    return !this.#pauses()
  }

  /** Its connection failed. What came before its file had a name is kept as well. */
  cut(failure: Failure): void {
    if (this.#stage !== 'coming' || this.#received === 0 || this.#file.isNamed) this.#end(failure)
    else {
      this.#stage = 'cut'
      this.#cutBy = failure
    }
  }

  abort(): void {
    this.#end('aborted')
  }

  take(request: StreamRequest): void {
    switch (request.kind) {
      case 'stream-to':
        if (this.#stage !== 'coming' && this.#stage !== 'cut') return
        this.#file.open(request.path)
        if (this.#cutBy === null) this.#look()
        else this.#end(this.#cutBy)
        break
      case 'stream-allow':
        this.#allowed = request.bytes ?? Number.POSITIVE_INFINITY
        this.#look()
        break
      case 'stream-finish':
        this.#close(this.#file.finish(request.modifiedMs))
        break
      case 'stream-drop':
        if (this.#stage === 'whole') this.#close(this.#file.drop())
        else this.#end('aborted', false)
    }
  }

  #tick(): void {
    if (!this.#isTicking) setTimeout(() => this.#ticked(), reportMs)
    this.#isTicking = true
  }

  #ticked(): void {
    this.#isTicking = false
    if (this.#stage !== 'coming') return
    // A kill must not take much of a body that is slow. The socket continues to fill the rest of its slot.
    if (this.#filled - this.#passed >= batchBytes) {
      if (this.#hasPassed) this.#tick()
      else this.#pass()
    }
    this.#hasPassed = false
    this.#report()
  }

  /** Gives what came since the last time to file and hash. */
  #pass(): void {
    const piece = { slot: this.#slot, from: this.#passed, to: this.#filled }
    this.#ports.slots.lend(piece.slot, 2)
    this.#passed = this.#filled
    this.#hasPassed = true
    this.#file.append(piece)
    this.#digest.push(piece)
  }

  /** The slot is full, or the last one. */
  #leaveSlot(): void {
    const { slots } = this.#ports
    if (this.#filled > this.#passed) this.#pass()
    // Its digest may have seen that it is no image: then all is given back.
    if (this.#stage !== 'coming') return
    slots.filled(this.#slot)
    this.#slot = slots.take()
    this.#filled = 0
    this.#passed = 0
  }

  /** Whether nothing more is to be read now; `#look` reads on. */
  #pauses(): boolean {
    const { slots } = this.#ports
    const isSpent = this.#received >= this.#allowed
    if (!isSpent && !slots.isBehind && !this.#file.isWaiting) return false
    if (!this.#isPaused && isSpent) this.#report()
    this.#isPaused = true
    if (slots.isBehind) slots.whenRoom(() => this.#look())
    return true
  }

  #look(): void {
    if (!this.#isPaused || this.#stage !== 'coming' || this.#pauses()) return
    this.#isPaused = false
    this.#source.resume()
  }

  #report(): void {
    this.#ports.reply({ kind: 'stream-came', id: this.#facts.id, state: this.#state() })
  }

  #state() {
    return { received: this.#received, written: this.#file.written, flushed: this.#file.flushed }
  }

  /** All came: it is whole when it is written and judged. */
  async #complete(): Promise<void> {
    try {
      await this.#file.writeRest()
      const judged = await this.#judged
      if (this.#stage !== 'coming') return
      this.#stage = 'whole'
      this.#ports.slots.filled(this.#slot)
      this.#ended({ kind: 'whole', ...judged })
    } catch (error) {
      this.#end(failureOf(error))
    }
  }

  /** Ends one that is not whole; `keeps`: what came is written and safe. */
  #end(cause: Cause, keeps = true): void {
    if (this.#stage === 'whole' || this.#stage === 'over') return
    this.#stage = 'over'
    this.#source.giveUp()
    this.#digest.drop()
    const { slots } = this.#ports
    if (keeps && this.#filled > this.#passed) {
      slots.lend(this.#slot, 1)
      this.#file.append({ slot: this.#slot, from: this.#passed, to: this.#filled })
    }
    slots.filled(this.#slot)
    const closing = keeps ? this.#file.finish(null) : this.#file.drop()
    const over = (written: number) => {
      this.#ended(endOf(cause, this.#file.exists), written)
      this.#source.over()
    }
    closing.then(
      () => over(this.#file.written),
      (error: unknown) => {
        failureOf(error)
        over(this.#file.flushed)
      },
    )
  }

  #ended(end: StreamEnd, written = this.#file.written): void {
    this.#ports.reply({
      kind: 'stream-ended',
      id: this.#facts.id,
      state: { ...this.#state(), written },
      end,
    })
  }

  /** A whole one is finished or dropped. */
  #close(closing: Promise<void>): void {
    const closed = (failure: Failure | null) => {
      this.#ports.reply({ kind: 'stream-closed', id: this.#facts.id, failure })
      this.#source.over()
    }
    this.#stage = 'over'
    closing.then(
      () => closed(null),
      (error: unknown) => closed(failureOf(error)),
    )
  }
}

/** `hasFile`: something lies under its name. */
const endOf = (cause: Cause, hasFile: boolean): StreamEnd =>
  cause === 'aborted' ? { kind: 'aborted', hasFile } : { kind: 'failed', failure: cause, hasFile }
