import { expect, it } from 'vitest'
import { fieldText } from './field-text'

const words = { yes: 'yes', no: 'no', empty: 'empty' }

it.each([
  [undefined, ''],
  ['two\n  lines', 'two lines'],
  [1234.5, '1234.5'],
  [false, 'no'],
  [['a', true], 'a · yes'],
  ['2024-01-31T00:00:00.000Z', '2024-01-31'],
  ['2024-01-31T02:20:00.000Z', '2024-01-31 02:20'],
  ['2024-01-31T02:20:07Z', '2024-01-31 02:20:07'],
])('%j is shown as %j', (value, text) => {
  expect(fieldText(value, words)).toBe(text)
})
