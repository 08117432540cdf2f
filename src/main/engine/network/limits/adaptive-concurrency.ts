import type { ConcurrencyCause } from '@shared/model/task'

// How many requests a site is sent at once: as many as make the whole faster, within what the user allows. Pure.

/** What happened at a site since its concurrency took effect. */
export interface Epoch {
  /** Length, milliseconds. */
  readonly ms: number
  /** Replies that ended. */
  readonly replies: number
  /** Bytes of bodies that came. */
  readonly bytes: number
  /** Whether as many requests as were allowed ran nearly all the time: else nothing is learned about more. */
  readonly full: boolean
  /** Replies that say that there were too many requests: 429 and 503. */
  readonly complaints: number
  /** Connections that were refused, broken or silent: a few are chance, many are an overload. */
  readonly failures: number
}

/** How many requests a site gets at once, and what is tried next. */
export interface Concurrency {
  /** Requests at once, from 1 on. */
  readonly atOnce: number
  readonly cause: ConcurrencyCause
  /** The last concurrency that was worth it, with what it brought: work per millisecond; null before anything was seen. */
  readonly kept: { readonly atOnce: number; readonly rate: number } | null
  /** Epochs for which this concurrency is kept before more is tried. */
  readonly rest: number
  /** The next rest. */
  readonly nextRest: number
  /** What is tried after the rest: by chance a growth may have seemed worth it. */
  readonly next: 'more' | 'fewer'
}

/** Requests at once to a site of which nothing is known: as many as browsers send. */
export const firstConcurrency = 6

/** The same to a site that takes many over one connection: browsers send it all that they have. */
export const firstStreams = 64

/** A request costs a site and us about as much as so many bytes. */
const bytesPerReply = 16 * 1024

/** Share that must come of the gain which the added requests could bring at best. */
const worthwhile = 0.5

/** Fewer requests are as good when this share of the work is done with them. */
const asGood = 0.9

/** Failed connections count as an overload from this many on, and from this share of all requests. */
const leastFailures = 3
const failingShare = 0.25

/** Epochs of rest after the first growth that brought nothing; doubled each time. */
const firstRest = 8
const longestRest = 256

/** A remembered rate takes so much of the newest one: a single epoch says little. */
const newest = 0.3

/** The concurrency of a site of which nothing is known. */
export function startConcurrency(most: number): Concurrency {
  return concurrencyAt(Math.min(firstConcurrency, most), most)
}

/** The same where the user set the number of requests at once, from 1 to `most`. */
export function concurrencyAt(atOnce: number, most: number): Concurrency {
  return { atOnce, cause: causeAt(atOnce, most), kept: null, rest: 0, nextRest: firstRest, next: 'more' }
}

/** The same concurrency within another limit, from 1 on. */
export function withinLimit(concurrency: Concurrency, most: number): Concurrency {
  if (concurrency.atOnce > most) return { ...concurrency, atOnce: most, cause: 'allowed', kept: null }
  return concurrency.cause === 'allowed'
    ? { ...concurrency, cause: causeAt(concurrency.atOnce, most) }
    : concurrency
}

/**
 * The concurrency after an epoch.
 *
 * Doubled while that makes the whole faster; once it did not, taken back, and after rests that grow half as many more and
 * a third fewer are tried in turns. Halved when the site complains (multiplicative decrease, RFC 5681 §3.1).
 */
export function nextConcurrency(concurrency: Concurrency, epoch: Epoch, most: number): Concurrency {
  if (isOverloaded(epoch)) {
    const atOnce = Math.max(1, Math.floor(concurrency.atOnce / 2))
    const rest = concurrency.nextRest
    return { atOnce, cause: 'refused', kept: null, rest, nextRest: longer(rest), next: 'more' }
  }
  if (!epoch.full) return concurrency
  const { atOnce, kept } = concurrency
  const rate = (epoch.bytes + epoch.replies * bytesPerReply) / Math.max(1, epoch.ms)
  const now = { atOnce, rate: kept?.atOnce === atOnce ? mixed(kept.rate, rate) : rate }
  if (kept !== null && atOnce > kept.atOnce && !isWorthwhile(kept, atOnce, rate)) {
    return { ...rested(concurrency, kept), next: 'fewer' }
  }
  if (kept !== null && atOnce < kept.atOnce) {
    return { ...rested(concurrency, rate >= asGood * kept.rate ? now : kept), next: 'more' }
  }
  if (concurrency.rest > 0) return { ...concurrency, kept: now, rest: concurrency.rest - 1 }
  if (concurrency.next === 'fewer' && atOnce > firstConcurrency) {
    return { ...concurrency, atOnce: Math.max(firstConcurrency, Math.floor((atOnce * 2) / 3)), kept: now }
  }
  if (atOnce >= most) return { ...concurrency, cause: 'allowed', kept: now }
  const isFirstGrowth = concurrency.nextRest === firstRest
  const more = isFirstGrowth ? atOnce : Math.max(1, Math.floor(atOnce / 2))
  return { ...concurrency, atOnce: Math.min(most, atOnce + more), cause: 'growing', kept: now }
}

/** Back to what was worth it, for some epochs. */
function rested(
  { nextRest }: Concurrency,
  kept: NonNullable<Concurrency['kept']>,
): Omit<Concurrency, 'next'> {
  return { atOnce: kept.atOnce, cause: 'no-gain', kept, rest: nextRest, nextRest: longer(nextRest) }
}

/** Whether an epoch shows, before it is over, that fewer requests must be sent. */
export function isOverloaded({
  complaints,
  failures,
  replies,
}: Pick<Epoch, 'complaints' | 'failures' | 'replies'>): boolean {
  return complaints > 0 || (failures >= leastFailures && failures >= failingShare * (failures + replies))
}

function causeAt(atOnce: number, most: number): ConcurrencyCause {
  return atOnce < most ? 'growing' : 'allowed'
}

function longer(rest: number): number {
  return Math.min(longestRest, rest * 2)
}

function isWorthwhile(kept: NonNullable<Concurrency['kept']>, atOnce: number, rate: number): boolean {
  return rate / kept.rate - 1 >= worthwhile * (atOnce / kept.atOnce - 1)
}

function mixed(before: number, rate: number): number {
  return before * (1 - newest) + rate * newest
}
