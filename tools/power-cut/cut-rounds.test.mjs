import { resolve } from 'node:path'
import { aroundAll, describe, expect, it } from 'vitest'
import { isExhaustive } from '../../test/exhaustive'
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

/** One round of cuts, after some of which the download is resumed. */
const round = { cli, seed, variants: 1, resumes: 3, every: 16 }
const nothingLost = {
  steps: expect.any(Number),
  cuts: expect.toSatisfy((/** @type {number} */ cuts) => cuts > 40),
  resumed: expect.toSatisfy((/** @type {number} */ resumed) => resumed > 0),
  problems: [],
}

describe.runIf(isExhaustive && process.platform !== 'win32')('a recorded download', () => {
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

  it('a power cut spoils, doubles and forgets nothing that was finished', { timeout }, async () => {
    expect(await cutRounds(recorded, round)).toEqual(nothingLost)
  })

  it('a power cut spoils nothing of two tasks on one gallery either', { timeout }, async () => {
    const result = await withDownload({ cli, record: recordProgram, ranges: sharedRanges }, (two) =>
      cutRounds(two, round),
    )
    expect(result).toEqual(nothingLost)
  })

  it.each([
    ['of a picture', '.part', 'is not what the site has'],
    ['of the claim of its name', '-wal', 'no record knows it'],
  ])('a power cut would be noticed here without the flush %s', { timeout }, async (_what, ending, text) => {
    const blind = { ...round, variants: 0, resumes: 0, every: 8, without: flushes(ending) }
    const { problems } = await cutRounds(recorded, blind)
    expect(problems.join('\n')).toContain(text)
  })
})
