import { describe, expect, it } from 'vitest'
import { readSeenOptions } from './command.mjs'
import { judgeSeen } from './judge-seen.mjs'

describe('the benchmark of the seen set', () => {
  it.each([
    [[], { addresses: 1_000_000, folder: undefined }],
    [['--seen', '100000000', '--folder', '/x'], { addresses: 100_000_000, folder: '/x' }],
    [['--seen', '0'], null],
    [['--seen', 'many'], null],
    [['--other'], null],
  ])('reads %j', (args, asked) => {
    expect(readSeenOptions(args)).toEqual(asked)
  })

  it('judges each figure by its goal', () => {
    const figures = {
      addresses: 1e8,
      seconds: 3600,
      perSecond: 27_000,
      perSecondAtEnd: 21_000,
      diskBytes: 2.4e9,
      peakMemory: 2e8,
    }
    expect(judgeSeen(figures).isMet).toBe(true)
    expect(
      judgeSeen({ ...figures, addresses: 1e6, diskBytes: 24e6 }).isMet,
      'a million must be quicker',
    ).toBe(false)
    expect(judgeSeen({ ...figures, diskBytes: 2.7e9 }).isMet).toBe(false)
    expect(judgeSeen({ ...figures, peakMemory: 3.1e8 }).lines.at(-1)).toBe(
      'missed 310 MB of memory at most (goal: ≤ 300)',
    )
  })
})
