import { expect, it } from 'vitest'
import { parseRetryAfter } from './retry-after'

const now = Date.UTC(2024, 5, 1, 12)
const tenYears = 3650 * 24 * 3600 * 1000
const inFourSeconds = 'Sat, 01 Jun 2024 12:00:04 GMT'

it.each([
  ['seconds', '120', null, 120_000],
  ['nothing', '0', null, 0],
  ['a date against our clock', inFourSeconds, null, 4000],
  ['a date against the clock of the server', inFourSeconds, 'Sat, 01 Jun 2024 11:59:54 GMT', 10_000],
  ['an obsolete date', 'Saturday, 01-Jun-24 12:00:04 GMT', null, 4000],
  ['an asctime date', 'Sat Jun  1 12:00:04 2024', null, 4000],
  ['a date that has passed', 'Sat, 01 Jun 2024 11:00:00 GMT', null, 0],
  ['more seconds than a clock has', '9'.repeat(30), null, tenYears],
  ['the last of all dates', 'Fri, 31 Dec 9999 23:59:59 GMT', null, tenYears],
  ['a date beside a Date that cannot be read', inFourSeconds, 'yesterday', 4000],
])('reads %s', (_what, value, date, ms) => {
  expect(parseRetryAfter(value, date, now)).toBe(ms)
})

it.each(['soon, I hope', '', '-5', '1.5', '1e3', '0x10'])('does not read %j', (value) => {
  expect(parseRetryAfter(value, null, now)).toBeNull()
})
