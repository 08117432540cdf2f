import type { Failure } from '@shared/model/failure'
import {
  type Concurrency,
  concurrencyAt,
  type Epoch,
  isOverloaded,
  nextConcurrency,
  startConcurrency,
  withinLimit,
} from './adaptive-concurrency'

/** An epoch has at least this length and as many replies as requests run at once; after the longest it ends all the same. */
const leastEpochMs = 250
const longestEpochMs = 3000

/** After a change nothing is counted for a reply's latency and this much of it more: what runs was begun before. */
const settling = 1.2
const longestSettlingMs = 2000

/** So much of an epoch there may be fewer requests than allowed. */
const slackShare = 0.2

/** A remembered latency takes so much of the newest one. */
const newest = 0.3

/** Statuses with which a site says that it gets too many requests at once (RFC 6585 §4, RFC 9110 §15.6.4). */
const complaints: ReadonlySet<number> = new Set([429, 503])

/** Failures of connections that an overloaded site causes. */
const overloads: ReadonlySet<Failure['kind']> = new Set(['refused', 'reset', 'timeout', 'too-slow'])

/** Watches the requests to one site and decides how many may run at once. */
export interface ConcurrencyController {
  readonly concurrency: Concurrency
  /** The user or the recipe allows so many at once. */
  limit(most: number): void
  /** More requests than were thought cost the site little: begin again, with so many, unless it has complained. */
  widen(most: number, first: number): void
  /** The user set so many at once: begin with them. What was learned of the site counts more. */
  expect(atOnce: number): void
  /** Number of requests that run, and whether others wait for permits. */
  running(count: number, waits: boolean): void
  /** A head came, so long after the request. */
  answered(status: number, latencyMs: number): void
  received(bytes: number): void
  failed(kind: Failure['kind']): void
  /** A reply has ended. */
  ended(): void
}

/** `clock` gives monotonic milliseconds. `onChange` is called in the turn in which the concurrency changes. */
export function createConcurrencyController(
  initialMost: number,
  clock: () => number,
  onChange: (concurrency: Concurrency) => void,
): ConcurrencyController {
  let most = initialMost
  let concurrency = startConcurrency(most)
  let latencyMs: number | null = null
  const meter = createEpochMeter(clock)

  function set(next: Concurrency): void {
    const changed = next.atOnce !== concurrency.atOnce
    concurrency = next
    meter.begin(changed ? Math.min(longestSettlingMs, settling * (latencyMs ?? 0)) : 0)
    if (changed) onChange(concurrency)
  }

  function count(what: Counted, amount: number): void {
    if (!meter.count(what, amount) || !meter.isOver(concurrency.atOnce)) return
    set(nextConcurrency(concurrency, meter.epoch(), most))
  }

  return {
    get concurrency() {
      return concurrency
    },
    limit(next) {
      if (next === most) return
      most = next
      set(withinLimit(concurrency, most))
    },
    widen(next, first) {
      most = next
      const isRefused = concurrency.cause === 'refused'
      const atOnce = Math.min(most, Math.max(first, concurrency.atOnce))
      set(isRefused ? withinLimit(concurrency, most) : concurrencyAt(atOnce, most))
    },
    expect(atOnce) {
      const wanted = Math.min(atOnce, most)
      if (concurrency.kept === null && concurrency.cause !== 'refused' && concurrency.atOnce < wanted)
        set(concurrencyAt(wanted, most))
    },
    running: (running, waits) => meter.setFull(running >= concurrency.atOnce || waits),
    answered(status, ms) {
      latencyMs = latencyMs === null ? ms : latencyMs * (1 - newest) + ms * newest
      if (complaints.has(status)) count('complaints', 1)
    },
    received: (bytes) => count('bytes', bytes),
    failed(kind) {
      if (overloads.has(kind)) count('failures', 1)
    },
    ended: () => count('replies', 1),
  }
}

/** What an epoch counts. */
type Counted = 'replies' | 'bytes' | 'complaints' | 'failures'

/** Counts what happens while one concurrency holds. */
interface EpochMeter {
  /** Begins an epoch in `settlingMs`; until then nothing counts: it belongs to the concurrency before. */
  begin(settlingMs: number): void
  /** False before the epoch has begun. */
  count(what: Counted, amount: number): boolean
  /** Whether as many requests run as are allowed, from now on. */
  setFull(full: boolean): void
  /** Whether the epoch says enough about `atOnce` requests. */
  isOver(atOnce: number): boolean
  /** The epoch up to now. */
  epoch(): Epoch
}

function createEpochMeter(clock: () => number): EpochMeter {
  let from = clock()
  let seen = noneSeen()
  /** Since when fewer requests run than are allowed; null while they are as many. */
  let slackSince: number | null = from
  let slackMs = 0
  const slackUntil = (now: number) =>
    slackSince === null ? 0 : Math.max(0, now - Math.max(slackSince, from))

  return {
    begin(settlingMs) {
      from = clock() + settlingMs
      seen = noneSeen()
      slackMs = 0
      if (slackSince !== null) slackSince = Math.max(slackSince, from)
    },
    count(what, amount) {
      if (clock() < from) return false
      seen[what] += amount
      return true
    },
    setFull(full) {
      const now = clock()
      if (full) {
        slackMs += slackUntil(now)
        slackSince = null
      } else slackSince ??= now
    },
    isOver(atOnce) {
      const ms = clock() - from
      return isOverloaded(seen) || (ms >= leastEpochMs && (seen.replies >= atOnce || ms >= longestEpochMs))
    },
    epoch() {
      const now = clock()
      const ms = now - from
      return { ...seen, ms, full: slackMs + slackUntil(now) <= slackShare * ms }
    },
  }
}

function noneSeen(): Record<Counted, number> {
  return { replies: 0, bytes: 0, complaints: 0, failures: 0 }
}
