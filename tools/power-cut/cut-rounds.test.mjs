import { resolve } from 'node:path'
import { aroundAll, describe, expect, it } from 'vitest'
import { cutRounds, sharedRanges, withDownload } from './cut-rounds.mjs'
import { recordProgram } from './record.mjs'

const cli = resolve('out/test/cli.js')
const seed = 20_261_122
const timeout = 240_000

/** @typedef {import('./cut-rounds.mjs').Recording} Recording */

/**
 * Whether a step begins to flush a path that ends like this.
 *
 * @param {string} ending
 * @returns {(step: import('./trace.mjs').Step) => boolean}
 */
const flushes = (ending) => (step) => step.kind === 'sync-begins' && step.path.endsWith(ending)

/** @param {Recording} recorded */
async function expectNothingLost(recorded) {
  const options = { cli, seed, variants: 1, resumes: 3, every: 16 }
  const { cuts, resumed, problems } = await cutRounds(recorded, options)
  expect(problems).toEqual([])
  expect(cuts).toBeGreaterThan(40)
  expect(resumed).toBeGreaterThan(0)
}

describe.skipIf(process.platform === 'win32')('a power cut', () => {
  /** @type {Recording} */
  let recorded
  aroundAll(
    (runTests) =>
      withDownload({ cli, record: recordProgram }, async (recording) => {
        recorded = recording
        await runTests()
      }),
    timeout,
  )

  it('spoils, doubles and forgets nothing that was finished', { timeout }, () => expectNothingLost(recorded))

  it('spoils nothing of two tasks on one gallery either', { timeout }, () =>
    withDownload({ cli, record: recordProgram, ranges: sharedRanges }, expectNothingLost),
  )

  it.each([
    ['of a picture', '.part', 'is not what the site has'],
    ['of the claim of its name', '-wal', 'no record knows it'],
  ])('would be noticed here without the flush %s', { timeout }, async (_what, ending, text) => {
    const options = { cli, seed, variants: 0, resumes: 0, every: 8, without: flushes(ending) }
    const { problems } = await cutRounds(recorded, options)
    expect(problems.join('\n')).toContain(text)
  })
})
