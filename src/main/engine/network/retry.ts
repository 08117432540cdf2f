import { type Failure, FailureError, isTransient } from '@shared/model/failure'
import { sleep } from '../async/cancellation'

/** Ceiling of the wait before the second attempt; it doubles with each further one. */
const firstBackoffMs = 1000

/** How often and how long to retry. */
export interface RetryPolicy {
  /** Attempts after the first one. */
  readonly retries: number
  readonly longestBackoffMs: number
}

/** Retry after a pause in milliseconds, or give up with the failure. */
type RetryDecision = { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'giveUp' }

/**
 * What to do after `attempt` (1 is the first) has failed.
 *
 * Exponential with full jitter: anything between nothing and the ceiling, so that many who failed together do not
 * come back together. `random` gives 0 ≤ x < 1.
 */
export function decideRetry(
  reason: Failure,
  attempt: number,
  policy: RetryPolicy,
  random: () => number,
): RetryDecision {
  if (!isTransient(reason) || attempt > policy.retries) return { kind: 'giveUp' }
  const ceiling = Math.min(policy.longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1))
  return { kind: 'wait', ms: Math.round(random() * ceiling) }
}

/** The host asked for a pause, which its limiter keeps; `failure` is reported when it happens too often. */
export interface Backoff {
  readonly kind: 'backoff'
  readonly failure: Failure
}

/** How one attempt ended when it did not fail: with its value, or with a pause of the host. */
export type Attempted<T> = { readonly kind: 'value'; readonly value: T } | Backoff

/** The policy and chance of a retry loop, and its report. */
export interface RetryOptions {
  readonly policy: RetryPolicy
  readonly random: () => number
  onRetry(failure: Failure, attempt: number, waitMs: number): void
}

/**
 * Attempts until one succeeds, fails for good, or the policy is used up; then throws its FailureError.
 *
 * A backoff costs no attempt; as many are waited for as there are retries. An abort is not a failure: it is rethrown as
 * the signal's reason, whatever the attempt threw because of it.
 */
export async function withRetries<T>(
  attempt: (number: number) => Promise<Attempted<T>>,
  options: RetryOptions,
  signal: AbortSignal,
): Promise<T> {
  let backoffs = 0
  for (let number = 1; ; ) {
    try {
      const attempted = await attempt(number)
      if (attempted.kind === 'value') return attempted.value
      backoffs += 1
      if (backoffs > options.policy.retries) throw new FailureError(attempted.failure)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (!(error instanceof FailureError)) throw error
      const decision = decideRetry(error.failure, number, options.policy, options.random)
      if (decision.kind === 'giveUp') throw error
      number += 1
      options.onRetry(error.failure, number, decision.ms)
      await sleep(decision.ms, signal)
    }
  }
}
