import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { freeBytesIn, hasSpaceAgain, marginBytes } from './free-space'

it.each([
  ['nothing changed', { free: 0, freeAtPause: 0 }, false],
  ['less than the margin was freed', { free: marginBytes - 1, freeAtPause: 0 }, false],
  ['the margin was freed', { free: marginBytes, freeAtPause: 0 }, true],
  ['a few bytes were freed where some had been left', { free: 9e6, freeAtPause: 9e6 - 4096 }, false],
  ['what is needed does not fit yet', { free: 5e9, freeAtPause: 1e9, needed: 6e9 }, false],
  ['what is needed fits', { free: 7e9, freeAtPause: 1e9, needed: 6e9 }, true],
  ['the pause did not look and there is space', { free: marginBytes }, true],
  ['the pause did not look and there is none', { free: 1000 }, false],
])('a full disk when %s: %o is %s', (_, disk, answer) => {
  expect(hasSpaceAgain(disk)).toBe(answer)
})

it('asks the system for the room of a folder, and knows none of a folder that is not there', async () => {
  expect(await freeBytesIn(tmpdir())).toBeGreaterThan(0)
  expect(await freeBytesIn('/not/there')).toBeUndefined()
})
