import { ensureCli } from '../build/build.mjs'
import { readNumbers } from '../shared/read-numbers.mjs'
import { killRounds } from './kill-rounds.mjs'

/**
 * `npm run kill`: kills the terminal program at random instants and checks that nothing was lost.
 *
 * @param {readonly string[]} args `--rounds N`, `--seed N`
 * @returns {Promise<number>} exit code
 */
export async function runKill(args) {
  const { rounds, seed } = readNumbers(args, { rounds: 200, seed: Date.now() % 2 ** 31 })
  const cli = await ensureCli()
  console.log(`${rounds} rounds with seed ${seed}\n`)
  console.log('round  kills    back  again/picture  instants')
  const done = await killRounds({ cli, rounds, seed, keep: true, onRound: printRound })
  const good = done.filter(({ problems }) => problems.length === 0)
  const kills = done.reduce((sum, { aims }) => sum + aims.length, 0)
  const slowest = Math.max(...done.map(({ backMs }) => backMs))
  console.log(`\n${kills} kills; the slowest start was back at work after ${slowest} ms`)
  console.log(`${good.length} of ${rounds}`)
  return good.length === rounds ? 0 : 1
}

/** @param {import('./kill-rounds.mjs').Round} round */
function printRound({ round, backMs, wasteBytes, wastePictures, aims, problems, folder, seed }) {
  const again = `${Math.round(wasteBytes / Math.max(1, wastePictures) / 1024)} KiB`
  const cells = [
    String(round).padStart(5),
    String(aims.length).padStart(5),
    `${backMs} ms`.padStart(7),
    again.padStart(13),
  ]
  console.log(`${cells.join('  ')}  ${aims.join(' | ')}`)
  for (const problem of problems) console.log(`       ✗ ${problem}`)
  if (problems.length > 0) console.log(`       seed of this round ${seed}, kept in ${folder}`)
}
