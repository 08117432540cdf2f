import { expect, it } from 'vitest'
import { numberedBootId, readBootId, timedBootId } from './machine'

it('knows its own mark again, and no other', () => {
  const boot = readBootId()
  expect(boot.isSame(boot.mark)).toBe(true)
  expect(readBootId().isSame(boot.mark)).toBe(true)
  for (const other of ['', 'another', undefined, null, 7]) expect(boot.isSame(other)).toBe(false)
  expect(numberedBootId('one').isSame('two')).toBe(false)
})

it.each([
  ['rounded otherwise', 1_700_000_000_900, true],
  ['after a start that came soon', 1_700_000_020_000, false],
  ['after a later start', 1_700_100_000_000, false],
])('takes the time of the start where it has no number: %s', (_how, at, same) => {
  expect(timedBootId(at).isSame(timedBootId(1_700_000_000_000).mark)).toBe(same)
})
