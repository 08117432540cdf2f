import { Worker } from 'node:worker_threads'
import { type Failure, failure } from '@shared/model/failure'
import type { Judged } from '../../../image/intake'
import type { BodyDigest, DigestEvents } from './body-digest'
import type { Slot, Slots } from './slots'

/** What the thread that hashes is asked; `id` is that of a body. Each `push` is answered, in order. */
export type HashRequest =
  | { readonly kind: 'begin'; readonly id: number; readonly sized: boolean }
  | {
      readonly kind: 'push'
      readonly id: number
      readonly memory: ArrayBufferLike
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'finish' | 'drop'; readonly id: number }

/** `seen`: the oldest push that was not answered is not read any more. */
export type HashReply =
  | { readonly kind: 'seen' }
  | { readonly kind: 'judged'; readonly id: number; readonly judged: Judged }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }

const resourceLimits = { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1, stackSizeMb: 1 }

/** The thread that hashes large bodies, beside the one that reads and writes them: either work fills a processor. */
export class HashThread {
  readonly #file: string
  readonly #slots: Slots
  readonly #open = new Map<number, DigestEvents>()
  #pushed: Slot[] = []
  #worker: Worker | null = null
  #lastId = 0

  /** `file` is the built file of `hash-worker.ts`; the thread starts with the first body. */
  constructor(file: string, slots: Slots) {
    this.#file = file
    this.#slots = slots
  }

  /** A digest of one body; `sized`: width and height are wanted. */
  digest(sized: boolean, events: DigestEvents): BodyDigest {
    this.#lastId += 1
    const id = this.#lastId
    const worker = (this.#worker ??= this.#start())
    const post = (request: HashRequest) => worker.postMessage(request)
    this.#open.set(id, events)
    post({ kind: 'begin', id, sized })
    return {
      push: ({ slot, from, to }) => {
        if (this.#worker !== worker) {
          this.#slots.release(slot)
          return
        }
        this.#pushed.push(slot)
        post({ kind: 'push', id, memory: slot.bytes.buffer, from, to })
      },
      finish: () => post({ kind: 'finish', id }),
      drop: () => {
        if (this.#open.delete(id)) post({ kind: 'drop', id })
      },
    }
  }

  #start(): Worker {
    const worker = new Worker(this.#file, { resourceLimits })
    worker.on('message', (reply: HashReply) => this.#take(reply))
    worker.on('error', (error) => this.#ended(worker, error.message))
    worker.on('exit', (code) => this.#ended(worker, `exit code ${code}`))
    return worker
  }

  #take(reply: HashReply): void {
    if (reply.kind === 'seen') {
      const slot = this.#pushed.shift()
      if (slot !== undefined) this.#slots.release(slot)
      return
    }
    const events = this.#open.get(reply.id)
    this.#open.delete(reply.id)
    if (reply.kind === 'judged') events?.judged(reply.judged)
    else events?.failed(reply.failure)
  }

  /** What it has not judged is fetched on by the other lane, which hashes what is there. */
  #ended(worker: Worker, message: string): void {
    if (this.#worker !== worker) return
    this.#worker = null
    const open = [...this.#open.values()]
    const pushed = this.#pushed
    this.#open.clear()
    this.#pushed = []
    for (const slot of pushed) this.#slots.release(slot)
    for (const events of open) events.failed(failure('reset', `the thread that hashes ended: ${message}`))
  }
}
