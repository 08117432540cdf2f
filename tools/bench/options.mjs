import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { peers } from './run/programs.mjs'
import { scenariosOf } from './scenarios.mjs'

/**
 * What a user asks for.
 *
 * @typedef {object} Asked
 * @property {readonly import('./scenarios.mjs').Scenario[]} scenarios
 * @property {readonly string[]} names of programs; `galleon` stands for all builds of it
 * @property {number} runs
 * @property {boolean} isQuick
 * @property {readonly Build[]} builds of Galleon to compare; none: that of this checkout
 */

/**
 * @typedef {{ label: string, cli: string }} Build `cli`: absolute path of a terminal program
 */

/** Names of all programs that may be compared. */
export const programNames = ['galleon', ...peers.map(({ name }) => name)]

const scenarioNames = scenariosOf({ isQuick: false }).map(({ name }) => name)

export const usage = `Usage: npm run bench -- [OPTIONS]
       npm run bench -- sinks [--records N]   records a second into databases and files
       npm run bench -- lists [--records N]   what sorted and filtered lists of records take

  --only A,C-https       scenarios: ${scenarioNames.join(', ')}
  --programs NAMES       ${programNames.join(', ')}; those that are not installed are skipped
  --runs N               rounds, in which each program takes its turn; medians are reported (3; 1 with --quick)
  --quick                small sizes: a look while working, not a measurement
  --galleon LABEL=PATH   a build to measure in place of this checkout's; PATH is a checkout that is built, or its cli.js.
                         May be repeated: all builds are compared in the same rounds

npm run bench -- seen [--seen N] measures how a crawl remembers addresses.

The figures go to out/bench/bench.json, a plot of them to out/bench/bench.svg.
`

/**
 * @param {readonly string[]} args
 * @returns {Asked | null} null where they are wrong
 */
export function readOptions(args) {
  const values = parse(args)
  if (values === null) return null
  const isQuick = values.quick
  const only = values.only?.split(',') ?? scenarioNames
  const names = values.programs?.split(',') ?? programNames
  const runs = Number(values.runs ?? (isQuick ? 1 : 3))
  const builds = readBuilds(values.galleon)
  if (builds === null || !Number.isInteger(runs) || runs < 1) return null
  if (!only.every((name) => scenarioNames.includes(name))) return null
  if (!names.every((name) => programNames.includes(name))) return null
  const scenarios = scenariosOf({ isQuick }).filter(({ name }) => only.includes(name))
  return { scenarios, names, runs, isQuick, builds }
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        programs: { type: 'string' },
        runs: { type: 'string' },
        quick: { type: 'boolean', default: false },
        galleon: { type: 'string', multiple: true, default: [] },
      },
    }).values
  } catch {
    return null
  }
}

/**
 * @param {readonly string[]} given each `LABEL=PATH` or `PATH`, whose label is `galleon`
 * @returns {readonly Build[] | null} null where a label is empty, stands twice, or is another program's name
 */
function readBuilds(given) {
  const builds = given.map((one) => {
    const [, label = 'galleon', path = ''] = /^(?:([^=/\\]*)=)?(.*)$/.exec(one) ?? []
    return { label, cli: resolve(path.endsWith('.js') ? path : `${path}/out/main/cli.js`) }
  })
  const labels = builds.map(({ label }) => label)
  const areApart = new Set(labels).size === labels.length
  return areApart && labels.every((label) => label !== '' && !isPeer(label)) ? builds : null
}

/** @param {string} label */
function isPeer(label) {
  return peers.some(({ name }) => name === label)
}
