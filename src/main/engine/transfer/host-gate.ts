import { type Failure, FailureError } from '@shared/failure'
import type { EpochMs } from '@shared/units'
import { firstPace, type Pace, startPace } from './pace'
import { createPacer } from './pacer'
import { acquireInOrder, createSemaphore, type Permit, type Semaphore } from './semaphore'

/** Most requests to a site at once where the person leaves that to us. */
export const mostByItself = 32

/** Longest delay that setTimeout can keep (2^31 - 1 ms). */
const longestTimerMs = 2_147_483_647

/** Wall clock for what people read, monotonic milliseconds for what is waited. */
export interface Clocks {
  readonly now: () => EpochMs
  readonly monotonic: () => number
}

export interface EnterOptions {
  /** Least pause since the last request of anybody to this host; the gate's own counts if it is longer. */
  readonly intervalMs: number
  /** A hold that lasts longer than this is not waited for. */
  readonly longestWaitMs: number
  /** Permits that are taken before the host's and after it, in this order by everybody. */
  readonly before: readonly Semaphore[]
  readonly after: readonly Semaphore[]
}

/** The right to ask a host once, and what became of it: from that the host's pace is learned. */
export interface Turn extends Permit {
  /** The head of the reply came. */
  answered(status: number): void
  /** So many bytes of its body came. */
  received(bytes: number): void
  failed(kind: Failure['kind']): void
}

/** Through which every request to one host goes, of all tasks: permits, least interval, holds, and its pace. */
export interface HostGate {
  /**
   * Resolves with all permits when a request may start. None is held while waiting for the interval or for the end of
   * a hold. Throws rate-limited for a hold beyond `longestWaitMs`; rejects with the signal's reason.
   */
  enter(options: EnterOptions, signal: AbortSignal): Promise<Turn>
  /** How many requests run at once, and why not more. */
  readonly pace: Pace
  /** Somebody whose wish counts wants so many at once from the start. */
  expect(atOnce: number): void
  /** Nobody starts for `ms` milliseconds; a hold that lasts longer already stays. */
  hold(ms: number): void
  /** The hold is over: somebody who may decide it wants to ask now. */
  endHold(): void
  /** When the present hold ends; null without one. */
  readonly waitingUntil: EpochMs | null
  /** Tells of a hold that begins or grows, and of its end (null), until disposed. */
  watch(onHold: (until: EpochMs | null) => void): Disposable
}

interface Gate extends HostGate {
  limit(permits: number | null, intervalMs: number): void
  /** Milliseconds for which the gate must be remembered although nobody uses it. */
  readonly lingerMs: number
  close(): void
}

