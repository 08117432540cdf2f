import type { Failure } from '@shared/model/failure'
import type { Judged } from '../../../image/intake'

/**
 * The messages about a body that a transfer thread writes to its partial file as it comes. `id` is that of its chain.
 *
 * `fetched` with `streamed` announces it. Its connection is paused until the engine has recorded what resumes it and names the
 * file (`stream-to`). The thread says how far it is (`stream-came`), and once how it ended (`stream-ended`). A whole one has its
 * file open then: `stream-finish` or `stream-drop` closes it, and is answered (`stream-closed`). One that has not ended is given up
 * by `abort`, which keeps what came, or by `stream-drop`.
 */
export type StreamRequest =
  /** Its temporary name, absolute. What lies there is replaced. */
  | { readonly kind: 'stream-to'; readonly id: number; readonly path: string }
  /** No more than so many bytes of it are to come for now; null: all. A piece that is on its way may go beyond. */
  | { readonly kind: 'stream-allow'; readonly id: number; readonly bytes: number | null }
  /** The file gets this modification time (epoch milliseconds; null: that of the writing) and is flushed. */
  | { readonly kind: 'stream-finish'; readonly id: number; readonly modifiedMs: number | null }
  | { readonly kind: 'stream-drop'; readonly id: number }

/** How far a body is: bytes that came, those of them that were written, and those of them that survive a power cut. */
export interface StreamState {
  readonly received: number
  readonly written: number
  readonly flushed: number
}

/** How a body ended; one that is not whole has its file closed, if it has one, and flushed unless it was dropped. */
export type StreamEnd =
  | ({ readonly kind: 'whole' } & Judged)
  | { readonly kind: 'failed'; readonly failure: Failure; readonly hasFile: boolean }
  | { readonly kind: 'aborted'; readonly hasFile: boolean }

export type StreamReply =
  /** Sent every few milliseconds while bytes come, and when no more may come. */
  | { readonly kind: 'stream-came'; readonly id: number; readonly state: StreamState }
  | {
      readonly kind: 'stream-ended'
      readonly id: number
      readonly state: StreamState
      readonly end: StreamEnd
    }
  /** `failure`: the disk did not take it. */
  | { readonly kind: 'stream-closed'; readonly id: number; readonly failure: Failure | null }
