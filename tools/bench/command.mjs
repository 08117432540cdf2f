import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureCli } from '../build/build.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { measure, programNames } from './bench.mjs'
import { drawPlot } from './draw-plot.mjs'
import { scenarios } from './scenarios.mjs'
import { tableOf } from './table.mjs'

const usage = `Usage: npm run bench -- [OPTIONS]

  --only A,C        scenarios: ${scenarios.map(({ name }) => name).join(', ')}
  --programs NAMES  ${programNames.join(', ')}; those that are not installed are skipped
  --runs N          runs of each, interleaved; the medians are reported (3)

The figures go to out/bench/bench.json, a plot of them to out/bench/bench.svg.
`

/**
 * `npm run bench`: measures Galleon beside other programs on the same work.
 *
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code: 0, 1 when a file of ours was missing or wrong, 2 for bad arguments
 */
export async function runBench(args) {
  const options = readOptions(args)
  if (options === null) {
    process.stderr.write(usage)
    return 2
  }
  const cli = await ensureCli()
  const report = await measure({ ...options, cli, report: (line) => console.log(line) })
  const output = join(projectFolder, 'out', 'bench')
  const figures = `${JSON.stringify({ at: new Date().toISOString(), ...report }, null, 2)}\n`
  await mkdir(output, { recursive: true })
  await writeFile(join(output, 'bench.json'), figures)
  await writeFile(join(output, 'bench.svg'), drawPlot(report.results))
  console.log(`\n${tableOf(report.results)}\n\nThe figures and a plot are in ${output}`)
  const ours = report.results.flatMap(({ rows }) => rows.filter(({ program }) => program === 'galleon'))
  return ours.every(({ missing, wrong }) => missing + wrong === 0) ? 0 : 1
}

/**
 * @param {readonly string[]} args
 * @returns what they ask for; null where they are wrong
 */
function readOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: scenarios.map(({ name }) => name).join() },
        programs: { type: 'string', default: programNames.join() },
        runs: { type: 'string', default: '3' },
      },
    })
    const only = values.only.split(',')
    const names = values.programs.split(',')
    const runs = Number(values.runs)
    const known = only.every((name) => scenarios.some((one) => one.name === name))
    if (!known || !names.every((name) => programNames.includes(name))) return null
    if (!Number.isInteger(runs) || runs < 1) return null
    const chosen = scenarios.filter(({ name }) => only.includes(name))
    return { scenarios: chosen, names, runs }
  } catch {
    return null
  }
}
