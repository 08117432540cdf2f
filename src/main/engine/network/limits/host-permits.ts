import type { Failure } from '@shared/model/failure'
import { createSemaphore, type Permit, type Semaphore } from '../../async/semaphore'
import { type Concurrency, firstStreams, startConcurrency } from './adaptive-concurrency'
import { createConcurrencyController } from './concurrency-controller'

/** From so many announced bytes on a file is large: it takes its connection for long. */
export const largeBytes = 32 * 1024 ** 2

/** Large files may take this share of the requests that a site gets at once; the rest is left for what is small. */
const largeShare = 3 / 4

/** Most requests to a site at once where the user leaves that to us. */
const mostAutomatic = 32

/** Share of all connections that one site takes automatically: another site that comes finds some. */
const automaticShare = 2 / 3

/** The same of a site that takes many requests over one connection. */
const streamsShare = 4 / 5

/** What the settings say about each host. */
export interface HostLimits {
  /** Requests at once, from 1 on; null: as many as help. */
  readonly permits: number | null
  /** Connections in all, from 1 on. */
  readonly connections: number
  readonly intervalMs: number
}

/** Most requests to one host at once; `streams`: so many it takes over one connection, null where each has its own. */
export function mostOf({ permits, connections }: HostLimits, streams: number | null = null): number {
  if (streams !== null)
    return Math.max(1, Math.min(streams, permits ?? Math.floor(connections * streamsShare)))
  return permits ?? Math.max(1, Math.min(mostAutomatic, Math.floor(connections * automaticShare)))
}

/**
 * How many requests more than `atOnce` a site gets while `large` of those that run fetch large files; never more than
 * `most` in all, which is what the user allows.
 */
export function besideLarge(large: number, atOnce: number, most: number): number {
  return Math.max(0, Math.min(large - Math.floor(atOnce * largeShare), most - atOnce))
}

/** The right to ask a host once. What happens is reported to it: from that the host's concurrency is learned. */
export interface Grant extends Permit {
  /** The head of the reply came, `afterMs` after its request (absent: after the permit); `bytes` of its body are announced, NaN for none. */
  answered(status: number, bytes: number, afterMs?: number): void
  /** Number of bytes of its body that came. */
  received(bytes: number): void
  failed(kind: Failure['kind']): void
  /** The host takes so many requests at once over one connection (HTTP/2); null: each takes a connection. */
  carries(streams: number | null): void
}

/** The connections that one host gets at once, by what helps within the limits. */
export interface HostPermits {
  readonly semaphore: Semaphore
  readonly concurrency: Concurrency
  /** Nothing was learned yet. */
  readonly isAtStart: boolean
  /** See `ConcurrencyController.expect`. */
  expect(atOnce: number): void
  limit(limits: HostLimits): void
  /** A request starts with these permits, the semaphore's among them; the grant gives them back. */
  begin(permits: Permit): Grant
}

/** Permits of a host of which nothing is known yet. `clock` gives monotonic milliseconds. */
export function createHostPermits(initial: HostLimits, clock: () => number): HostPermits {
  let limits = initial
  let streams: number | null = null
  let most = mostOf(limits)
  /** Requests that run and fetch large files. */
  let large = 0
  const semaphore = createSemaphore(startConcurrency(most).atOnce)
  const resize = () => {
    const { atOnce } = controller.concurrency
    semaphore.resize(atOnce + besideLarge(large, atOnce, most))
  }
  const controller = createConcurrencyController(most, clock, resize)
  if (initial.permits !== null) controller.expect(initial.permits)

  const countLarge = (change: 1 | -1) => {
    large += change
    resize()
  }
  const carries = (next: number | null) => {
    if (next === streams) return
    streams = next
    most = mostOf(limits, streams)
    if (streams === null) controller.limit(most)
    else controller.widen(most, firstStreams)
    resize()
  }
  const reportRunning = () => controller.running(semaphore.inUse, semaphore.waiting > 0)

  return {
    semaphore,
    get concurrency() {
      return controller.concurrency
    },
    get isAtStart() {
      return streams === null && controller.concurrency.kept === null
    },
    expect: controller.expect,
    limit: (next) => {
      limits = next
      most = mostOf(limits, streams)
      controller.limit(most)
      if (next.permits !== null) controller.expect(next.permits)
      resize()
    },
    begin: (permits) => {
      const startedAt = clock()
      reportRunning()
      let running = true
      let isLarge = false
      return {
        answered: (status, bytes, afterMs = clock() - startedAt) => {
          controller.answered(status, afterMs)
          if (isLarge || !running || !(bytes >= largeBytes)) return
          isLarge = true
          countLarge(1)
        },
        received: controller.received,
        failed: controller.failed,
        carries,
        [Symbol.dispose]: () => {
          if (!running) return
          running = false
          // Before the permits come back: the room that was left beside it is gone with it.
          if (isLarge) countLarge(-1)
          permits[Symbol.dispose]()
          reportRunning()
          controller.ended()
        },
      }
    },
  }
}
