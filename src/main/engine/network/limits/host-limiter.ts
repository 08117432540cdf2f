import { type Failure, FailureError } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import { timerMs } from '../../async/cancellation'
import { acquireInOrder, createSemaphore, type Permit, type Semaphore } from '../../async/semaphore'
import { type Concurrency, startConcurrency } from './adaptive-concurrency'
import { createConcurrencyController } from './concurrency-controller'

// Large files take their connections for long: of those that a site gets, some are left for what is small. Pure.

/** From so many announced bytes on a file is large. */
export const largeBytes = 32 * 1024 ** 2

/** Large files may take this share of the requests that a site gets at once. */
const largeShare = 3 / 4

/**
 * How many requests more than `atOnce` a site gets while `large` of those that run fetch large files; never more than
 * `most` in all, which is what the person allows.
 */
export function besideLarge(large: number, atOnce: number, most: number): number {
  return Math.max(0, Math.min(large - Math.floor(atOnce * largeShare), most - atOnce))
}

/** Most requests to a site at once where the person leaves that to us. */
const mostByItself = 32

/** Of all connections one site takes this share by itself: another one that comes finds some. */
const shareByItself = 2 / 3

/** What the settings say about each host. */
export interface HostLimits {
  /** Requests at once, from 1 on; null: as many as help. */
  readonly permits: number | null
  /** Connections in all, from 1 on. */
  readonly connections: number
  readonly intervalMs: number
}

/** Most requests to one host at once. */
export function mostOf({ permits, connections }: HostLimits): number {
  return permits ?? Math.max(1, Math.min(mostByItself, Math.floor(connections * shareByItself)))
}

/** Wall clock for what people read, monotonic milliseconds for what is waited. */
export interface Clocks {
  readonly now: () => EpochMs
  readonly monotonic: () => number
}

/** How a request enters a limiter. */
export interface EnterOptions {
  /** Least pause since the last request of anybody to this host; the limiter's own counts if it is longer. */
  readonly intervalMs: number
  /** A hold that lasts longer than this is not waited for. */
  readonly longestWaitMs: number
  /** Permits that are taken before the host's and after it, in this order by everybody. */
  readonly before: readonly Semaphore[]
  readonly after: readonly Semaphore[]
}

/** The right to ask a host once, and what became of it: from that the host's concurrency is learned. */
export interface Grant extends Permit {
  /** The head of the reply came; `bytes` of its body are announced, NaN if nobody told. */
  answered(status: number, bytes: number): void
  /** So many bytes of its body came. */
  received(bytes: number): void
  failed(kind: Failure['kind']): void
}

/** Through which every request to one host goes, of all tasks: permits, least interval, holds, and its concurrency. */
export interface HostLimiter {
  /**
   * Resolves with all permits when a request may start. None is held while waiting for the interval or for the end of
   * a hold. Throws rate-limited for a hold beyond `longestWaitMs`; rejects with the signal's reason.
   */
  enter(options: EnterOptions, signal: AbortSignal): Promise<Grant>
  /** How many requests run at once, and why not more. */
  readonly concurrency: Concurrency
  /** Somebody whose wish counts wants so many at once from the start. */
  expect(atOnce: number): void
  /** Nobody starts for `ms` milliseconds; a hold that lasts longer already stays. */
  hold(ms: number): void
  /** The hold is over: somebody who may decide it wants to ask now. */
  clearBackoff(): void
  /** When the present hold ends; null without one. */
  readonly waitingUntil: EpochMs | null
  /** Tells of a hold that begins or grows, and of its end (null), until disposed. */
  watch(onHold: (until: EpochMs | null) => void): Disposable
}

/** A limiter as its keeper sees it. */
export interface OwnedHostLimiter extends HostLimiter {
  limit(limits: HostLimits): void
  /** Milliseconds for which the limiter must be remembered although nobody uses it. */
  readonly lingerMs: number
  close(): void
}