function createGate(permits: number | null, initialIntervalMs: number, clocks: Clocks): Gate {
  const most = permits ?? mostByItself
  const semaphore = createSemaphore(startPace(most).atOnce)
  const pacer = createPacer(most, clocks.monotonic, ({ atOnce }) => semaphore.resize(atOnce))
  if (permits !== null) pacer.expect(permits)
  const watchers = new Set<(until: EpochMs | null) => void>()
  const sleepers = new Set<() => void>()
  let ownIntervalMs = initialIntervalMs
  let lastStart = Number.NEGATIVE_INFINITY
  /** Start that was promised last. Each waiter sleeps until a start of its own, so that they come in order. */
  let lastDue = Number.NEGATIVE_INFINITY
  let heldUntil = Number.NEGATIVE_INFINITY
  let until: EpochMs | null = null
  let holdTimer: ReturnType<typeof setTimeout> | undefined

  const endHold = () => {
    const left = heldUntil - clocks.monotonic()
    if (left > 0) {
      holdTimer = setTimeout(endHold, Math.min(Math.ceil(left), longestTimerMs)).unref()
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
          timer = setTimeout(end, Math.ceil(at - clocks.monotonic()))
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
      let timer = setTimeout(end, Math.ceil(at - clocks.monotonic()))
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

  const tellRunning = () => pacer.running(semaphore.inUse, semaphore.waiting > 0)

  const begin = (permits: Permit, startedAt: number): Turn => {
    tellRunning()
    let held = true
    return {
      answered: (status) => pacer.answered(status, clocks.monotonic() - startedAt),
      received: pacer.received,
      failed: pacer.failed,
      [Symbol.dispose]: () => {
        if (!held) return
        held = false
        permits[Symbol.dispose]()
        tellRunning()
        pacer.ended()
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
      endHold()
      for (const tell of watchers) tell(until)
      wakeAll()
    },
    endHold: () => {
      if (until === null) return
      heldUntil = Number.NEGATIVE_INFINITY
      clearTimeout(holdTimer)
      endHold()
      wakeAll()
    },
    get waitingUntil() {
      return until
    },
    get pace() {
      return pacer.pace
    },
    expect: pacer.expect,
    watch: (onHold) => {
      watchers.add(onHold)
      return { [Symbol.dispose]: () => watchers.delete(onHold) }
    },
    limit: (size, intervalMs) => {
      ownIntervalMs = intervalMs
      pacer.limit(size ?? mostByItself)
      if (size !== null) pacer.expect(size)
      wakeAll()
    },
    get lingerMs() {
      return Math.max(0, heldUntil - clocks.monotonic(), lastStart + ownIntervalMs - clocks.monotonic())
    },
    close: () => clearTimeout(holdTimer),
  }
}

/** A gate in use; dispose of it when its host is not asked any more for now. */
export interface BorrowedGate extends Disposable {
  readonly gate: HostGate
}

/** The gates of all hosts, made when first asked for and forgotten when idle. */
export interface HostGates {
  /** `host` is `host:port`. */
  borrow(host: string): BorrowedGate
  /** Requests that this host gets at once, also if it was not asked yet. */
  atOnce(host: string): number
  /** Ends the hold of this host, if there is one. */
  endHold(host: string): void
  /** Live limits of every gate. */
  limit(permitsPerHost: number | null, intervalMs: number): void
  /** Gates in memory. */
  readonly count: number
  close(): void
}

/** `permitsPerHost` null: as many as help, up to `mostByItself`. */
export function createHostGates(
  permitsPerHost: number | null,
  intervalMs: number,
  clocks: Clocks,
): HostGates {
  const gates = new Map<string, { gate: Gate; users: number; linger?: NodeJS.Timeout }>()
  let limits = { permitsPerHost, intervalMs }

  const drop = (host: string) => {
    const entry = gates.get(host)
    if (entry === undefined || entry.users > 0) return
    // A gate that is forgotten would let the next request in before its hold or interval is over.
    const { lingerMs } = entry.gate
    if (lingerMs > 0) {
      entry.linger = setTimeout(() => drop(host), Math.min(Math.ceil(lingerMs), longestTimerMs)).unref()
      return
    }
    entry.gate.close()
    gates.delete(host)
  }

  return {
    borrow: (host) => {
      const entry = gates.get(host) ?? {
        gate: createGate(limits.permitsPerHost, limits.intervalMs, clocks),
        users: 0,
      }
      gates.set(host, entry)
      clearTimeout(entry.linger)
      entry.users += 1
      let borrowed = true
      return {
        gate: entry.gate,
        [Symbol.dispose]: () => {
          if (!borrowed) return
          borrowed = false
          entry.users -= 1
          drop(host)
        },
      }
    },
    atOnce: (host) => gates.get(host)?.gate.pace.atOnce ?? limits.permitsPerHost ?? firstPace,
    endHold: (host) => gates.get(host)?.gate.endHold(),
    limit: (permits, interval) => {
      limits = { permitsPerHost: permits, intervalMs: interval }
      for (const { gate } of gates.values()) gate.limit(permits, interval)
    },
    get count() {
      return gates.size
    },
    close: () => {
      for (const { gate, linger } of gates.values()) {
        clearTimeout(linger)
        gate.close()
      }
      gates.clear()
    },
  }
}
