import { ensureModules } from '../set-up/modules.mjs'
import { bundlePrograms } from '../shared/bundle-programs.mjs'
import { readNumbers } from '../shared/read-numbers.mjs'
import { runSoak } from './soak.mjs'

/** Of so many lines of progress one is printed. */
const EVERY = 10

/**
 * `npm run soak`: runs a soak and prints its table.
 *
 * @param {readonly string[]} args `--files N`, `--minutes N`, `--seed N`
 * @returns {Promise<number>} exit code: 0 if every verdict is good
 */
export async function soak(args) {
  const options = readNumbers(args, { files: 20_000, minutes: 0, seed: 1 }, { fractions: ['minutes'] })
  await ensureModules()
  await bundlePrograms()
  let lines = 0
  const { verdicts, seconds, files, end, found, actions } = await runSoak({
    ...options,
    report: (line) => {
      if (lines++ % EVERY === 0) console.log(line)
    },
  })
  const done = `${files} files in ${Math.round(seconds)} s, seed ${options.seed}`
  console.log(`\n${done}; ${JSON.stringify(actions)}; ${found.twice} files twice`)
  for (const { name, found: what, good } of verdicts) {
    console.log(`  ${good === null ? '–' : good ? '✓' : '✗'} ${name.padEnd(20)} ${what}`)
  }
  for (const bug of end.bugs.slice(0, 20)) console.log(bug)
  for (const path of found.wrong.slice(0, 20)) console.log(`wrong: ${path}`)
  return verdicts.every(({ good }) => good !== false) ? 0 : 1
}
