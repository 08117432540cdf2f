import { hostOf } from '../../address/host-of'
import { createAbortGroup } from '../../async/abort-group'
import type { PlainVisit } from '../../network/http/http'
import type { TaskClient } from '../../network/network'
import {
  type CameStreamed,
  countWhole,
  handedReply,
  type ImageLane,
  type LaneReply,
  type LaneRequest,
  type LaneWatcher,
  streamedReply,
} from './lane-reply'
import type { ChainImage, PartialBody } from './messages'
import type { ChainEvent } from './transfer-thread'
import type { TransferThreads } from './transfer-threads'

/** Most requests of one permit: beside them other tasks and pages must come to their turn. */
const longestChain = 16

/** Hosts are remembered at most, and how long one is left to the other lane after a reply that this one does not read. */
const mostHosts = 200
const unusualMs = 60_000

/** An image that waits for a chain or is in one. */
interface Waiting {
  readonly request: LaneRequest
  readonly watcher: LaneWatcher
  /** Leaves the lane when it is given up. */
  leave: () => void
}

/** The images of one host and disk. */
interface Queue {
  readonly host: string
  readonly dev: number
  readonly waiting: Set<Waiting>
  /** Permits that are waited for. */
  asked: number
  /** Most requests of one permit: one where images are large, because those behind a large one would not be sent. */
  longest: number
}

