import { parseHttpDate } from './http-date'

/**
 * Milliseconds that a `Retry-After` asks to wait, or null when it cannot be read (RFC 9110 §10.2.3).
 *
 * A date is compared with the reply's own `Date`, so that a wrong clock on either side does not shorten or stretch the
 * wait; without one, with `now`. Never negative.
 */
export function parseRetryAfter(value: string, date: string | null, now: number): number | null {
  const text = value.trim()
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000
  const until = parseHttpDate(text, now)
  if (until === null) return null
  const from = date === null ? null : parseHttpDate(date, now)
  return Math.max(0, until - (from ?? now))
}
