import { hostAndPort } from '../../address/private-address'
import type { HandedReply, PlainVisit } from '../../network/http/http'
import type { ClientRequest, TaskClient } from '../../network/network'
import type { ChainImage, PartialBody } from './messages'
import type { Came, ChainEvent, TransferThreads } from './transfer-threads'

/** Most requests of one permit: beside them other tasks and pages must come to their turn. */
const longestChain = 16

/** Hosts are remembered at most, and how long one is left to the other lane after a reply that this one does not read. */
const mostHosts = 200
const unusualMs = 60_000

/**
 * What came of an image that this lane was asked for; `headers` of a whole one are those of its reply. `handed`: the client continues
 * with the reply (`ClientRequest.handed`).
 */
export type LaneReply =
  | Extract<Came, { readonly kind: 'whole' | 'failed' }>
  | { readonly kind: 'handed'; readonly handed: HandedReply }

/** Fetches images in transfer threads, several under one permit, as long as their replies are plain. */
export interface ImageLane {
  /**
   * The image of this request, with its size in pixels where it is to be `sized`; null when the other lane must fetch it. `dev` is the device of its folder. Rejects with the
   * signal's reason after `onPartial` got what came until then. Throws FailureError of the permit.
   */
  fetch(
    dev: number,
    request: LaneRequest,
    onPartial: (partial: PartialBody) => void,
    signal: AbortSignal,
  ): Promise<LaneReply | null> | null
}

/** What is asked for. */
export interface LaneRequest extends ClientRequest {
  readonly sized: boolean
}

/** An image that waits for a chain or is in one. */
interface Waiting {
  readonly request: LaneRequest
  readonly signal: AbortSignal
  readonly onPartial: Parameters<ImageLane['fetch']>[2]
  readonly resolve: (reply: LaneReply | null) => void
  readonly reject: (reason: unknown) => void
  /** Leaves the lane when its signal aborts. */
  leave: () => void
}

/** The images of one host and disk. */
interface Queue {
  readonly host: string
  readonly dev: number
  readonly waiting: Set<Waiting>
  /** Permits that are waited for. */
  asked: number
}

type LaneClient = Pick<TaskClient, 'visit' | 'atOnce' | 'pass'>
type LaneThreads = Pick<TransferThreads, 'send' | 'forget' | 'isReady'>

/** A lane of one task. `clock` gives monotonic milliseconds; `signal` ends all waits. */
export function createImageLane(
  client: LaneClient,
  threads: LaneThreads,
  clock: () => number,
  signal: AbortSignal,
): ImageLane {
  return new TaskLane(client, threads, clock, signal)
}

class TaskLane implements ImageLane {
  readonly #client: LaneClient
  readonly #threads: LaneThreads
  readonly #clock: () => number
  readonly #signal: AbortSignal
  readonly #queues = new Map<string, Queue>()
  /** Hosts whose replies are not plain, until then. */
  readonly #unusual = new Map<string, number>()

  constructor(client: LaneClient, threads: LaneThreads, clock: () => number, signal: AbortSignal) {
    this.#client = client
    this.#threads = threads
    this.#clock = clock
    this.#signal = signal
  }

