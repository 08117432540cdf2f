import { addressAt } from '@shared/page-range/page-range'
import { describe, expect, it } from 'vitest'
import {
  type AddressForm,
  formOf,
  fromToOf,
  landmarks,
  pagesOf,
  readForm,
  shortAddress,
} from './address-form'

function canonical(form: AddressForm): string {
  const { result } = readForm(form)
  return result.kind === 'range'
    ? result.range.canonical
    : result.kind === 'error'
      ? result.error.code
      : 'nothing'
}

const plain: AddressForm = { address: 'https://example.org/2024/a/5510.html', chosen: null, pages: '' }

describe('the form', () => {
  it.each<[string, Partial<AddressForm>, string]>([
    ['with an address alone is one page', {}, 'https://example.org/2024/a/5510.html'],
    [
      'puts pages in the place of the number that fits best',
      { pages: '5510-5560' },
      'https://example.org/2024/a/[5510-5560].html',
    ],
    [
      'puts them into the number that was chosen',
      { chosen: 0, pages: '2020-2024' },
      'https://example.org/[2020-2024]/a/5510.html',
    ],
    [
      'takes the full syntax',
      { pages: '1-20,25,30-40:2' },
      'https://example.org/2024/a/{1-20,25,30-40:2}.html',
    ],
    ['takes an open end', { pages: '5510-' }, 'https://example.org/2024/a/[5510-].html'],
    [
      'takes no pages when no number counts',
      { chosen: -1, pages: '1-9' },
      'https://example.org/2024/a/5510.html',
    ],
    [
      'leaves a range in the address alone',
      { address: 'https://example.org/[1-9]/x', pages: '3' },
      'https://example.org/[1-9]/x',
    ],
    ['takes a star as page 1', { address: 'https://example.org/*.html' }, 'https://example.org/1.html'],
    [
      'fills up zeros as the address does',
      { address: 'https://example.org/007.html', pages: '7-12' },
      'https://example.org/[007-012].html',
    ],
    [
      'puts dates in the place of the date of the address',
      { address: 'https://example.org/c/2024/02/28', pages: '2024-02-28..2024-03-01' },
      'https://example.org/c/[2024/02/28..2024/03/01]',
    ],
    [
      'leaves brackets of the address alone',
      { address: 'https://example.org/a?tags[]=x&page=2', pages: '1-3' },
      'https://example.org/a?tags[]=x&page=[1-3]',
    ],
    ['without an address is nothing', { address: '  ' }, 'nothing'],
    ['says what is wrong with the address', { address: 'https://example.org/[1-' }, 'unclosed'],
    ['says what is wrong with the pages', { pages: '1-x' }, 'bad-number'],
  ])('%s', (_title, part, expected) => {
    expect(canonical({ ...plain, ...part })).toBe(expected)
  })

  it('says in which part an error is', () => {
    expect(readForm({ ...plain, pages: '1-x' }).result).toMatchObject({ error: { part: 'pages', at: 2 } })
    expect(readForm({ ...plain, address: 'ftp://example.org/1' }).result).toMatchObject({
      error: { part: 'address' },
    })
  })

  it('offers every number outside of the host', () => {
    const { numbers, counting } = readForm({
      ...plain,
      address: 'https://img2.example.org:8080/2024/a/5510.html',
    })
    expect(numbers.map(({ text }) => text)).toEqual(['2024', '5510'])
    expect(counting).toBe(1)
  })
})

it.each([
  ['several addresses', 'https://example.org/a/5.html https://example.org/b/9.html'],
  ['a bracket that is wrong', 'https://example.org/3/[1-x].html'],
  ['a bracket that is not closed', 'https://example.org/3/[1-'],
])('no number counts pages in %s, whatever the pages say', (_title, address) => {
  for (const pages of ['', '1-5']) {
    const reading = readForm({ address, chosen: null, pages })
    expect(reading).toMatchObject({ numbers: [], counting: -1, hasDate: false, result: { kind: 'error' } })
  }
})

it.each([
  ['https://example.org/g#page-3', 'page-3'],
  ['https://example.org/g#/3', '/3'],
  [`https://example.org/g#${'a'.repeat(80)}3`, `${'a'.repeat(40)}…`],
  ['https://example.org/g#top', null],
  ['https://example.org/g/3#page-3', null],
  ['https://example.org/[1-3]#page-3', null],
])('in %s the only number behind # is %j', (address, expected) => {
  expect(readForm({ ...plain, address }).behindHash).toBe(expected)
})

