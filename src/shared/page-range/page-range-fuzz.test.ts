import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressAt, addresses, firstAddress, parsePageRange, RangeAddress, rangeOf } from './page-range'

const site = 'https://example.org/'
const number = fc.nat(2000)
const padded = fc.tuple(number, fc.nat(5)).map(([value, width]) => String(value).padStart(width, '0'))
const step = fc.option(fc.integer({ min: 1, max: 50 })).map((value) => (value === null ? '' : `:${value}`))
const numbers = fc.tuple(padded, padded, step).map(([from, to, by]) => `${from}-${to}${by}`)
const letters = fc
  .tuple(fc.constantFrom(...Array.from('abxyz')), fc.constantFrom(...Array.from('abxyz')))
  .map(([from, to]) => `[${from}-${to}]`)
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const dates = fc
  .tuple(day, day, step, fc.constantFrom('-', '/', '_', '.', ''), fc.boolean())
  .map(([from, to, by, separator, isBare]) => {
    const text = `${from}..${to}`
    const bare = isBare && separator !== '' ? text.replace(/-0/g, '-') : text
    return bare.replaceAll('-', separator) + by
  })
const hex = fc
  .tuple(fc.nat(5000), fc.nat(5000), fc.nat(5), fc.boolean(), step)
  .map(([from, to, width, isUpper, by]) => {
    const ends = [from, to].map((end) => `0x${end.toString(16).padStart(width, '0')}`).join('-')
    return (isUpper ? ends.toUpperCase() : ends) + by
  })
const entry = fc.oneof(numbers, padded, dates, hex, fc.stringMatching(/^[a-z0-9.:–-]{0,6}$/))
const list = fc.array(entry, { minLength: 1, maxLength: 4 }).map((entries) => `{${entries.join(',')}}`)
const literal = fc.stringMatching(/^[a-z0-9/.?&=_()-]{0,8}(?:\\[[\]{}*\\]|\\x|%2B)?$/)
const ofAddress = fc.constantFrom(
  '[]',
  '[0]',
  '[name]',
  '{id}',
  '[',
  ']',
  '{',
  '}',
  '[1,2]',
  '[[',
  '#',
  '{"a":1}',
)
const group = fc.oneof(
  fc.oneof(dates, hex).map((span) => `[${span}]`),
  ofAddress,
  numbers.map((span) => `[${span}]`),
  letters,
  list,
  literal,
)
const address = fc.array(group, { maxLength: 3 }).map((groups) => `https://example.org/${groups.join('')}z`)

describe('properties', () => {
  it('the canonical form reads back as itself and as the same range', () => {
    fc.assert(
      fc.property(address, (text) => {
        const parsed = parsePageRange(text)
        fc.pre(parsed.ok)
        const again = rangeOf(parsed.range.canonical as RangeAddress)
        expect({ ...again, literal: [] }).toEqual({ ...parsed.range, literal: [], rewritten: false })
        expect(firstAddress(again)).toBe(firstAddress(parsed.range))
      }),
      { numRuns: 1000 },
    )
  })

  it('as many addresses come as were counted, each the one that stands at its index', () => {
    fc.assert(
      fc.property(address, (text) => {
        const parsed = parsePageRange(text)
        fc.pre(parsed.ok && parsed.range.count !== null && parsed.range.count < 5000)
        const every = [...addresses(parsed.range)]
        expect(every).toHaveLength(parsed.range.count ?? -1)
        for (const index of [0, every.length >> 1, every.length - 1]) {
          expect(every[index]).toBe(addressAt(parsed.range, index))
        }
        expect(every.every((one) => one.startsWith('https://example.org/') && one.endsWith('z'))).toBe(true)
      }),
    )
  })

  it('text without brackets, stars and backslashes stands for itself alone', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        fc.pre(!/[[\]{}*\\]/.test(text))
        const parsed = parsePageRange(text)
        expect(parsed.ok && [...addresses(parsed.range)]).toEqual([text])
      }),
    )
  })

  it('days come one after another as the calendar has them', () => {
    fc.assert(
      fc.property(day, fc.nat(3000), (first, days) => {
        const start = Date.parse(first)
        const last = new Date(start + days * 86_400_000).toISOString().slice(0, 10)
        const range = rangeOf(RangeAddress.parse(`${site}[${first}..${last}]`))
        expect(range.count).toBe(days + 1)
        const middle = new Date(start + (days >> 1) * 86_400_000).toISOString().slice(0, 10)
        expect(addressAt(range, days >> 1)).toBe(site + middle)
      }),
    )
  })

  it('no text makes it throw, and errors point into the text', () => {
    const noise = fc.string({
      unit: fc.constantFrom(...Array.from('htps:/.a1-[]{},:*%\\@ \n\ud800é［１，—】')),
      maxLength: 30,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          noise,
          noise.map((text) => site + text),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const parsed = parsePageRange(text)
          const { at, length } = parsed.ok ? { at: 0, length: 0 } : parsed.error
          expect(at).toBeGreaterThanOrEqual(0)
          expect(at + length).toBeLessThanOrEqual(text.length + 1)
          expect(parsed.ok ? rangeOf(parsed.range.canonical as RangeAddress).count : null).toBe(
            parsed.ok ? parsed.range.count : null,
          )
          expect(parsed.ok ? firstAddress(parsed.range) : site).toMatch(/^https?:\/\//)
        },
      ),
      { numRuns: 3000 },
    )
  })
})