  fetch(
    dev: number,
    request: LaneRequest,
    onPartial: Waiting['onPartial'],
    signal: AbortSignal,
  ): Promise<LaneReply | null> | null {
    if (!this.#threads.isReady(dev) || !URL.canParse(request.address)) return null
    const host = hostAndPort(new URL(request.address))
    if ((this.#unusual.get(host) ?? 0) > this.#clock()) return null
    return new Promise((resolve, reject) => {
      const queue = this.#queueOf(host, dev)
      if (signal.aborted) {
        reject(signal.reason)
        return
      }
      this.#wait(queue, { request, signal, onPartial, resolve, reject, leave: () => {} })
      this.#ask(queue)
    })
  }

  /** Until its turn comes, an abort takes it out of the queue. */
  #wait(queue: Queue, image: Waiting): void {
    queue.waiting.add(image)
    image.leave = () => {
      queue.waiting.delete(image)
      image.reject(image.signal.reason)
    }
    image.signal.addEventListener('abort', image.leave, { once: true })
  }

  #queueOf(host: string, dev: number): Queue {
    const key = `${dev} ${host}`
    const known = this.#queues.get(key)
    if (known !== undefined) return known
    const queue = { host, dev, waiting: new Set<Waiting>(), asked: 0 }
    if (this.#queues.size >= mostHosts)
      for (const [other, { waiting, asked }] of this.#queues) {
        if (waiting.size === 0 && asked === 0) this.#queues.delete(other)
      }
    this.#queues.set(key, queue)
    return queue
  }

  /** Asks for a permit for each image that waits, up to those that the host gets at once. */
  #ask(queue: Queue): void {
    const [first] = queue.waiting
    if (first === undefined || queue.asked >= Math.min(queue.waiting.size, this.#client.atOnce(queue.host)))
      return
    queue.asked += 1
    let visit: Promise<PlainVisit> | null
    try {
      visit = this.#client.visit(first.request, this.#signal)
    } catch (error) {
      queue.asked -= 1
      this.#end(queue, first, () => first.reject(error))
      return
    }
    if (visit === null) {
      queue.asked -= 1
      this.#giveBack(queue)
      return
    }
    visit.then(
      (granted) => {
        queue.asked -= 1
        this.#begin(queue, granted)
      },
      (error: unknown) => {
        queue.asked -= 1
        for (const waiting of queue.waiting) this.#end(queue, waiting, () => waiting.reject(error))
      },
    )
  }

  /** Leaves all that wait to the other lane. */
  #giveBack(queue: Queue): void {
    for (const waiting of queue.waiting) this.#end(queue, waiting, () => waiting.resolve(null))
  }

  #end({ waiting: all }: Pick<Queue, 'waiting'>, waiting: Waiting, settle: () => void): void {
    all.delete(waiting)
    waiting.signal.removeEventListener('abort', waiting.leave)
    settle()
  }

  /** Sends the first images that wait under the permit. */
  #begin(queue: Queue, visit: PlainVisit): void {
    const share = Math.ceil(queue.waiting.size / Math.max(1, this.#client.atOnce(queue.host)))
    const images: Waiting[] = []
    const asked: ChainImage[] = []
    for (const waiting of firstOf(queue.waiting, Math.min(longestChain, share))) {
      const head = visit.headOf(waiting.request)
      if (head === null) {
        this.#end(queue, waiting, () => waiting.resolve(null))
        continue
      }
      queue.waiting.delete(waiting)
      images.push(waiting)
      asked.push({ head, sized: waiting.request.sized })
    }
    if (images.length === 0) {
      visit[Symbol.dispose]()
      return
    }
    const { route, limits } = visit
    let left = images.length
    let isHanded = false
    const chain = this.#threads.send(queue.dev, { route, limits, images: asked }, (event) => {
      left -= 1
      if (event.headMs !== null) visit.grant.carries(event.streams)
      isHanded ||= event.came.kind === 'handed' && !event.came.isWhole
      // Before the image is settled: what it begins then finds the permit.
      if (left === 0 && !isHanded) visit[Symbol.dispose]()
      const image = images[event.nth]
      if (image !== undefined) this.#settle(queue, visit, image, event)
      if (left === 0) this.#ask(queue)
    })
    for (const [nth, image] of images.entries()) {
      image.signal.removeEventListener('abort', image.leave)
      image.leave = () => chain.abort(nth)
      image.signal.addEventListener('abort', image.leave, { once: true })
    }
    // Others may wait that were not asked for.
    this.#ask(queue)
  }

  #leaveToOther(host: string): void {
    if (this.#unusual.size >= mostHosts) this.#unusual.clear()
    this.#unusual.set(host, this.#clock() + unusualMs)
  }

  #settle(queue: Queue, visit: PlainVisit, image: Waiting, { came, headMs }: ChainEvent): void {
    const { signal } = image
    signal.removeEventListener('abort', image.leave)
    if (came.kind === 'whole') this.#count(visit, image, came, headMs)
    if (signal.aborted) {
      if (came.kind === 'whole') this.#threads.forget(queue.dev, came.held)
      if (came.kind === 'handed') discard(visit, came)
      if ('partial' in came && came.partial !== null) image.onPartial(came.partial)
      image.reject(signal.reason)
      return
    }
    switch (came.kind) {
      case 'unsent':
      case 'aborted':
        // The one before it failed: it waits for its turn again.
        this.#wait(queue, image)
        break
      case 'handed':
        if (!came.isWhole) {
          this.#leaveToOther(queue.host)
          visit.grant.carries(null)
        }
        image.resolve({ kind: 'handed', handed: handedReply(visit, came, headMs) })
        break
      case 'failed':
        visit.grant.failed(came.failure.kind)
        image.resolve(came)
        break
      case 'whole':
        image.resolve(came)
        break
    }
  }

  #count(
    { grant, took }: PlainVisit,
    { request, signal }: Waiting,
    { bytes, headers }: Extract<Came, { readonly kind: 'whole' }>,
    headMs: number | null,
  ): void {
    grant.answered(200, bytes, headMs ?? undefined)
    grant.received(bytes)
    took(request.address, [headers['set-cookie'] ?? []].flat())
    void this.#client.pass(bytes, signal)
  }
}

/** The first of a set, at most so many. */
function firstOf<T>(all: ReadonlySet<T>, most: number): T[] {
  const first: T[] = []
  for (const one of all) {
    if (first.length === most) break
    first.push(one)
  }
  return first
}

/** A reply with the permit that lasts until it is over; a whole one needs none. */
function handedReply(visit: PlainVisit, { socket, isWhole }: HandedCame, headMs: number | null): HandedReply {
  const { answered, received, failed, carries } = visit.grant
  return {
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
  }
}

function discard(visit: PlainVisit, { socket, isWhole }: HandedCame): void {
  socket.destroy()
  if (!isWhole) visit[Symbol.dispose]()
}

type HandedCame = Extract<Came, { readonly kind: 'handed' }>
