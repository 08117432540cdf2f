const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A time of day with its zone: `10:20`, `10:20:30.123`, `T10:20Z`, `10:20 +0800`, `10:20 PM`, `10:20 GMT`. */
const clock =
  /(?:^|[T\s,，日])(\d{1,2})[:：](\d{2})(?:[:：](\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?/i

/** Forms of a day with the places of year, month and day in them. */
const days: readonly (readonly [RegExp, (parts: readonly string[]) => readonly [string, string, string]])[] =
  [
    // 2024-01-31, 2024/1/31, 2024.1.31, 2024年1月31日
    [
      /(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)/,
      ([y = '', m = '', d = '']) => [y, m, d],
    ],
    // 20240131
    [/(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=T|\D|$)/, ([y = '', m = '', d = '']) => [y, m, d]],
    // 31.01.2024
    [/(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/, ([d = '', m = '', y = '']) => [y, m, d]],
    // January 31, 2024
    [/\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/i, ([m = '', d = '', y = '']) => [y, m, d]],
    // 31 January 2024
    [
      /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})\b/i,
      ([d = '', m = '', y = '']) => [y, m, d],
    ],
  ]

function monthOf(text: string): number {
  const named = months.indexOf(text.slice(0, 3).toLowerCase())
  return named >= 0 ? named : Number(text) - 1
}

/** Milliseconds since midnight in UTC; a time without a zone is taken for UTC. Null for one that is none. */
function timeOf(text: string): number | null {
  const match = clock.exec(text)
  if (match === null) return 0
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '', half = '', zone = 'Z'] = match
  const isHalf = half !== ''
  const hour = isHalf ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours)
  if (hour > 24 || Number(minutes) > 59 || Number(seconds) > 60) return null
  const [, sign, zoneHours = '0', zoneMinutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  const offset =
    sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes))
  const ms = Number(`0.${fraction || '0'}`) * 1000
  return ((hour * 60 + Number(minutes) - offset) * 60 + Number(seconds)) * 1000 + Math.floor(ms)
}

/** Seconds or milliseconds since 1970, of a time between 2001 and 2286. */
function epochOf(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  return /^\d{13}$/.test(text) ? Number(text) : null
}

/**
 * The date in a text as ISO 8601 in UTC (`2024-01-31T10:20:00.000Z`): ISO, RFC 9110 and RFC 5322, `2024年1月31日 10:20`,
 * `31.01.2024`, `Jan 31, 2024`, and seconds or milliseconds since 1970.
 *
 * Without a time it is midnight, without a zone UTC: neither depends on this machine. `1/2/2024` is null, for it is
 * another day in another country, and so is `3 days ago`.
 */
export function dateValue(written: string): string | null {
  const text = written.slice(0, 1000).trim()
  const epoch = epochOf(text)
  if (epoch !== null) return new Date(epoch).toISOString()
  for (const [form, partsOf] of days) {
    const match = form.exec(text)
    if (match === null) continue
    const [year, month, day] = partsOf(match.slice(1))
    const rest = text.slice(match.index + match[0].length)
    const time = timeOf(rest)
    const [y, m, d] = [Number(year), monthOf(month), Number(day)]
    const at = new Date(Date.UTC(y, m, d))
    const isDay = at.getUTCFullYear() === y && at.getUTCMonth() === m && at.getUTCDate() === d
    if (isDay && time !== null) return new Date(at.getTime() + time).toISOString()
  }
  return null
}
