import type { Failure } from '@shared/model/failure'
import {
  type Concurrency,
  concurrencyAt,
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

/** Statuses with which a site says that it was asked too much at once (RFC 6585 §4, RFC 9110 §15.6.4). */
const complaints: ReadonlySet<number> = new Set([429, 503])

/** Failures of connections that an overloaded site causes. */
const overloads: ReadonlySet<Failure['kind']> = new Set(['refused', 'reset', 'timeout', 'too-slow'])

/** Watches the requests to one site and says how many may run at once. `clock` gives monotonic milliseconds. */
export interface ConcurrencyController {
  readonly concurrency: Concurrency
  /** The person or the recipe allows so many at once. */
  limit(most: number): void
  /** Somebody whose wish counts wants so many at once from the start; what was learned of the site counts more. */
  expect(atOnce: number): void
  /** So many requests run, and whether others wait for their turn. */
  running(count: number, waits: boolean): void
  /** A head came, so long after the request. */
  answered(status: number, latencyMs: number): void
  received(bytes: number): void
  failed(kind: Failure['kind']): void
  /** A reply has ended. */
  ended(): void
}

/** `onChange` is called in the turn in which the concurrency changes. */
export function createConcurrencyController(
  initialMost: number,
  clock: () => number,
  onChange: (concurrency: Concurrency) => void,
): ConcurrencyController {
  let most = initialMost
  let concurrency = startConcurrency(most)
  let latencyMs: number | null = null
  let from = clock()
  let seen = nothing()
  /** Since when fewer requests run than are allowed; null while they are as many. */
  let slackSince: number | null = from
  let slackMs = 0

  function begin(at: number): void {
    from = at
    seen = nothing()
    slackMs = 0
    if (slackSince !== null) slackSince = Math.max(slackSince, at)
  }

  function set(next: Concurrency): void {
    const changed = next.atOnce !== concurrency.atOnce
    concurrency = next
    const settlingMs = changed ? Math.min(longestSettlingMs, settling * (latencyMs ?? 0)) : 0
    begin(clock() + settlingMs)
    if (changed) onChange(concurrency)
  }

  function look(): void {
    const now = clock()
    const ms = now - from
    const isOver =
      isOverloaded(seen) ||
      (ms >= leastEpochMs && (seen.replies >= concurrency.atOnce || ms >= longestEpochMs))
    if (!isOver) return
    const slack = slackMs + (slackSince === null ? 0 : Math.max(0, now - Math.max(slackSince, from)))
    set(nextConcurrency(concurrency, { ...seen, ms, full: slack <= slackShare * ms }, most))
  }

  /** What was begun at the concurrency before says nothing about this one. */
  const counts = () => clock() >= from

  return {
    get concurrency() {
      return concurrency
    },
    limit(next) {
      if (next === most) return
      most = next
      set(withinLimit(concurrency, most))
    },
    expect(atOnce) {
      const wished = Math.min(atOnce, most)
      if (concurrency.kept === null && concurrency.cause !== 'refused' && concurrency.atOnce < wished)
        set(concurrencyAt(wished, most))
    },
    running(count, waits) {
      const isFull = count >= concurrency.atOnce || waits
      const now = clock()
      if (isFull && slackSince !== null) {
        slackMs += Math.max(0, now - Math.max(slackSince, from))
        slackSince = null
      } else if (!isFull) slackSince ??= now
    },
    answered(status, ms) {
      latencyMs = latencyMs === null ? ms : latencyMs * (1 - newest) + ms * newest
      if (!complaints.has(status) || !counts()) return
      seen.complaints += 1
      look()
    },
    received(bytes) {
      if (!counts()) return
      seen.bytes += bytes
      look()
    },
    failed(kind) {
      if (!overloads.has(kind) || !counts()) return
      seen.failures += 1
      look()
    },
    ended() {
      if (!counts()) return
      seen.replies += 1
      look()
    },
  }
}

function nothing() {
  return { replies: 0, bytes: 0, complaints: 0, failures: 0, ms: 0, full: false }
}
