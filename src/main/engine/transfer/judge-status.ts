import { FailureError, failure, statusFailure } from '@shared/failure'
import type { EpochMs } from '@shared/units'
import type { Reply } from './http'
import type { Attempted } from './retry'
import { parseRetryAfter } from './retry-after'

export interface StatusPorts {
  readonly now: () => EpochMs
  readonly longestRetryAfterMs: number
  /** Closes the gate of a `host:port` for a time. */
  hold(url: URL, ms: number): void
}

/**
 * Null for a reply whose body is what was asked for. Everything else is discarded and thrown as its failure, or, when
 * the site asked for a pause that is short enough, told as held.
 */
export function judgeStatus(
  reply: Reply,
  ports: StatusPorts,
): Extract<Attempted<never>, { kind: 'held' }> | null {
  const { status } = reply
  if (status === 200 || status === 203) return null
  reply.discard()
  if (status === 206)
    throw new FailureError(failure('protocol', 'a part of the file, which nobody asked for'))
  const text = `${status} from ${reply.address}`
  if (status === 429 || status === 503) {
    const asked = reply
      .fields('retry-after')
      .map((value) => parseRetryAfter(value, reply.header('date'), ports.now()))
      // Of several the longest: it keeps them all.
      .reduce((longest, ms) => (ms === null || ms < (longest ?? 0) ? longest : ms), null)
    // A pause of nothing is no pause: the usual backoff is kinder.
    if (asked !== null && asked > 0) {
      ports.hold(new URL(reply.address), asked)
      const until = Math.ceil(ports.now() + asked)
      const held = {
        kind: 'rate-limited',
        until,
        detail: `${text}, which asked to wait ${asked / 1000} s`,
      } as const
      if (asked > ports.longestRetryAfterMs) throw new FailureError(held)
      return { kind: 'held', failure: held }
    }
  }
  throw new FailureError(statusFailure(status, text))
}
