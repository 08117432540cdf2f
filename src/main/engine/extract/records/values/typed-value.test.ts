import { describe, expect, it } from 'vitest'
import { dateValue } from './date-value'
import { numberValue } from './number-value'
import { typedValue } from './typed-value'

describe('numberValue', () => {
  it.each([
    ['1,234', '', 1234],
    ['1.234,5', '', 1234.5],
    ['1,234.5', '', 1234.5],
    ['1.234.567', '', 1234567],
    ['1,234,567', '', 1234567],
    ['1 234 567', '', 1234567],
    ['1\u00a0234,5', 'fr', 1234.5],
    ["1'234.50", 'de-CH', 1234.5],
    ['3.2万', 'zh-CN', 32000],
    ['阅读量 1.5亿 次', '', 150000000],
    ['1.2k', '', 1200],
    ['2.5M views', '', 2500000],
    ['5 min', '', 5],
    ['1.234', 'en', 1.234],
    ['1.234', 'de', 1234],
    ['1,234', 'de', 1.234],
    ['0,5', '', 0.5],
    ['0,125', '', 0.125],
    ['12,50 €', '', 12.5],
    ['$ 1,299.00', '', 1299],
    ['−5', '', -5],
    ['-5.5 °C', '', -5.5],
    ['１２３', '', 123],
    ['85 %', '', 85],
    ['3.', '', 3],
    ['1e3', '', 1000],
    ['Reads: 42 (7 today)', '', 42],
  ])('%s (%s) is %d', (text, language, value) => expect(numberValue(text, language)).toBe(value))

  it.each(['', 'none', '—', `9${'9'.repeat(400)}`])('%s is none', (text) =>
    expect(numberValue(text, '')).toBeNull(),
  )

  it('reads a hostile text in time', () => {
    const began = performance.now()
    numberValue(`${'1 '.repeat(500_000)}x`, '')
    numberValue('1,'.repeat(500_000), '')
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('dateValue', () => {
  it.each([
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31T10:20:30Z', '2024-01-31T10:20:30.000Z'],
    ['2024-01-31T10:20:30.5+08:00', '2024-01-31T02:20:30.500Z'],
    ['2024-01-31 10:20', '2024-01-31T10:20:00.000Z'],
    ['20240131T102030Z', '2024-01-31T00:00:00.000Z'],
    ['发布于 2024年1月31日 10:20', '2024-01-31T10:20:00.000Z'],
    ['2024/1/31', '2024-01-31T00:00:00.000Z'],
    ['31.01.2024, 10:20', '2024-01-31T10:20:00.000Z'],
    ['Jan 31, 2024 10:20 PM', '2024-01-31T22:20:00.000Z'],
    ['31st January 2024', '2024-01-31T00:00:00.000Z'],
    ['Wed, 31 Jan 2024 10:20:30 GMT', '2024-01-31T10:20:30.000Z'],
    ['Wed, 31 Jan 2024 10:20:30 -0500', '2024-01-31T15:20:30.000Z'],
    ['1706696430', '2024-01-31T10:20:30.000Z'],
    ['1706696430123', '2024-01-31T10:20:30.123Z'],
  ])('%s is %s', (text, value) => expect(dateValue(text)).toBe(value))

  it.each(['', 'yesterday', '3 days ago', '1/2/2024', '2024-02-31', '2024-13-01', '31 Foo 2024'])(
    '%s is none',
    (text) => expect(dateValue(text)).toBeNull(),
  )
})

describe('typedValue', () => {
  const context = { language: '', resolve: (reference: string) => `http://site.test${reference}` }
  it.each([
    [' a ', 'text', ' a '],
    ['1,5', 'number', 1.5],
    ['Yes', 'boolean', true],
    ['否', 'boolean', false],
    ['maybe', 'boolean', null],
    ['/a', 'address', 'http://site.test/a'],
    ['', 'text', null],
    ['', 'address', null],
  ] as const)('%s as %s', (text, type, value) => expect(typedValue(text, type, context)).toBe(value))
})
