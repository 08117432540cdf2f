import { parseHttpDate } from '../transfer/http-date'

/** Ten years: what asks for more says never, and a time of any clock can be told for it. */
const longestMs = 10 * 365 * 24 * 3600 * 1000

/**
 * Milliseconds that a `Retry-After` asks to wait, or null when it cannot be read (RFC 9110 §10.2.3).
 *
 * A date is compared with the reply's own `Date`, so that a wrong clock on either side does not shorten or stretch the
 * wait; without one, with `now`. Never negative, at most ten years.
 */
export function parseRetryAfter(value: string, date: string | null, now: number): number | null {
  const text = value.trim()
  if (/^\d+$/.test(text)) return Math.min(longestMs, Number(text) * 1000)
  const until = parseHttpDate(text, now)
  if (until === null) return null
  const from = date === null ? null : parseHttpDate(date, now)
  return Math.min(longestMs, Math.max(0, until - (from ?? now)))
}
