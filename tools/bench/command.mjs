import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureCli } from '../build/build.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { measure } from './bench.mjs'
import { judge } from './goals.mjs'
import { benchLists } from './lists.mjs'
import { readOptions, usage } from './options.mjs'
import { drawPlot } from './report/draw-plot.mjs'
import { isFaultless } from './report/figures.mjs'
import { goalsTableOf, tableOf } from './report/table.mjs'
import { benchSeen } from './seen/command.mjs'
import { findNginx } from './server/nginx.mjs'
import { installMissing } from './server/packages.mjs'
import { benchSinks } from './sinks.mjs'

/**
 * `npm run bench`: measures Galleon beside other programs on the same work; `npm run bench -- seen`: the seen set of a crawl.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code: 0, 1 when a run of Galleon failed or a file of it was missing or wrong, 2 for bad
 *   arguments
 */
export async function runBench(args) {
  if (args[0] === 'sinks') return await benchSinks(args.slice(1))
  if (args[0] === 'lists') return await benchLists(args.slice(1))
  if (args[0] === 'seen') return await benchSeen(args.slice(1))
  const asked = readOptions(args)
  if (asked === null) {
    process.stderr.write(usage)
    return 2
  }
  const { isQuick, names } = asked
  /** @param {string} line */
  const report = (line) => console.log(line)
  const builds = asked.builds.length > 0 ? asked.builds : [{ label: 'galleon', cli: await ensureCli() }]
  await installMissing(names, report)
  const output = join(projectFolder, 'out', 'bench')
  await mkdir(output, { recursive: true })
  /** @param {import('./bench.mjs').Figures} figures */
  const keep = async (figures) => {
    const goals = judge(figures.results)
    const json = JSON.stringify({ at: new Date().toISOString(), isQuick, ...figures, goals }, null, 2)
    await writeFile(join(output, 'bench.json'), `${json}\n`)
    await writeFile(join(output, 'bench.svg'), drawPlot(figures.results))
  }
  const { results, notes } = await measure({ ...asked, builds, nginx: await findNginx(), report, keep })
  const goals = judge(results)
  console.log(`\n${tableOf(results)}\n\n${goalsTableOf(goals)}\n`)
  if (isQuick) console.log('These are small sizes; the goals are set for the full ones.')
  for (const note of notes) console.log(note)
  console.log(`The figures and a plot are in ${output}`)
  const ours = results.flatMap(({ rows }) => rows.filter(({ isGalleon }) => isGalleon))
  const isMeasured = ours.length > 0 || !names.includes('galleon')
  return isMeasured && ours.every(isFaultless) ? 0 : 1
}