describe('a pasted address', () => {
  it.each([
    [
      'https://example.org/a/[5510-5560].html',
      { address: 'https://example.org/a/5510.html', pages: '5510-5560' },
    ],
    ['https://example.org/a/[001-100].html', { address: 'https://example.org/a/001.html', pages: '001-100' }],
    ['https://example.org/a/{1-20,25}.html', { address: 'https://example.org/a/1.html', pages: '1-20,25' }],
    [
      'http://127.0.0.1:40123/a/[5510-5525].html',
      { address: 'http://127.0.0.1:40123/a/5510.html', pages: '5510-5525' },
    ],
    [
      'https://example.org/a?page=[1-3]&tags[]=x',
      { address: 'https://example.org/a?page=1&tags[]=x', pages: '1-3' },
    ],
    ['https://example.org/a/[5560-].html', { address: 'https://example.org/a/5560.html', pages: '5560-' }],
    [
      'https://example.org/a/5.html https://example.org/a/9.html',
      { address: 'https://example.org/a/5.html', pages: '5-9' },
    ],
  ])('%s gives From and To', (pasted, expected) => {
    expect(formOf(pasted)).toMatchObject(expected)
  })

  it.each([
    'https://example.org/a/5510.html',
    'https://example.org/[1-3]/[1-9].html',
    'https://example.org/[a-f].html',
    'https://example.org/{one,two}.html',
    'https://example.org/[1-',
    'something else',
  ])('%s stays as it is', (pasted) => {
    expect(formOf(`  ${pasted} `)).toEqual({ address: pasted, chosen: null, pages: '' })
  })

  it('keeps several addresses apart in the one line of the field', () => {
    const [a, b] = ['https://example.org/a/5.html', 'https://other.example/9.html']
    expect(formOf(`${a}\r\n${b}\n`).address).toBe(`${a} ${b}`)
  })

  it('means the same afterwards as before', () => {
    for (const pasted of ['https://example.org/2024/[10-30:5]/x7.jpg', 'https://example.org/[60-10].html']) {
      expect(canonical(formOf(pasted))).toBe(pasted)
    }
  })
})

describe('From and To', () => {
  const number = { start: 0, end: 1, text: '7', value: 7 }

  it.each([
    ['', { from: 7, to: 7 }],
    ['5510', { from: 5510, to: 5510 }],
    ['1-20', { from: 1, to: 20 }],
    ['20 – 1', { from: 20, to: 1 }],
    ['5560-', { from: 5560, to: null }],
    ['1-20,25', null],
    ['1-20:2', null],
    ['x', null],
  ])('of %j', (pages, expected) => {
    expect(fromToOf(pages, number)).toEqual(expected)
  })

  it.each([
    [{ from: 1, to: 20 }, '1-20'],
    [{ from: 4, to: 4 }, '4'],
    [{ from: 4, to: null }, '4-'],
  ])('become pages: %j', (span, pages) => {
    expect(pagesOf(span)).toBe(pages)
    expect(fromToOf(pages, number)).toEqual(span)
  })
})

it.each([
  ['https://example.org/a/5510.html', '…/5510.html'],
  ['https://example.org/', 'https://example.org/'],
  ['https://example.org', 'https://example.org'],
  ['https://example.org/a/?page=3', '…/a/?page=3'],
  [`https://example.org/${'x'.repeat(80)}7.html`, `…${'x'.repeat(41)}7.html`],
])('%s is short enough for a sentence', (address, short) => {
  expect(shortAddress(address)).toBe(short)
})

it('shows the first, the middle and the last address, each once', () => {
  const of = (pages: string): readonly string[] => {
    const { result } = readForm({ address: 'https://example.org/5.html', chosen: null, pages })
    return result.kind === 'range' ? landmarks(result.range) : []
  }
  const page = (number: number): string => `https://example.org/${number}.html`
  expect(of('5-9')).toEqual([page(5), page(7), page(9)])
  expect(of('5-6')).toEqual([page(5), page(6)])
  expect(of('5')).toEqual([page(5)])
  expect(of('5-')).toEqual([page(5)])
})

it('counts a million pages without making them', () => {
  const { result } = readForm({ ...plain, pages: '1-1000000' })
  expect(result).toMatchObject({ range: { count: 1_000_000 } })
  expect(result.kind === 'range' && addressAt(result.range, 999_999)).toBe(
    'https://example.org/2024/a/1000000.html',
  )
})
