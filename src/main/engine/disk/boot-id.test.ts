import { expect, it } from 'vitest'
import { numberedBoot, readBoot, timedBoot } from './boot-id'

it('knows its own mark again, and no other', () => {
  const boot = readBoot()
  expect(boot.isSame(boot.mark)).toBe(true)
  expect(readBoot().isSame(boot.mark)).toBe(true)
  for (const other of ['', 'another', undefined, null, 7]) expect(boot.isSame(other)).toBe(false)
  expect(numberedBoot('one').isSame('two')).toBe(false)
})

it.each([
  ['rounded otherwise', 1_700_000_000_900, true],
  ['after a start that came soon', 1_700_000_020_000, false],
  ['after a later start', 1_700_100_000_000, false],
])('takes the time of the start where it has no number: %s', (_how, at, same) => {
  expect(timedBoot(at).isSame(timedBoot(1_700_000_000_000).mark)).toBe(same)
})
