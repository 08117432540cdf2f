import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { cutRounds, sharedRanges } from './cut-rounds.mjs'
import { recordProgram } from './record.mjs'

const options = { cli: resolve('out/test/cli.js'), seed: 20_261_122, record: recordProgram }

/**
 * Whether a step begins to flush a path that ends like this.
 *
 * @param {string} ending
 * @returns {(step: import('./trace.mjs').Step) => boolean}
 */
const flushes = (ending) => (step) => step.kind === 'sync-begins' && step.path.endsWith(ending)

it.skipIf(process.platform === 'win32').each([
  ['', {}],
  [' by two tasks on one gallery', { ranges: sharedRanges }],
])(
  'a power cut spoils, doubles and forgets nothing that was finished%s',
  { timeout: 240_000 },
  async (_by, tasks) => {
    const { cuts, resumed, problems } = await cutRounds({
      ...options,
      ...tasks,
      variants: 1,
      resumes: 3,
      every: 16,
    })
    expect(problems).toEqual([])
    expect(cuts).toBeGreaterThan(40)
    expect(resumed).toBeGreaterThan(0)
  },
)

it.skipIf(process.platform === 'win32').each([
  ['of a picture', '.part', 'is not what the site has'],
  ['of the claim of its name', '-wal', 'no record knows it'],
])(
  'a power cut would be noticed here without the flush %s',
  { timeout: 240_000 },
  async (_what, ending, text) => {
    const { problems } = await cutRounds({
      ...options,
      variants: 0,
      resumes: 0,
      every: 8,
      without: flushes(ending),
    })
    expect(problems.join('\n')).toContain(text)
  },
)
