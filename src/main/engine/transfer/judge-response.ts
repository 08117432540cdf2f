import { type Failure, failure, statusFailure } from '@shared/failure'
import { parseRetryAfter } from './retry-after'

/** Of a reply what decides whether its body is wanted. */
export interface ResponseHead {
  readonly status: number
  /** Address that answered. */
  readonly address: string
  /** Every `Retry-After` field, as they came. */
  readonly retryAfter: readonly string[]
  /** The `Date` field. */
  readonly date: string | null
}

export interface ResponsePolicy {
  /** Wall clock, for a `Retry-After` date without a `Date` beside it. */
  readonly now: number
  /** A site that asks for a longer pause is not waited for. */
  readonly longestRetryAfterMs: number
}

/** What becomes of a reply. */
export type Judgement =
  /** The body is what was asked for. */
  | { readonly kind: 'take' }
  /** The site asked for a pause of `ms`, and it is waited for: that costs no attempt. */
  | { readonly kind: 'hold'; readonly ms: number; readonly failure: Failure }
  /** `holdMs`: the pause that the site asked for beyond what is waited for; 0 for none. */
  | { readonly kind: 'fail'; readonly holdMs: number; readonly failure: Failure }

/** Statuses whose body is the file (RFC 9110 §15.3.1, §15.3.4). */
const wanted = new Set([200, 203])

/** Statuses that may come with a pause (RFC 6585 §4, RFC 9110 §15.6.4). */
const pausing = new Set([429, 503])

/** Judges a final reply to a request for a whole file by its head alone. */
export function judgeResponse(head: ResponseHead, policy: ResponsePolicy): Judgement {
  const { status, address } = head
  if (wanted.has(status)) return { kind: 'take' }
  if (status === 206) return fail(failure('protocol', 'a part of the file, which nobody asked for'))
  const told = `${status} from ${address}`
  const ms = pausing.has(status) ? pauseOf(head, policy.now) : 0
  // A pause of nothing is no pause: the usual backoff is kinder.
  if (ms === 0) return fail(statusFailure(status, told))
  const until = Math.ceil(policy.now + ms)
  const limited: Failure = {
    kind: 'rate-limited',
    until,
    detail: `${told}, which asked to wait ${ms / 1000} s`,
  }
  return ms > policy.longestRetryAfterMs ? fail(limited, ms) : { kind: 'hold', ms, failure: limited }
}

function fail(reason: Failure, holdMs = 0): Judgement {
  return { kind: 'fail', holdMs, failure: reason }
}

/** The longest of several: it keeps them all. */
function pauseOf({ retryAfter, date }: ResponseHead, now: number): number {
  return Math.max(0, ...retryAfter.map((value) => parseRetryAfter(value, date, now) ?? 0))
}
