import { ensureModules } from '../set-up/modules.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { readNumbers } from '../shared/read-numbers.mjs'

/** Every so many lines of progress one is printed. */
const EVERY = 10

/**
 * Runs a soak and prints its table.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} 0 if every verdict is good, 2 if the arguments are wrong
 */
export async function soak(args) {
  const wish = readWish(args)
  if (wish === null) return 2
  await ensureModules()
  // Not sooner: it needs packages.
  const { runSoak } = await import('./soak.mjs')
  let lines = 0
  const tell = (line) => {
    if (lines++ % EVERY === 0) console.log(line)
  }
  const { verdicts, seconds, files, end, found, deeds } = await runSoak({ ...wish, tell })
  console.log(
    `\n${files} files in ${Math.round(seconds)} s, seed ${wish.seed}; ${JSON.stringify(deeds)}; ${found.twice} files twice`,
  )
  for (const { name, found: what, good } of verdicts) {
    console.log(`  ${good === null ? '–' : good ? '✓' : '✗'} ${name.padEnd(20)} ${what}`)
  }
  for (const bug of end.bugs.slice(0, 20)) console.log(bug)
  for (const path of found.wrong.slice(0, 20)) console.log(`wrong: ${path}`)
  return verdicts.every(({ good }) => good !== false) ? 0 : 1
}

/**
 * @param {readonly string[]} args
 * @returns what they say; null after telling what is wrong with them
 */
function readWish(args) {
  try {
    return readNumbers(args, { files: 20_000, minutes: 0, seed: 1 }, { fractions: ['minutes'] })
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    console.error(error.message)
    return null
  }
}
