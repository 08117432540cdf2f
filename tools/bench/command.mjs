import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuild } from '../build/build.mjs'
import { ensureModules } from '../set-up/modules.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { measure, programNames } from './bench.mjs'
import { drawPlot } from './draw-plot.mjs'
import { scenarios } from './scenarios.mjs'
import { tableOf } from './table.mjs'

const usage = `Usage: npm run bench -- [OPTIONS]

  --only A,C        scenarios: ${scenarios.map(({ name }) => name).join(', ')}
  --programs NAMES  ${programNames.join(', ')}; those that are not installed are skipped
  --runs N          runs of each, interleaved; the medians are reported (3)
  --json FILE       where the figures go (out/bench/bench.json)
  --svg FILE        where the plot goes (out/bench/bench.svg)
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
  await ensureModules()
  if (!(await ensureBuild())) return 1
  const cli = join(projectFolder, 'out', 'main', 'cli.js')
  const report = await measure({ ...options, cli, report: (line) => console.log(line) })
  await save(options.json, `${JSON.stringify({ at: new Date().toISOString(), ...report }, null, 2)}\n`)
  await save(options.svg, drawPlot(report.results))
  console.log(`\n${tableOf(report.results)}\n\n${options.json}\n${options.svg}`)
  const ours = report.results.flatMap(({ rows }) => rows.filter(({ program }) => program === 'galleon'))
  return ours.every(({ missing, wrong }) => missing + wrong === 0) ? 0 : 1
}

/**
 * @param {readonly string[]} args
 * @returns what they ask for; null where they are wrong
 */
function readOptions(args) {
  const output = join(projectFolder, 'out', 'bench')
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', default: scenarios.map(({ name }) => name).join() },
        programs: { type: 'string', default: programNames.join() },
        runs: { type: 'string', default: '3' },
        json: { type: 'string', default: join(output, 'bench.json') },
        svg: { type: 'string', default: join(output, 'bench.svg') },
      },
    })
    const only = values.only.split(',')
    const names = values.programs.split(',')
    const runs = Number(values.runs)
    const known = only.every((name) => scenarios.some((one) => one.name === name))
    if (!known || !names.every((name) => programNames.includes(name))) return null
    if (!Number.isInteger(runs) || runs < 1) return null
    const chosen = scenarios.filter(({ name }) => only.includes(name))
    return { scenarios: chosen, names, runs, json: values.json, svg: values.svg }
  } catch {
    return null
  }
}

/** @param {string} file @param {string} text */
async function save(file, text) {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
