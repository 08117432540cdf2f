import { type Failure, failure, statusFailure } from '@shared/model/failure'
import { parseRetryAfter } from './http-date'

/** The part of a reply that decides whether its body is wanted. */
export interface ResponseHead {
  readonly status: number
  /** Address that answered. */
  readonly address: string
  /** Every `Retry-After` field, as they came. */
  readonly retryAfter: readonly string[]
  /** The `Date` field. */
  readonly date: string | null
  /** The `Content-Range` field. */
  readonly contentRange: string | null
}

/** Which replies are waited for, and how long at most. */
interface ResponsePolicy {
  /** Wall clock, for a `Retry-After` date without a `Date` beside it. */
  readonly now: number
  /** A site that asks for a longer pause is not waited for. */
  readonly longestRetryAfterMs: number
}

/** How a reply is judged. */
type Judgement =
  /** The body is what was asked for. */
  | { readonly kind: 'take' }
  /** The site asked for a pause that is waited for: that costs no attempt. */
  | { readonly kind: 'backoff'; readonly backoffMs: number; readonly failure: Failure }
  /** `backoffMs`: the pause that the site asked for beyond what is waited for; 0 for none. */
  | { readonly kind: 'fail'; readonly backoffMs: number; readonly failure: Failure }

/** Statuses of success that come without the file (RFC 9110 §15.3.5, §15.3.6). */
const withoutContent = new Set([204, 205])

/** Statuses that may come with a pause (RFC 6585 §4, RFC 9110 §15.6.4). */
const pausing = new Set([429, 503])

/** Judges a final reply to a request for a whole file by its head alone. */
export function judgeResponse(head: ResponseHead, policy: ResponsePolicy): Judgement {
  const { status, address } = head
  if (status === 206) {
    if (coversAll(head.contentRange)) return { kind: 'take' }
    return fail(failure('protocol', 'a part of the file, which was not asked for'))
  }
  // One that is not known means what 200 does (RFC 9110 §15); length, type and end of the body are checked anyway.
  if (status >= 200 && status < 300 && !withoutContent.has(status)) return { kind: 'take' }
  const answer = `${status} from ${address}`
  const backoffMs = pausing.has(status) ? pauseOf(head, policy.now) : 0
  // A pause of nothing is no pause: the usual backoff is kinder.
  if (backoffMs === 0) return fail(statusFailure(status, answer))
  const until = Math.ceil(policy.now + backoffMs)
  const limited: Failure = {
    kind: 'rate-limited',
    until,
    detail: `${answer}, which asked to wait ${backoffMs / 1000} s`,
  }
  return backoffMs > policy.longestRetryAfterMs
    ? fail(limited, backoffMs)
    : { kind: 'backoff', backoffMs, failure: limited }
}

/** Whether a part is the whole file (RFC 9110 §14.4). */
function coversAll(contentRange: string | null): boolean {
  const [, last, total] = /^bytes 0-(\d+)\/(\d+)$/.exec(contentRange ?? '') ?? []
  return last !== undefined && Number(last) + 1 === Number(total)
}

function fail(reason: Failure, backoffMs = 0): Judgement {
  return { kind: 'fail', backoffMs, failure: reason }
}

/** The longest of several fields: it satisfies them all. */
function pauseOf({ retryAfter, date }: ResponseHead, now: number): number {
  return Math.max(0, ...retryAfter.map((value) => parseRetryAfter(value, date, now) ?? 0))
}
