import { expect, it } from 'vitest'
import { parseHttpDate, parseRetryAfter } from './http-date'

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

const example = Date.UTC(1994, 10, 6, 8, 49, 37)

it.each([
  ['IMF-fixdate', 'Sun, 06 Nov 1994 08:49:37 GMT', example],
  ['RFC 850', 'Sunday, 06-Nov-94 08:49:37 GMT', example],
  ['asctime with a space for the first digit', 'Sun Nov  6 08:49:37 1994', example],
  ['asctime with two digits', 'Wed Nov 16 08:49:37 1994', Date.UTC(1994, 10, 16, 8, 49, 37)],
  ['a leap second', 'Sat, 31 Dec 2016 23:59:60 GMT', Date.UTC(2017, 0, 1)],
  ['the 29th of February', 'Thu, 29 Feb 2024 00:00:00 GMT', Date.UTC(2024, 1, 29)],
])('reads %s', (_form, text, at) => {
  expect(parseHttpDate(text, now)).toBe(at)
})

it.each([
  ['fifty years ahead stays', '74', 2074],
  ['more than fifty years ahead is past', '75', 1975],
  ['this year', '24', 2024],
])('takes two digits of a year: %s', (_rule, digits, year) => {
  expect(parseHttpDate(`Monday, 06-Nov-${digits} 08:49:37 GMT`, now)).toBe(Date.UTC(year, 10, 6, 8, 49, 37))
})

it.each([
  'soon',
  '',
  'Sun, 06 Nov 1994 08:49:37',
  'Sun, 06 Nov 1994 08:49:37 CET',
  'Sun, 31 Feb 1994 08:49:37 GMT',
  'Sun, 00 Feb 1994 08:49:37 GMT',
  'Sun, 06 Nov 1994 24:49:37 GMT',
  'Sun, 06 Nov 94 08:49:37 GMT',
  '1994-11-06T08:49:37Z',
])('does not take %j for a date', (text) => {
  expect(parseHttpDate(text, now)).toBeNull()
})
