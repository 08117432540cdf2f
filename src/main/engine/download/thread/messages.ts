import type { Failure } from '@shared/model/failure'
import type { DiskReply, DiskRequest } from '../../disk/writer/disk-requests'
import type { ImageType } from '../../image/sniff'
import type { PlainLimits } from '../../network/http1/plain-client'
import type { PlainRouteFacts } from '../../network/http1/plain-route'

/**
 * The messages between the engine and a transfer thread, which owns the sockets and the small files of one disk.
 *
 * The engine sends arrays of requests, the thread arrays of replies; each array holds what came up in one turn of the event
 * loop. A chain is answered by one reply for each of its requests, in order. A body that came whole is held by the thread
 * until it is saved (`SaveRequest.chunks`) or forgotten.
 */

/** Requests to one host that share one permit: the thread sends one after another, over one connection while it lasts. */
export interface ChainRequest {
  readonly kind: 'chain'
  readonly id: number
  readonly route: PlainRouteFacts
  readonly limits: PlainLimits
  /** Heads of requests; see `PlainRequest.head`. */
  readonly heads: readonly string[]
}

/** Gives up one request of a chain, under way or not; it is answered all the same. */
export interface AbortRequest {
  readonly kind: 'abort'
  readonly id: number
  readonly nth: number
}

/** A body that was held is not wanted any more. */
export interface ForgetRequest {
  readonly kind: 'forget'
  readonly held: string
}

/** What the engine asks of a transfer thread. `rest`: connections that wait for a next request are closed. */
export type ThreadRequest =
  | ChainRequest
  | AbortRequest
  | ForgetRequest
  | { readonly kind: 'rest' }
  | DiskRequest

/** The fields of a reply, names in lower case. */
export type ReplyHeaders = Readonly<Record<string, string | string[]>>

/** What came of a body until its request failed or was given up: some of it, but not all. */
export interface PartialBody {
  readonly headers: ReplyHeaders
  /** Bytes that the whole has. */
  readonly total: number
  readonly bytes: Uint8Array
}

/** What came of one request. */
export type Fetched =
  /** An image, whole and checked, which the thread holds under this key. */
  | {
      readonly kind: 'whole'
      readonly headers: ReplyHeaders
      readonly held: string
      readonly bytes: number
      /** Lower-case hexadecimal. */
      readonly sha256: string
      readonly type: ImageType
    }
  /** A reply with another status than 200; its body was read and dropped, or cut. */
  | { readonly kind: 'status'; readonly status: number; readonly headers: ReplyHeaders }
  /** Not a reply for this lane: nothing of it was used. `large`: it has more bytes than a thread holds. */
  | { readonly kind: 'unusual'; readonly why: string }
  | { readonly kind: 'large' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly partial: PartialBody | null }
  | { readonly kind: 'aborted'; readonly partial: PartialBody | null }
  /** The one before it in the chain did not come as it should: this one was not sent. */
  | { readonly kind: 'unsent' }

/** The reply to one request of a chain. */
export interface FetchedReply {
  readonly kind: 'fetched'
  readonly id: number
  readonly nth: number
  readonly fetched: Fetched
  /** From sending the request to the head of its reply, in milliseconds; null when none came. */
  readonly headMs: number | null
}

/** What a transfer thread answers. */
export type ThreadReply = FetchedReply | (DiskReply & { readonly kind: 'disk' })