type LaneClient = Pick<TaskClient, 'visit' | 'atOnce' | 'pass' | 'isLimited'>
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

  isOpen(dev: number, address: string): boolean {
    const host = hostOf(address)
    return host !== '' && this.#threads.isReady(dev) && !((this.#unusual.get(host) ?? 0) > this.#clock())
  }

  fetch(
    dev: number,
    request: LaneRequest,
    onPartial: (partial: PartialBody) => void,
    signal: AbortSignal,
  ): Promise<LaneReply | null> | null {
    if (!this.isOpen(dev, request.address)) return null
    return new Promise<LaneReply | null>((resolve, reject) => {
      const aborts = createAbortGroup(signal)
      const ended = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          aborts[Symbol.dispose]()
          settle(value)
        }
      }
      const aborted = ended((partial: PartialBody | null) => {
        if (partial !== null) onPartial(partial)
        reject(signal.reason)
      })
      this.begin(dev, request, { aborts, came: ended(resolve), refused: ended(reject), aborted })
    })
  }

  begin(dev: number, request: LaneRequest, watcher: LaneWatcher): void {
    if (watcher.aborts.signal.aborted) {
      watcher.aborted(null)
      return
    }
    const queue = this.#queueOf(hostOf(request.address), dev)
    this.#wait(queue, { request, watcher, leave: () => {} })
    this.#ask(queue)
  }

  discard(dev: number, reply: LaneReply): void {
    if (reply.kind === 'whole') this.#threads.forget(dev, reply.held)
    if (reply.kind === 'streamed') {
      reply.body.abort(false)
      void reply.body.ended.then(() => reply.permit[Symbol.dispose]())
    }
    if (reply.kind !== 'handed') return
    reply.handed.socket.destroy()
    reply.handed.grant[Symbol.dispose]()
  }

  /** Until its turn comes, an abort takes it out of the queue. */
  #wait(queue: Queue, image: Waiting): void {
    queue.waiting.add(image)
    image.leave = () => {
      queue.waiting.delete(image)
      image.watcher.aborted(null)
    }
    image.watcher.aborts.add(image.leave)
  }

  #queueOf(host: string, dev: number): Queue {
    const key = `${dev} ${host}`
    const known = this.#queues.get(key)
    if (known !== undefined) return known
    const queue = { host, dev, waiting: new Set<Waiting>(), asked: 0, longest: longestChain }
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
    // It has crashed too often.
    if (!this.#threads.isReady(queue.dev)) {
      this.#giveBack(queue)
      return
    }
    queue.asked += 1
    let visit: Promise<PlainVisit> | null
    try {
      visit = this.#client.visit(first.request, this.#signal)
    } catch (error) {
      queue.asked -= 1
      this.#end(queue, first, () => first.watcher.refused(error))
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
        for (const waiting of queue.waiting) this.#end(queue, waiting, () => waiting.watcher.refused(error))
      },
    )
  }

  /** Leaves all that wait to the other lane. */
  #giveBack(queue: Queue): void {
    for (const waiting of queue.waiting) this.#end(queue, waiting, () => waiting.watcher.came(null))
  }

  #end({ waiting: all }: Pick<Queue, 'waiting'>, waiting: Waiting, settle: () => void): void {
    all.delete(waiting)
    waiting.watcher.aborts.delete(waiting.leave)
    settle()
  }

  /** Sends the first images that wait under the permit. */
  #begin(queue: Queue, visit: PlainVisit): void {
    const share = Math.ceil(queue.waiting.size / Math.max(1, this.#client.atOnce(queue.host)))
    const images: Waiting[] = []
    const asked: ChainImage[] = []
    for (const waiting of firstOf(queue.waiting, Math.min(queue.longest, share))) {
      const head = visit.headOf(waiting.request)
      if (head === null) {
        this.#end(queue, waiting, () => waiting.watcher.came(null))
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
    let isOpen = false
    const chain = this.#threads.send(queue.dev, { route, limits, images: asked }, (event) => {
      left -= 1
      if (event.headMs !== null) visit.grant.carries(event.streams)
      isOpen ||= event.came.kind === 'streamed' || (event.came.kind === 'handed' && !event.came.isWhole)
      // Before the image is settled: what it begins then finds the permit.
      if (left === 0 && !isOpen) visit[Symbol.dispose]()
      const image = images[event.nth]
      if (image !== undefined) this.#settle(queue, visit, image, event)
      if (left === 0) this.#ask(queue)
    })
    for (const [nth, image] of images.entries()) {
      image.watcher.aborts.delete(image.leave)
      image.leave = () => chain.abort(nth)
      image.watcher.aborts.add(image.leave)
    }
    // Others may wait that were not asked for.
    this.#ask(queue)
  }

  #leaveToOther(queue: Queue): void {
    if (this.#unusual.size >= mostHosts) this.#unusual.clear()
    this.#unusual.set(queue.host, this.#clock() + unusualMs)
    this.#giveBack(queue)
  }

  #settle(queue: Queue, visit: PlainVisit, image: Waiting, { came, headMs }: ChainEvent): void {
    const { watcher } = image
    watcher.aborts.delete(image.leave)
    if (came.kind === 'streamed') {
      this.#stream(queue, visit, image, { body: came.body, headMs })
      return
    }
    if (came.kind === 'whole') countWhole(visit, this.#client, image, came, headMs)
    if (watcher.aborts.signal.aborted) {
      if (came.kind === 'whole') this.discard(queue.dev, came)
      if (came.kind === 'handed') this.discard(queue.dev, handedReply(visit, came, headMs))
      watcher.aborted('partial' in came ? came.partial : null)
      return
    }
    switch (came.kind) {
      case 'unsent':
      case 'aborted':
        // The one before it failed: it waits for its turn again.
        if (this.isOpen(queue.dev, image.request.address)) this.#wait(queue, image)
        else watcher.came(null)
        break
      case 'handed':
        if (!came.isWhole) {
          this.#leaveToOther(queue)
          visit.grant.carries(null)
        }
        watcher.came(handedReply(visit, came, headMs))
        break
      case 'failed':
        visit.grant.failed(came.failure.kind)
        watcher.came(came)
        break
      case 'whole':
        queue.longest = longestChain
        watcher.came(came)
        break
    }
  }

  #stream(queue: Queue, visit: PlainVisit, { request, watcher }: Waiting, came: CameStreamed): void {
    queue.longest = 1
    const { signal } = watcher.aborts
    const reply = streamedReply(visit, this.#client, request.address, came, signal)
    if (!signal.aborted) return watcher.came(reply)
    this.discard(queue.dev, reply)
    watcher.aborted(null)
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
