import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addresses } from './expand'
import { findPageNumbers, type PageNumber } from './numbers/find-numbers'
import { parseAddress } from './parse-address'
import { splitPages, withPages } from './with-pages'

function best(address: string): PageNumber {
  const found = findPageNumbers(address)
  const number = found.numbers[found.best]
  if (number === undefined) throw new Error(`no number in ${address}`)
  return number
}

describe('withPages and dates', () => {
  it.each([
    ['https://h.org/c/2024/02/28', '2024-02-28..2024-03-01', 'https://h.org/c/[2024/02/28..2024/03/01]'],
    ['https://h.org/c/20240228.html', '2024-02-28..2024-03-01', 'https://h.org/c/[20240228..20240301].html'],
    ['https://h.org/2024_1_5/', '2024-01-05..2024-01-12:7', 'https://h.org/[2024_1_5..2024_1_12:7]/'],
    ['https://h.org/2024/01/', '2024-01..2024-03', 'https://h.org/[2024/01..2024/03]/'],
    [
      'https://h.org/c/2024-02-28',
      '2024/3/1,2024/3/4..2024/3/5',
      'https://h.org/c/{2024-03-01,2024-03-04..2024-03-05}',
    ],
    ['https://h.org/c/*', '2024-02-28..2024-03-01', 'https://h.org/c/[2024-02-28..2024-03-01]'],
  ])('%s with %s is %s', (address, pages, canonical) => {
    const { numbers, best: index } = findPageNumbers(address)
    expect(withPages(address, numbers[index], pages)).toMatchObject({ ok: true, range: { canonical } })
  })

  it.each([
    ['https://h.org/5.html', '2024-01-01..2024-01-02', 'no-date'],
    ['https://h.org/2024_1_5/', '2024-10-10..2024-12-12', 'date-shape'],
    ['https://h.org/c/2024/02/28', '2024-02-30..2024-03-01', 'bad-date'],
    ['https://h.org/c/2024/02/28', '1-5', 'no-number'],
  ])('%s with %s is refused as %s', (address, pages, code) => {
    expect(withPages(address, undefined, pages)).toMatchObject({ ok: false, error: { code, part: 'pages' } })
  })
})

describe('withPages', () => {
  it.each([
    ['https://h.org/5510.html', '5510-5560', 'https://h.org/[5510-5560].html'],
    ['https://h.org/5510.html', '5510-', 'https://h.org/[5510-].html'],
    ['https://h.org/1.html', '60-10', 'https://h.org/[60-10].html'],
    ['https://h.org/1.html', '1-20,25,30-40:2', 'https://h.org/{1-20,25,30-40:2}.html'],
    ['https://h.org/1.html', ' 1 - 20， 25 ', 'https://h.org/{1-20,25}.html'],
    ['https://h.org/1.html', '9-7,2', 'https://h.org/{9..7,2}.html'],
    ['https://h.org/1.html', '7', 'https://h.org/7.html'],
    ['https://h.org/001.html', '1-50', 'https://h.org/[001-050].html'],
    ['https://h.org/001.html', '8,9-12', 'https://h.org/{008,009-012}.html'],
    ['https://h.org/001.html', '01-50', 'https://h.org/[01-50].html'],
    ['https://h.org/*.html', '1-9', 'https://h.org/[1-9].html'],
    ['https://h.org/a(*).html', '01-09', 'https://h.org/a[01-09].html'],
    ['h.org/7', '1-9', 'https://h.org/[1-9]'],
    ['https://h.org/{a,b}/7', '1-2', 'https://h.org/{a,b}/[1-2]'],
  ])('%s with %s is %s', (address, pages, canonical) => {
    expect(withPages(address, best(address), pages)).toMatchObject({ ok: true, range: { canonical } })
  })

  it.each([
    ['', 'empty', 0],
    ['1-x', 'bad-number', 2],
    ['1-5,,7', 'bad-number', 4],
    ['a-c', 'bad-number', 0],
    ['1-5, 9-3:0', 'step-zero', 9],
    ['1-,5', 'open-not-last', 0],
    ['1 2', 'bad-number', 2],
  ])('%j is refused at its own offset', (pages, code, at) => {
    const address = 'https://h.org/5.html'
    expect(withPages(address, best(address), pages)).toMatchObject({
      ok: false,
      error: { code, at, part: 'pages' },
    })
  })

  it('distinguishes errors of the address from errors of the pages', () => {
    const text = 'https://h.org/5.html?x=[1-x]'
    const number = { start: 14, end: 15, text: '5', value: 5 }
    expect(withPages(text, number, '100-200')).toMatchObject({
      error: { code: 'bad-number', part: 'address', at: 26, found: 'x' },
    })
    expect(withPages('https://h.org/{a,b}/5', { ...number, start: 20, end: 21 }, '5-')).toMatchObject({
      error: { code: 'open-not-first', part: 'pages', at: 0, length: 2 },
    })
    expect(withPages('https://h5.org/', { ...number, start: 9, end: 10 }, '1-2')).toMatchObject({
      error: { code: 'in-host' },
    })
  })
})

