import { FailureError } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import { acquireInOrder, type Semaphore } from '../../async/semaphore'
import type { Concurrency } from './adaptive-concurrency'
import { type Clocks, createHostBackoff, type HostBackoff } from './host-backoff'
import { createHostPermits, type Grant, type HostLimits, type HostPermits } from './host-permits'
import { createStartTimes, type StartTimes } from './start-times'

export type { Clocks } from './host-backoff'
export type { Grant, HostLimits } from './host-permits'

/** How long what was learned of a host that is not asked is remembered, in milliseconds: between two pages it may be asked nothing. */
const rememberedMs = 10_000

/** How a request enters a limiter. */
export interface EnterOptions {
  /** Least pause since the last request of any task to this host; the limiter's own counts if it is longer. */
  readonly intervalMs: number
  /** A backoff that lasts longer than this is not waited for. */
  readonly longestWaitMs: number
  /** Permits that are taken before the host's and after it, in this order by all. */
  readonly before: readonly Semaphore[]
  readonly after: readonly Semaphore[]
}

/** Through which every request to one host goes, of all tasks: permits, least interval, backoff, and its concurrency. */
export interface HostLimiter {
  /**
   * Resolves with all permits when a request may start. None is held while waiting for the interval or for the end of
   * a backoff. Throws rate-limited for a backoff beyond `longestWaitMs`; rejects with the signal's reason.
   */
  enter(options: EnterOptions, signal: AbortSignal): Promise<Grant>
  /** How many requests run at once, and why not more. */
  readonly concurrency: Concurrency
  /** The user set so many at once: the host gets them from the start. */
  expect(atOnce: number): void
  /** No request starts for `ms` milliseconds; a backoff that lasts longer already stays. */
  backOff(ms: number): void
  /** The backoff is over: the user wants to ask now. */
  clearBackoff(): void
  /** When the present backoff ends; null without one. */
  readonly backoffUntil: EpochMs | null
  /** Calls the listener when a backoff begins or grows, and with null when it ends, until disposed. */
  watch(onBackoff: (until: EpochMs | null) => void): Disposable
}

/** A limiter as its owner sees it. */
export interface OwnedHostLimiter extends HostLimiter {
  limit(limits: HostLimits): void
  /** Milliseconds for which the limiter must be remembered although no client uses it. */
  readonly lingerMs: number
  close(): void
}

/** The three things that a request waits for. */
interface LimiterParts {
  readonly backoff: HostBackoff
  readonly starts: StartTimes
  readonly permits: HostPermits
  readonly clocks: Clocks
  /** The least interval of requests of a client that asks for this one; the limiter's own counts too. */
  readonly gapMs: (own: number) => number
}

/** The limiter of one host: connections, least interval, backoff. */
export function createHostLimiter(initial: HostLimits, clocks: Clocks): OwnedHostLimiter {
  let { intervalMs } = initial
  const backoff = createHostBackoff(clocks)
  const starts = createStartTimes(clocks.monotonic)
  const permits = createHostPermits(initial, clocks.monotonic)
  /** The longest that was asked for: a limiter that is forgotten before would let the next request in at once. */
  let longestGapMs = 0
  const gapMs = (own: number) => {
    const gap = Math.max(own, intervalMs)
    longestGapMs = Math.max(longestGapMs, gap)
    return gap
  }
  const parts: LimiterParts = { backoff, starts, permits, clocks, gapMs }

  return {
    enter: (options, signal) => enter(parts, options, signal),
    backOff: (ms) => {
      if (backoff.begin(ms)) starts.renew()
    },
    clearBackoff: () => {
      if (backoff.clear()) starts.renew()
    },
    get backoffUntil() {
      return backoff.until
    },
    get concurrency() {
      return permits.concurrency
    },
    expect: permits.expect,
    watch: backoff.watch,
    limit: (next) => {
      intervalMs = next.intervalMs
      permits.limit(next)
      starts.renew()
    },
    get lingerMs() {
      const now = clocks.monotonic()
      const learnedMs = permits.isAtStart ? 0 : rememberedMs
      const gap = Math.max(intervalMs, longestGapMs, learnedMs)
      return Math.max(0, backoff.endsAt - now, starts.last + gap - now)
    },
    close: backoff.close,
  }
}

/** Waits for the start that is promised, without permits; then for permits. */
async function enter(
  { backoff, starts, permits, clocks, gapMs: gapOf }: LimiterParts,
  options: EnterOptions,
  signal: AbortSignal,
): Promise<Grant> {
  const { longestWaitMs, before, after } = options
  const gapMs = () => gapOf(options.intervalMs)
  const isBefore = (at: number) => clocks.monotonic() < at
  for (;;) {
    refuseLongBackoff(backoff, clocks, longestWaitMs)
    const due = starts.promise(gapMs(), backoff.endsAt)
    if (!isBefore(due)) break
    await starts.sleepUntil(due, signal)
    // After changed limits and a new backoff, a new promise is needed.
    if (!isBefore(due) && !isBefore(backoff.endsAt)) break
  }
  for (;;) {
    const all = await acquireInOrder([...before, permits.semaphore, ...after], signal)
    const start = Math.max(backoff.endsAt, starts.last + gapMs())
    if (!isBefore(start)) {
      starts.started()
      return permits.begin(all)
    }
    // The wait for permits was long: a backoff began, or several requests became due together.
    all[Symbol.dispose]()
    refuseLongBackoff(backoff, clocks, longestWaitMs)
    await starts.sleepUntil(start, signal)
  }
}

/** Throws rate-limited for a backoff that is not waited for. */
function refuseLongBackoff(
  { endsAt, until }: HostBackoff,
  { now, monotonic }: Clocks,
  longestWaitMs: number,
): void {
  const left = endsAt - monotonic()
  if (left <= longestWaitMs) return
  const at = until ?? Math.ceil(now() + left)
  throw new FailureError({ kind: 'rate-limited', until: at, detail: 'the site asked for a longer pause' })
}
