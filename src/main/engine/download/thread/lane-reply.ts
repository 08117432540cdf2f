import type { AbortGroup } from '../../async/abort-group'
import type { HandedReply, PlainVisit } from '../../network/http/http'
import type { ClientRequest } from '../../network/network'
import type { PartialBody, ReplyHeaders } from './messages'
import { countStream, type StreamClient } from './stream/stream-permit'
import type { StreamedReply } from './stream/streamed-reply'
import type { Came } from './transfer-thread'

/**
 * What came of an image that this lane was asked for; `headers` of a whole one are those of its reply. `streamed`: it is large, and
 * waits for its file; its permit is to be disposed of. `handed`: the client continues with the reply (`ClientRequest.handed`).
 */
export type LaneReply =
  | Extract<Came, { readonly kind: 'whole' | 'failed' }>
  | { readonly kind: 'streamed'; readonly body: StreamedReply; readonly permit: Disposable }
  | { readonly kind: 'handed'; readonly handed: HandedReply }

/** Fetches images in transfer threads, several under one permit, as long as their replies are plain. */
export interface ImageLane {
  /** Whether images of this address can be fetched here; `dev` is the device of their folder. */
  isOpen(dev: number, address: string): boolean
  /**
   * The image of this request, with its size in pixels where it is to be `sized`; null when the other lane must fetch it. Rejects with the
   * signal's reason after `onPartial` got what came until then. Throws FailureError of the permit.
   */
  fetch(
    dev: number,
    request: LaneRequest,
    onPartial: (partial: PartialBody) => void,
    signal: AbortSignal,
  ): Promise<LaneReply | null> | null
  /** The same for an image among many, where the lane is open: `watcher` gets one call, which may come in this turn. */
  begin(dev: number, request: LaneRequest, watcher: LaneWatcher): void
  /** What came is not wanted: its body, or its connection. */
  discard(dev: number, reply: LaneReply): void
}

/** Who waits for an image; exactly one of its methods is called. */
export interface LaneWatcher {
  /** Gives the image up. */
  readonly aborts: Pick<AbortGroup, 'signal' | 'add' | 'delete'>
  /** Null: the other lane must fetch it. */
  came(reply: LaneReply | null): void
  /** There is no permit for it: a FailureError, or the reason of the lane's signal. */
  refused(reason: unknown): void
  /** `partial`: what had come. */
  aborted(partial: PartialBody | null): void
}

/** What is asked for. */
export interface LaneRequest extends ClientRequest {
  readonly sized: boolean
}

/** Reports an image that came whole to its permit, and counts its bytes. */
export function countWhole(
  visit: PlainVisit,
  client: Pick<StreamClient, 'pass'>,
  { request, watcher }: { readonly request: LaneRequest; readonly watcher: LaneWatcher },
  { bytes, headers }: Extract<Came, { readonly kind: 'whole' }>,
  headMs: number | null,
): void {
  headCame(visit, request.address, headers, bytes, headMs)
  visit.grant.received(bytes)
  void client.pass(bytes, watcher.aborts.signal)
}

/** Reports the head of a good reply to its permit, and keeps its cookies. */
function headCame(
  { grant, took }: PlainVisit,
  address: string,
  headers: ReplyHeaders,
  bytes: number,
  headMs: number | null,
): void {
  grant.answered(200, bytes, headMs ?? undefined)
  took(address, [headers['set-cookie'] ?? []].flat())
}

/** A large image whose head came so long after its request, in milliseconds. */
export interface CameStreamed {
  readonly body: StreamedReply
  readonly headMs: number | null
}

/** A large image with the permit that lasts until all of it came. */
export function streamedReply(
  visit: PlainVisit,
  client: StreamClient,
  address: string,
  { body, headMs }: CameStreamed,
  signal: AbortSignal,
): LaneReply {
  headCame(visit, address, body.headers, body.total, headMs)
  return { kind: 'streamed', body, permit: countStream(visit, client, body, signal) }
}

/** A reply with the permit that lasts until it is over; a whole one needs none. */
export function handedReply(
  visit: PlainVisit,
  { socket, isWhole }: Extract<Came, { readonly kind: 'handed' }>,
  headMs: number | null,
): Extract<LaneReply, { readonly kind: 'handed' }> {
  const { answered, received, failed, carries } = visit.grant
  return {
    kind: 'handed',
    handed: {
      socket,
      grant: {
        answered: (status, bytes) => answered(status, bytes, headMs ?? undefined),
        received,
        failed,
        carries,
        [Symbol.dispose]: () => {
          if (!isWhole) visit[Symbol.dispose]()
        },
      },
    },
  }
}
