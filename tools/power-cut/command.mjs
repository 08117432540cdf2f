import { ensureCli } from '../build/build.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { readNumbers } from '../shared/read-numbers.mjs'
import { cutRounds, sharedRanges, withDownload } from './cut-rounds.mjs'
import { canTrace } from './trace.mjs'

/**
 * `npm run powercut`: records what a download does to the disk and cuts the power after every step, on a model of a disk.
 *
 * @param {readonly string[]} args `--seed N`, `--variants N`, `--resumes N`, `--every N`
 * @returns {Promise<number>} exit code
 */
export async function runPowerCut(args) {
  const options = readNumbers(args, { seed: Date.now() % 2 ** 31, variants: 2, resumes: 40, every: 1 })
  if (!(await canTrace())) {
    throw new SetupFailure('strace is needed to record what is done to the disk.', [
      'on Debian and Ubuntu: apt-get install strace (in a container also the right to trace)',
    ])
  }
  const cli = await ensureCli()
  console.log(`seed ${options.seed}`)
  const one = await cut('one task', { cli }, { ...options, cli })
  const two = await cut('two tasks on one gallery', { cli, ranges: sharedRanges }, { ...options, cli })
  return one && two ? 0 : 1
}

/**
 * @param {string} title
 * @param {import('./cut-rounds.mjs').RecordOptions} download
 * @param {import('./cut-rounds.mjs').CutOptions} options
 * @returns {Promise<boolean>} whether nothing was lost
 */
async function cut(title, download, options) {
  console.log(`\n${title}`)
  const onProgress = (/** @type {string} */ text) => console.log(text)
  const result = await withDownload(download, (recording) => cutRounds(recording, { ...options, onProgress }))
  for (const problem of result.problems) console.log(`✗ ${problem}`)
  console.log(`\n${result.cuts} cuts after ${result.steps} recorded steps, ${result.resumed} of them resumed`)
  console.log(result.problems.length === 0 ? 'nothing was lost' : `${result.problems.length} problems`)
  return result.problems.length === 0 && result.cuts > 0
}
