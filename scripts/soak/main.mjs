import { parseArgs } from 'node:util'
import { ensureModules } from '../setup/modules.mjs'

/** Every so many lines of progress one is printed. */
const EVERY = 10

/**
 * Runs a soak and prints its table.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} 0 if every verdict is good
 */
export async function soak(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      files: { type: 'string', default: '20000' },
      minutes: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
    },
  })
  const [files, minutes, seed] = [values.files, values.minutes, values.seed].map(Number)
  if (![files, minutes, seed].every((number) => number >= 0)) {
    console.error('--files, --minutes and --seed want numbers')
    return 2
  }
  await ensureModules()
  // Not sooner: it needs packages.
  const { runSoak } = await import('./soak.mjs')
  let lines = 0
  const tell = (line) => {
    if (lines++ % EVERY === 0) console.log(line)
  }
  const { verdicts, seconds, files: all, end, found, deeds } = await runSoak({ files, minutes, seed, tell })
  console.log(
    `\n${all} files in ${Math.round(seconds)} s, seed ${seed}; ${JSON.stringify(deeds)}; ${found.twice} files twice`,
  )
  for (const { name, found: what, good } of verdicts) {
    console.log(`  ${good === null ? '–' : good ? '✓' : '✗'} ${name.padEnd(20)} ${what}`)
  }
  for (const bug of end.bugs.slice(0, 20)) console.log(bug)
  for (const path of found.wrong.slice(0, 20)) console.log(`wrong: ${path}`)
  return verdicts.every(({ good }) => good !== false) ? 0 : 1
}
