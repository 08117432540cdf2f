import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { addressAt } from './expand'
import { hasFormOf, isInRange } from './in-range'
import { type PageRange, parseAddress } from './parse-address'

function rangeOf(text: string): PageRange {
  const parsed = parseAddress(text)
  if (!parsed.ok) throw new Error(`no range: ${text}`)
  return parsed.range
}

/** Pieces of text that were cut off, compared or searched: every step of a comparison does one of these. */
function stepsOf(work: () => void): number {
  const spies = [
    vi.spyOn(String.prototype, 'slice'),
    vi.spyOn(String.prototype, 'startsWith'),
    vi.spyOn(RegExp.prototype, 'exec'),
  ]
  try {
    work()
    return spies.reduce((sum, { mock }) => sum + mock.calls.length, 0)
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

describe('isInRange', () => {
  it.each([
    ['https://h.test/[1-50].html', 'https://h.test/50.html'],
    ['https://h.test/[1-50].html', 'http://h.test/7.html'],
    ['https://h.test/[1-50].html', 'https://h.test/7.html#top'],
    ['https://H.test:443/[1-50]', 'https://h.test/7/'],
    ['https://h.test/[1-50]/', 'https://h.test/7'],
    ['https://h.test/[001-050].html', 'https://h.test/007.html'],
    ['https://h.test/[5-60:5].html', 'https://h.test/35.html'],
    ['https://h.test/[60-10].html', 'https://h.test/10.html'],
    ['https://h.test/[5560-].html', 'https://h.test/90071992547409.html'],
    ['https://h.test/[a-f]/x', 'https://h.test/c/x'],
    ['https://h.test/{one,two}/[1-3]', 'https://h.test/two/3'],
    ['https://h.test/{1-20,25,40..30}', 'https://h.test/33'],
    ['https://h.test/[1-12][1-12]', 'https://h.test/111'],
    ['https://h.test/[0x08-0x0f]', 'https://h.test/0a'],
    ['https://h.test/[2024-02-28..2024-03-02]', 'https://h.test/2024-02-29'],
    ['https://h.test/[2024/1/5..2024/1/9]/', 'https://h.test/2024/1/7/'],
    ['https://h.test/红叶/[1-9]', 'https://h.test/%E7%BA%A2%e5%8f%b6/9'],
    ['https://h.test/a b/[1-9]', 'https://h.test/a%20b/9'],
    ['https://h.test/?page=[1-9]', 'https://h.test?page=3'],
    ['https://h.test/a.html', 'https://h.test/a.html'],
  ])('of %s is %s', (range, address) => {
    expect(isInRange(rangeOf(range), address)).toBe(true)
  })

  it.each([
    ['https://h.test/[1-50].html', 'https://h.test/51.html'],
    ['https://h.test/[1-50].html', 'https://h.test/07.html'],
    ['https://h.test/[1-50].html', 'https://h.test/7.html?x'],
    ['https://h.test/[1-50].html', 'https://g.test/7.html'],
    ['https://h.test/[1-50].html', 'https://h.test/7_2.html'],
    ['https://h.test/[001-050].html', 'https://h.test/7.html'],
    ['https://h.test/[5-60:5].html', 'https://h.test/36.html'],
    ['https://h.test/[5560-].html', 'https://h.test/5559.html'],
    ['https://h.test/[5560-].html', 'https://h.test/99999999999999999999.html'],
    ['https://h.test/[a-f]/x', 'https://h.test/C/x'],
    ['https://h.test/{one,two}/[1-3]', 'https://h.test/three/3'],
    ['https://h.test/[0x08-0x0f]', 'https://h.test/0A'],
    ['https://h.test/[2024-02-28..2024-03-02]', 'https://h.test/2024-02-30'],
    ['https://h.test/[2024-02-28..2024-03-02]', 'https://h.test/2024/02/29'],
    ['https://h.test/a.html', 'https://h.test/b.html'],
  ])('of %s is not %s', (range, address) => {
    expect(isInRange(rangeOf(range), address)).toBe(false)
  })

  it.each([
    'https://h.test/{a,b-c,7}/[003-120:3]/p[2024-01-01..2024-12-31].html',
    'https://h.test/[1-200][a-z]{x,yz}[9-1]',
    'https://h.test/[7-]-{1-20,25}.html?k=[0x1-0xff]',
  ])('every address of %s, and none beyond', (text) => {
    const range = rangeOf(text)
    fc.assert(
      fc.property(fc.nat({ max: Math.min(range.count ?? 1e6, 1e6) - 1 }), (index) => {
        expect(isInRange(range, addressAt(range, index))).toBe(true)
        expect(isInRange(range, `${addressAt(range, index)}~`)).toBe(false)
      }),
    )
  })

  it('takes as many steps for a huge range as for a small one', () => {
    const address = `https://h.test/${'1'.repeat(15)}z`
    const huge = stepsOf(() => isInRange(rangeOf('https://h.test/[1-900000000][1-9000][a-z]'), address))
    const small = stepsOf(() => isInRange(rangeOf('https://h.test/[1-90][1-9][a-z]'), address))
    expect(huge).toBeLessThan(10 * small)
    expect(small).toBeLessThan(1000)
  })

  it('takes a bounded number of steps for a range that fits in many ways', () => {
    const lists = rangeOf(`https://h.test/${'{1,11,111}'.repeat(20)}x`)
    // Each of 20 lists of 3 at each of 40 offsets, not each of 3^20 ways
    expect(stepsOf(() => isInRange(lists, `https://h.test/${'1'.repeat(40)}y`))).toBeLessThan(20 * 3 * 40 * 2)
  })

  it('takes no more steps for a longer address', () => {
    const range = rangeOf('https://h.test/[1-900000000][1-9000][a-z]')
    const steps = (digits: number) => stepsOf(() => isInRange(range, `https://h.test/${'1'.repeat(digits)}`))
    expect(steps(8000)).toBeLessThan(2 * steps(80))
  })
})

describe('hasFormOf', () => {
  it.each([
    ['https://h.test/[1-50].html', 'https://h.test/51.html', true],
    ['https://h.test/[001-050].html', 'https://h.test/51.html', true],
    ['https://h.test/[5-60:5]/', 'https://h.test/36', true],
    ['https://h.test/g/{one,two}/', 'https://h.test/g/three/', true],
    ['https://h.test/[2024-02-28..2024-03-02]', 'https://h.test/2024-02-27', true],
    ['https://h.test/[a-c]', 'https://h.test/d', true],
    ['https://h.test/[1-50].html', 'https://h.test/5_2.html', false],
    ['https://h.test/[1-50]', 'https://h.test/5?page=2', false],
    ['https://h.test/[1-50]', 'https://h.test/5/2', false],
    ['https://h.test/5', 'https://h.test/6', false],
  ])('of %s: %s is %s', (range, address, expected) => {
    expect(hasFormOf(rangeOf(range), address)).toBe(expected)
  })

  it('takes a bounded number of steps for an address that fits in many ways', () => {
    const range = rangeOf(`https://h.test/${'[1-9]'.repeat(12)}`)
    const steps = stepsOf(() => hasFormOf(range, `https://h.test/${'1'.repeat(8000)}`))
    // Each of 12 numbers of at most 20 digits at each offset before it, not each of 20^12 ways
    expect(steps).toBeLessThan(12 * 12 * 20 * 2)
  })
})