describe('splitPages', () => {
  it.each([
    ['https://h.org/[1-50].html', 'https://h.org/1.html', '1-50', 0],
    ['https://h.org/[001-100].html', 'https://h.org/001.html', '001-100', 0],
    ['https://h.org/9/[60-10:5]?x=3', 'https://h.org/9/60?x=3', '60-10:5', 1],
    ['https://h.org/{1-20,25}', 'https://h.org/1', '1-20,25', 0],
    ['https://h.org/[5560-]', 'https://h.org/5560', '5560-', 0],
    ['https://h.org/5[1-20]', 'https://h.org/51', '1-20', -1],
    ['h.org/{1..9}', 'https://h.org/1', '1-9', 0],
    ['https://h.org/\\[x\\]/[1-2]', 'https://h.org/[x]/1', '1-2', 0],
  ])('%s fills the form', (text, address, pages, numberIndex) => {
    expect(splitPages(text)).toMatchObject({ address, pages, numberIndex })
  })

  it.each([
    'https://h.org/1.html',
    'https://h.org/[a-c]',
    'https://h.org/{x,1}',
    'https://h.org/[1-2][1-2]',
    'x',
    '',
  ])('%s has no pages to split off', (text) => {
    expect(splitPages(text)).toBeNull()
  })

  it('withPages makes the same range of the parts again', () => {
    const span = fc
      .tuple(fc.nat(300), fc.nat(300), fc.nat(4), fc.constantFrom('', ':2'))
      .map(
        ([from, to, width, step]) =>
          `${String(from).padStart(width, '0')}-${String(to).padStart(width, '0')}${step}`,
      )
    const pages = fc.array(fc.oneof(span, fc.nat(999).map(String)), { minLength: 1, maxLength: 4 })
    const address = fc.constantFrom('https://h.org/001.html', 'https://h.org/g7/1?w=5', 'h.org/(*)')
    fc.assert(
      fc.property(address, pages, (text, entries) => {
        const parsed = withPages(text, best(text), entries.join(','))
        if (!parsed.ok) throw new Error(parsed.error.code)
        expect(parseAddress(parsed.range.canonical)).toMatchObject({
          ok: true,
          range: { count: parsed.range.count },
        })
        const split = splitPages(parsed.range.canonical)
        expect(split === null).toBe(!/[[{]/.test(parsed.range.canonical))
        if (split === null) return
        const again = withPages(split.address, split.number, split.pages)
        if (!again.ok) throw new Error(again.error.code)
        expect(again.range.canonical).toBe(parsed.range.canonical)
        expect([...addresses(again.range)]).toEqual([...addresses(parsed.range)])
      }),
    )
  })
})
