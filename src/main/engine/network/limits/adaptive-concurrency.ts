import type { PaceCause } from '@shared/model/task'

// How many requests a site is sent at once: as many as make the whole faster, within what the person allows. Pure.

/** What was seen of a site since its pace took effect. */
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

export interface Pace {
  /** Requests at once, from 1 on. */
  readonly atOnce: number
  readonly cause: PaceCause
  /** The last pace that was worth it, with what it brought: work per millisecond; null before anything was seen. */
  readonly kept: { readonly atOnce: number; readonly rate: number } | null
  /** Epochs for which this pace is kept before more is tried. */
  readonly rest: number
  /** The next rest. */
  readonly nextRest: number
  /** What is tried after the rest: by chance a growth may have seemed worth it. */
  readonly next: 'more' | 'fewer'
}

/** Requests at once with which a site is begun of which nothing is known: as many as browsers send. */
export const firstPace = 6

/** A request costs a site and us about as much as so many bytes. */
const bytesPerReply = 16 * 1024

/** Of the gain that so many more requests could bring at best, this share must come. */
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

/** The pace with which a site is begun. */
export function startPace(most: number): Pace {
  return paceAt(Math.min(firstPace, most), most)
}

/** The pace of a site of which nothing is known but that so many at once are wished, from 1 to `most`. */
export function paceAt(atOnce: number, most: number): Pace {
  return { atOnce, cause: causeAt(atOnce, most), kept: null, rest: 0, nextRest: firstRest, next: 'more' }
}

/** The same pace within another limit, from 1 on. */
export function withinLimit(pace: Pace, most: number): Pace {
  if (pace.atOnce > most) return { ...pace, atOnce: most, cause: 'allowed', kept: null }
  return pace.cause === 'allowed' ? { ...pace, cause: causeAt(pace.atOnce, most) } : pace
}

/**
 * The pace after an epoch.
 *
 * Doubled while that makes the whole faster; once it did not, taken back, and after rests that grow half as many more and
 * a third fewer are tried in turns. Halved when the site complains (multiplicative decrease, RFC 5681 §3.1).
 */
export function nextPace(pace: Pace, epoch: Epoch, most: number): Pace {
  if (isOverloaded(epoch)) {
    const atOnce = Math.max(1, Math.floor(pace.atOnce / 2))
    const rest = pace.nextRest
    return { atOnce, cause: 'refused', kept: null, rest, nextRest: longer(rest), next: 'more' }
  }
  if (!epoch.full) return pace
  const { atOnce, kept } = pace
  const rate = (epoch.bytes + epoch.replies * bytesPerReply) / Math.max(1, epoch.ms)
  const now = { atOnce, rate: kept?.atOnce === atOnce ? mixed(kept.rate, rate) : rate }
  if (kept !== null && atOnce > kept.atOnce && !isWorthwhile(kept, atOnce, rate)) {
    return { ...rested(pace, kept), next: 'fewer' }
  }
  if (kept !== null && atOnce < kept.atOnce) {
    return { ...rested(pace, rate >= asGood * kept.rate ? now : kept), next: 'more' }
  }
  if (pace.rest > 0) return { ...pace, kept: now, rest: pace.rest - 1 }
  if (pace.next === 'fewer' && atOnce > firstPace) {
    return { ...pace, atOnce: Math.max(firstPace, Math.floor((atOnce * 2) / 3)), kept: now }
  }
  if (atOnce >= most) return { ...pace, cause: 'allowed', kept: now }
  const isFirstGrowth = pace.nextRest === firstRest
  const more = isFirstGrowth ? atOnce : Math.max(1, Math.floor(atOnce / 2))
  return { ...pace, atOnce: Math.min(most, atOnce + more), cause: 'growing', kept: now }
}

/** Back at what was worth it, for a while. */
function rested({ nextRest }: Pace, kept: NonNullable<Pace['kept']>): Omit<Pace, 'next'> {
  return { atOnce: kept.atOnce, cause: 'no-gain', kept, rest: nextRest, nextRest: longer(nextRest) }
}

/** Whether an epoch says, before it is over, that less must be asked. */
export function isOverloaded({ complaints, failures, replies }: Epoch): boolean {
  return complaints > 0 || (failures >= leastFailures && failures >= failingShare * (failures + replies))
}

function causeAt(atOnce: number, most: number): PaceCause {
  return atOnce < most ? 'growing' : 'allowed'
}

function longer(rest: number): number {
  return Math.min(longestRest, rest * 2)
}

function isWorthwhile(kept: NonNullable<Pace['kept']>, atOnce: number, rate: number): boolean {
  return rate / kept.rate - 1 >= worthwhile * (atOnce / kept.atOnce - 1)
}

function mixed(before: number, rate: number): number {
  return before * (1 - newest) + rate * newest
}
