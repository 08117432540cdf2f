import { FailureError, failure } from '@shared/model/failure'
import type { ReplyHeaders, Unnumbered } from '../messages'
import type { StreamEnd, StreamReply, StreamRequest, StreamState } from './messages'

/** What asks the thread. */
export interface StreamLink {
  post(request: Unnumbered<StreamRequest>): void
  /** Gives up one that has not ended; what came is kept. */
  abort(): void
}

/** How it ended, and how far it was then. */
export interface EndedStream {
  readonly end: StreamEnd
  readonly state: StreamState
}

/**
 * A large image that a transfer thread writes to its partial file as it comes, as the engine sees it. Nothing of it is on the disk
 * before `writeTo`. It is given up, finished or dropped: until then the thread keeps its connection or its file.
 */
export class StreamedReply {
  readonly headers: ReplyHeaders
  readonly total: number
  /** Never rejects. */
  readonly ended: Promise<EndedStream>
  readonly #link: StreamLink
  readonly #watchers: ((state: StreamState) => void)[] = []
  #state: StreamState = { received: 0, written: 0, flushed: 0 }
  #settle: (ended: EndedStream) => void = () => {}
  #hasEnded = false
  #isDropped = false
  #closed: ((error: FailureError | null) => void) | null = null
  #crash: FailureError | null = null

  constructor(headers: ReplyHeaders, total: number, link: StreamLink) {
    this.headers = headers
    this.total = total
    this.#link = link
    this.ended = new Promise((resolve) => (this.#settle = resolve))
  }

  /** Calls back while bytes come. */
  watch(watcher: (state: StreamState) => void): void {
    this.#watchers.push(watcher)
    if (this.#state.received > 0) watcher(this.#state)
  }

  /** Its bytes go to this file, in the place of what lies there. Once. */
  writeTo(path: string): void {
    this.#link.post({ kind: 'stream-to', path })
  }

  /** No more than so many bytes of it are to come for now; null: all. */
  allow(bytes: number | null): void {
    if (!this.#hasEnded) this.#link.post({ kind: 'stream-allow', bytes })
  }

  /** Gives it up; `keeps`: what came stays in its file, and safe. No effect on one that has ended. */
  abort(keeps: boolean): void {
    if (this.#hasEnded) return
    if (keeps) this.#link.abort()
    else {
      this.#isDropped = true
      this.#link.post({ kind: 'stream-drop' })
    }
  }

  /** See `OpenElsewhere`: for a whole one. */
  finish(modifiedMs: number | null): Promise<void> {
    return this.#close({ kind: 'stream-finish', modifiedMs })
  }

  /** See `OpenElsewhere`: for a whole one. */
  drop(): Promise<void> {
    return this.#close({ kind: 'stream-drop' })
  }

  /** What the thread says. Returns whether it will say nothing more. */
  take(reply: StreamReply): boolean {
    switch (reply.kind) {
      case 'stream-came':
        this.#came(reply.state)
        return false
      case 'stream-ended':
        this.#came(reply.state)
        // It was whole before the drop reached the thread, which closes its file now.
        if (reply.end.kind === 'whole' && this.#isDropped) {
          this.#end({ end: { kind: 'aborted', hasFile: true }, state: reply.state })
          return false
        }
        this.#end(reply)
        return reply.end.kind !== 'whole'
      case 'stream-closed':
        this.#closed?.(reply.failure && new FailureError(reply.failure))
        return true
    }
  }

  /** The thread has crashed: what lies in the file is the beginning of what came. */
  crashed(message: string): void {
    this.#crash = new FailureError(failure('not-writable', message))
    this.#closed?.(this.#crash)
    const hasFile = this.#state.written > 0
    const { flushed } = this.#state
    const state = { ...this.#state, written: flushed }
    this.#end({ end: { kind: 'failed', failure: failure('reset', message), hasFile }, state })
  }

  #came(state: StreamState): void {
    this.#state = state
    for (const watcher of this.#watchers) watcher(state)
  }

  #end(ended: EndedStream): void {
    this.#hasEnded = true
    this.#settle(ended)
  }

  async #close(request: Unnumbered<StreamRequest>): Promise<void> {
    if (this.#crash !== null) throw this.#crash
    const error = await new Promise<FailureError | null>((resolve) => {
      this.#closed = resolve
      this.#link.post(request)
    })
    if (error !== null) throw error
  }
}
