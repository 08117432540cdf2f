const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const time = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})'
const month = `(?<month>${months.join('|')})`

/** IMF-fixdate, obsolete RFC 850 and asctime, in this order (RFC 9110 §5.6.7). */
const forms = [
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (?<day>\\d{2}) ${month} (?<year>\\d{4}) ${time} GMT$`),
  new RegExp(
    `^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d{2})-${month}-(?<year>\\d{2}) ${time} GMT$`,
  ),
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${month} (?<day>\\d{2}| \\d) ${time} (?<year>\\d{4})$`),
]

/**
 * Epoch milliseconds of an HTTP-date in any of its three forms, or null when it is none of them.
 *
 * A year of two digits that would lie more than 50 years ahead of `now` is the last past year with these digits
 * (RFC 9110 §5.6.7). The name of the weekday is not compared with the date; a leap second counts as the next minute.
 */
export function parseHttpDate(text: string, now: number): number | null {
  const parts = forms.map((form) => form.exec(text.trim())?.groups).find((groups) => groups !== undefined)
  if (parts === undefined) return null
  const number = (name: string) => Number(parts[name])
  const month = months.indexOf(parts['month'] ?? '')
  const [day, hour, minute, second] = [number('day'), number('hour'), number('minute'), number('second')]
  if (hour > 23 || minute > 59 || second > 60) return null
  const at = (year: number) => {
    const date = new Date(0)
    date.setUTCFullYear(year, month, day)
    // 31 February is no date, and Date would make it 3 March.
    return date.getUTCMonth() === month && day > 0 ? date.setUTCHours(hour, minute, second) : null
  }
  if (parts['year']?.length !== 2) return at(number('year'))
  const thisYear = new Date(now).getUTCFullYear()
  const year = Math.floor(thisYear / 100) * 100 + number('year')
  return at(year > thisYear + 50 ? year - 100 : year)
}

/**
 * Epoch milliseconds of a `Last-Modified` as the time of a file; null for what is no HTTP-date, and for a time that no
 * picture can have: in the future, in 1970 as an unset clock shows it, or before.
 */
export function parseFileTime(text: string, now: number): number | null {
  const time = parseHttpDate(text, now)
  return time !== null && time > 0 && time <= now ? time : null
}

/** Ten years: more means never, and its end is still a valid date. */
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
