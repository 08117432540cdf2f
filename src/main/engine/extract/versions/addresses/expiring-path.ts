import { hostOf, pathOf } from '../../html/resolve-address'

const dayMs = 86_400_000

/** How long before and behind now the end of an address that a page names now may lie, in days. */
const freshDays = { before: 2, behind: 40 }
/** The same of an address that was named earlier: a task may have been paused for a year. */
const earlierDays = { before: 400, behind: 40 }

/** Longest segment of a path that is looked at, in UTF-16 units. */
const longestSegment = 200

/** Seconds or milliseconds since 1970, alone or with a hash and a separator before or behind it. */
const withTime = /^(?:[\w-]{1,120}[-_,.~:=])?(1[5-9]\d{8})(?:\d{3})?(?:[-_,.~:=][\w-]{1,120})?$/
/** The same seconds in hexadecimal. */
const hexadecimal = /^[5-7][0-9a-f]{7}$/i
/** A hash in hexadecimal, or one of mixed case with digits. */
const hash = /^(?:[0-9a-f]{16,128}|(?=[^/]*\d)(?=[^/]*[a-z])(?=[^/]*[A-Z])[\w-]{16,128})$/

/** The time that a segment of a path may name, in epoch milliseconds; null for none. */
function timeIn(segment: string): number | null {
  if (segment.length > longestSegment) return null
  const decimal = withTime.exec(segment)?.[1]
  if (decimal !== undefined) return Number(decimal) * 1000
  return hexadecimal.test(segment) ? Number.parseInt(segment, 16) * 1000 : null
}

/** A path without the folders that are times near to now, and hashes beside them; null when it has none. */
function withoutTimes(address: string, now: number, days: typeof freshDays): string | null {
  const segments = pathOf(address).split('/')
  const isTime = segments.map((segment, index) => {
    // The last segment is the name of the picture
    const time = index === segments.length - 1 ? null : timeIn(segment)
    return time !== null && time > now - days.before * dayMs && time < now + days.behind * dayMs
  })
  if (!isTime.includes(true)) return null
  const isHash = (index: number) =>
    index < segments.length - 1 &&
    (isTime[index - 1] || isTime[index + 1]) &&
    hash.test(segments[index] ?? '')
  return segments.map((segment, index) => (isTime[index] || isHash(index) ? '*' : segment)).join('/')
}

const queryOf = (address: string) => address.split('#')[0]?.split('?')[1] ?? ''

/**
 * Whether two absolute addresses are of the same picture, by which a page names it until other times: they differ in nothing
 * but folders that are times near to now (`/s/1700000000/1.jpg`, `/1700000000-HASH/1.jpg`), as epoch seconds, milliseconds
 * or hexadecimal, and in hashes beside these. `fresh` is what the page names now, `now` in epoch milliseconds.
 */
export function isRenewed(earlier: string, fresh: string, now: number): boolean {
  if (hostOf(earlier) !== hostOf(fresh) || queryOf(earlier) !== queryOf(fresh)) return false
  const path = withoutTimes(fresh, now, freshDays)
  return path !== null && path === withoutTimes(earlier, now, earlierDays)
}
