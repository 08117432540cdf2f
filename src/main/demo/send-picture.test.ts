import { expect, it } from 'vitest'
import { decidePortion, type Portion } from './send-picture'

const validators = { etag: '"a"', lastModified: 'Sun, 06 Oct 2024 08:00:00 GMT' }

const cases: readonly (readonly [range: string | undefined, ifRange: string | undefined, Portion])[] = [
  [undefined, undefined, { kind: 'whole' }],
  ['bytes=0-', undefined, { kind: 'part', from: 0, to: 99 }],
  ['bytes=40-', '"a"', { kind: 'part', from: 40, to: 99 }],
  ['bytes=40-', validators.lastModified, { kind: 'part', from: 40, to: 99 }],
  ['bytes=40-', '"b"', { kind: 'whole' }],
  ['bytes=40-', 'W/"a"', { kind: 'whole' }],
  ['bytes=40-', 'Sun, 06 Oct 2024 08:00:01 GMT', { kind: 'whole' }],
  ['bytes=10-19', undefined, { kind: 'part', from: 10, to: 19 }],
  ['bytes=90-500', undefined, { kind: 'part', from: 90, to: 99 }],
  ['bytes=-10', undefined, { kind: 'part', from: 90, to: 99 }],
  ['bytes=-500', undefined, { kind: 'part', from: 0, to: 99 }],
  ['bytes=-0', undefined, { kind: 'beyond' }],
  ['bytes=100-', undefined, { kind: 'beyond' }],
  ['bytes=20-10', undefined, { kind: 'whole' }],
  ['bytes=0-1,5-6', undefined, { kind: 'whole' }],
  ['bytes=-', undefined, { kind: 'whole' }],
  ['lines=1-2', undefined, { kind: 'whole' }],
]

it.each(cases)('of a hundred bytes, %s if %s is %o', (range, ifRange, portion) => {
  expect(decidePortion(range, ifRange, validators, 100)).toEqual(portion)
})