/** The limiter of one host: connections, least interval, backoff. */
export function createHostLimiter(initial: HostLimits, clocks: Clocks): OwnedHostLimiter {
  let most = mostOf(initial)
  const semaphore = createSemaphore(startConcurrency(most).atOnce)
  /** Requests that run and fetch large files. */
  let large = 0
  const fit = () => {
    const { atOnce } = controller.concurrency
    semaphore.resize(atOnce + besideLarge(large, atOnce, most))
  }
  const controller = createConcurrencyController(most, clocks.monotonic, fit)
  if (initial.permits !== null) controller.expect(initial.permits)
  const watchers = new Set<(until: EpochMs | null) => void>()
  const sleepers = new Set<() => void>()
  let ownIntervalMs = initial.intervalMs
  let lastStart = Number.NEGATIVE_INFINITY
  /** Start that was promised last. Each waiter sleeps until a start of its own, so that they come in order. */
  let lastDue = Number.NEGATIVE_INFINITY
  let heldUntil = Number.NEGATIVE_INFINITY
  let until: EpochMs | null = null
  let holdTimer: ReturnType<typeof setTimeout> | undefined

  const clearBackoff = () => {
    const left = heldUntil - clocks.monotonic()
    if (left > 0) {
      holdTimer = setTimeout(clearBackoff, timerMs(left)).unref()
      return
    }
    until = null
    for (const tell of watchers) tell(null)
  }

  /** Sleeps until the clock shows `at`, or until the limits change. */
  const sleepUntil = (at: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const end = () => {
        // Timers may fire a little early, and a request must not.
        if (!signal.aborted && sleepers.has(end) && clocks.monotonic() < at) {
          timer = setTimeout(end, timerMs(at - clocks.monotonic()))
          return
        }
        clearTimeout(timer)
        sleepers.delete(end)
        signal.removeEventListener('abort', end)
        if (!signal.aborted) {
          resolve()
          return
        }
        reject(signal.reason)
        giveBack()
      }
      sleepers.add(end)
      signal.addEventListener('abort', end, { once: true })
      let timer = setTimeout(end, timerMs(at - clocks.monotonic()))
      if (signal.aborted) end()
    })

  let givesBack = false
  /** The promised start of one who gave up: the others make new promises, once for all who give up in one turn. */
  const giveBack = () => {
    if (givesBack) return
    givesBack = true
    queueMicrotask(() => {
      givesBack = false
      wakeAll()
    })
  }

  const wakeAll = () => {
    lastDue = lastStart
    for (const wake of sleepers) {
      sleepers.delete(wake)
      wake()
    }
  }

  const tellRunning = () => controller.running(semaphore.inUse, semaphore.waiting > 0)

  const begin = (permits: Permit, startedAt: number): Grant => {
    tellRunning()
    let held = true
    let isLarge = false
    return {
      answered: (status, bytes) => {
        controller.answered(status, clocks.monotonic() - startedAt)
        if (isLarge || !held || !(bytes >= largeBytes)) return
        isLarge = true
        large += 1
        fit()
      },
      received: controller.received,
      failed: controller.failed,
      [Symbol.dispose]: () => {
        if (!held) return
        held = false
        // Before the permits come back: the room that was left beside it is gone with it.
        if (isLarge) {
          large -= 1
          fit()
        }
        permits[Symbol.dispose]()
        tellRunning()
        controller.ended()
      },
    }
  }

  const refuseLongHold = (longestWaitMs: number) => {
    const left = heldUntil - clocks.monotonic()
    if (left <= longestWaitMs) return
    const at = until ?? Math.ceil(clocks.now() + left)
    throw new FailureError({ kind: 'rate-limited', until: at, detail: 'the site asked for a longer pause' })
  }

  return {
    enter: async ({ intervalMs, longestWaitMs, before, after }, signal) => {
      const gapMs = () => Math.max(intervalMs, ownIntervalMs)
      for (;;) {
        refuseLongHold(longestWaitMs)
        const now = clocks.monotonic()
        const due = Math.max(now, heldUntil, lastDue + gapMs())
        if (gapMs() > 0) lastDue = due
        if (due > now) {
          await sleepUntil(due, signal)
          // Changed limits and new holds make a new promise.
          if (clocks.monotonic() < due || clocks.monotonic() < heldUntil) continue
        }
        break
      }
      for (;;) {
        const all = await acquireInOrder([...before, semaphore, ...after], signal)
        const start = Math.max(heldUntil, lastStart + gapMs())
        if (clocks.monotonic() >= start) {
          lastStart = clocks.monotonic()
          return begin(all, lastStart)
        }
        // The wait for permits was long: a hold began, or several became due together.
        all[Symbol.dispose]()
        refuseLongHold(longestWaitMs)
        await sleepUntil(start, signal)
      }
    },
    hold: (ms) => {
      const end = clocks.monotonic() + ms
      if (end <= heldUntil) return
      heldUntil = end
      until = Math.ceil(clocks.now() + ms)
      clearTimeout(holdTimer)
      clearBackoff()
      for (const tell of watchers) tell(until)
      wakeAll()
    },
    clearBackoff: () => {
      if (until === null) return
      heldUntil = Number.NEGATIVE_INFINITY
      clearTimeout(holdTimer)
      clearBackoff()
      wakeAll()
    },
    get waitingUntil() {
      return until
    },
    get concurrency() {
      return controller.concurrency
    },
    expect: controller.expect,
    watch: (onHold) => {
      watchers.add(onHold)
      return { [Symbol.dispose]: () => watchers.delete(onHold) }
    },
    limit: (next) => {
      ownIntervalMs = next.intervalMs
      most = mostOf(next)
      controller.limit(most)
      if (next.permits !== null) controller.expect(next.permits)
      fit()
      wakeAll()
    },
    get lingerMs() {
      return Math.max(0, heldUntil - clocks.monotonic(), lastStart + ownIntervalMs - clocks.monotonic())
    },
    close: () => clearTimeout(holdTimer),
  }
}
