import type { Failure } from '@shared/model/failure'
import { buffersOf, type DiskReply, type DiskRequest } from '../../disk/writer/disk-requests'
import type { Judged } from '../../image/intake'
import type { PlainLimits } from '../../network/http1/plain-exchange'
import type { PlainRouteFacts } from '../../network/http1/plain-route'
import type { StreamReply, StreamRequest } from './stream/messages'

/**
 * The messages between the engine and a transfer thread, which owns the sockets and the small files of one disk.
 *
 * The engine sends arrays of requests, the thread arrays of replies; each array holds what came up in one turn of the event
 * loop. A chain is answered by one reply for each of its requests, in order. A body that came whole is held by the thread
 * until it is saved (`SaveRequest.chunks`, `store`) or forgotten. A large one goes to its partial file as it comes (`streamed`, see
 * `stream/messages.ts`). A reply that the thread does not take is handed over: its bytes
 * go to the engine as they come (`handed`, `raw` …, `raw-end`), which reads it and acknowledges them (`took`) or gives it
 * up (`abort`). So nothing is asked for twice.
 */

/** One image of a chain. */
export interface ChainImage {
  /** See `PlainRequest.head`. */
  readonly head: string
  /** Whether its width and height are wanted. */
  readonly sized: boolean
}

/** Requests to one host that share one permit: the thread sends one after another, over one connection while it lasts. */
export interface ChainRequest {
  readonly kind: 'chain'
  readonly id: number
  readonly route: PlainRouteFacts
  readonly limits: PlainLimits
  readonly images: readonly ChainImage[]
}

/** Gives up one request of a chain, under way or not; it is answered all the same. */
export interface AbortRequest {
  readonly kind: 'abort'
  readonly id: number
  readonly nth: number
}

/** So many bytes of a reply that was handed over were read. */
export interface TookRequest {
  readonly kind: 'took'
  readonly id: number
  readonly bytes: number
}

/** A body that the thread holds, and the file that it becomes. */
export interface StoredFile {
  readonly held: string
  /** Place of its folder in the request. */
  readonly folder: number
  /** Temporary name. What lies there is replaced. */
  readonly part: string
  /** Final name; nothing that lies there is replaced. */
  readonly to: string
  /** See `DiskWriter.save`. */
  readonly modifiedMs: number | null
}

/** Many files to write and flush under their temporary names, at once. */
export interface StoreRequest {
  readonly kind: 'store'
  readonly id: number
  /** Absolute. */
  readonly folders: readonly string[]
  readonly files: readonly StoredFile[]
}

/** What records say of the files of a store request is safe, and they get their names; or not, and they stay as they are. */
export interface LinkRequest {
  readonly kind: 'link'
  readonly id: number
  readonly isSafe: boolean
}

/** A body that was held is not wanted any more. */
export interface ForgetRequest {
  readonly kind: 'forget'
  readonly held: string
}

/**
 * What the engine asks of a transfer thread. `rest`: connections that wait for a next request are closed. `reset`: so is
 * everything, and all that is held is forgotten.
 */
export type ThreadRequest =
  | ChainRequest
  | AbortRequest
  | TookRequest
  | StoreRequest
  | LinkRequest
  | ForgetRequest
  | { readonly kind: 'rest' | 'reset' }
  | StreamRequest
  | DiskRequest

/** A request without its number. */
export type Unnumbered<Request extends { readonly id: number }> = Request extends unknown
  ? Omit<Request, 'id'>
  : never

/** Fields of a reply, names in lower case: of an image those that its records and the next request depend on (`recordedFields`). */
export type ReplyHeaders = Readonly<Record<string, string | string[]>>

/** Others are not sent: to copy them from thread to thread for each image costs more than to read them. */
export const recordedFields = [
  'content-length',
  'content-disposition',
  'date',
  'etag',
  'last-modified',
  'set-cookie',
] as const

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
  | (Judged & {
      readonly kind: 'whole'
      readonly headers: ReplyHeaders
      readonly held: string
      readonly bytes: number
    })
  /**
   * An image that is too large to be held, so many bytes, of which the head came. Then the others of its chain are not sent, and
   * its permit lasts until all came.
   */
  | { readonly kind: 'streamed'; readonly headers: ReplyHeaders; readonly total: number }
  /**
   * Any other reply, from the first byte of its head on: all of it, or what came until now. Then the others of its chain are
   * not sent, and its permit lasts until it is over.
   */
  | { readonly kind: 'handed'; readonly bytes: Uint8Array; readonly isWhole: boolean }
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
  /** See `PlainExchange.streams`. */
  readonly streams: number | null
}

/** More bytes of a reply that was handed over. */
export interface RawReply {
  readonly kind: 'raw'
  readonly id: number
  readonly nth: number
  readonly bytes: Uint8Array
}

/** The connection of a reply that was handed over is closed: by the other side (null), or by an error of the socket. */
export interface RawEndReply {
  readonly kind: 'raw-end'
  readonly id: number
  readonly nth: number
  readonly error: { readonly code: string; readonly message: string } | null
}

/**
 * How one file of a store request ended; null: it has its name and nothing else, on the disk. `write`: nothing lies there, and its body is held still;
 * `lost`: it is not held; `flush`: nothing lies there; `link`: it is whole under its temporary name; `unlink`: it has both names.
 */
export type StoredEnd = {
  readonly at: 'write' | 'lost' | 'flush' | 'link' | 'unlink'
  readonly code: string
} | null

/** How the files of a store request ended, in their order. */
export interface StoredReply {
  readonly kind: 'stored'
  readonly id: number
  readonly ended: readonly StoredEnd[]
}

/** What comes of a chain. */
export type ChainReply = FetchedReply | RawReply | RawEndReply

/** What a transfer thread answers; `ready`: it has started. */
export type ThreadReply =
  | ChainReply
  | StreamReply
  | StoredReply
  | (DiskReply & { readonly kind: 'disk' })
  | { readonly kind: 'ready' }

/** Buffers that move with a reply: they are given away. */
export function buffersOfReply(reply: ThreadReply): ArrayBuffer[] {
  switch (reply.kind) {
    case 'disk':
      return buffersOf([reply])
    case 'raw':
      return [reply.bytes.buffer as ArrayBuffer]
    case 'raw-end':
    case 'stream-came':
    case 'stream-ended':
    case 'stream-closed':
    case 'stored':
    case 'ready':
      return []
    case 'fetched': {
      const { fetched } = reply
      if (fetched.kind === 'handed') return [fetched.bytes.buffer as ArrayBuffer]
      const partial = 'partial' in fetched ? fetched.partial : null
      return partial === null ? [] : [partial.bytes.buffer as ArrayBuffer]
    }
  }
}

/** How often a request is answered at least. */
export function repliesTo(request: ThreadRequest): number {
  switch (request.kind) {
    case 'chain':
      return request.images.length
    case 'save':
    case 'name':
    case 'store':
      return 1
    case 'link':
    case 'abort':
    case 'took':
    case 'stream-to':
    case 'stream-allow':
    case 'stream-finish':
    case 'stream-drop':
    case 'forget':
    case 'rest':
    case 'reset':
      return 0
  }
}
