import { runBench } from './bench/command.mjs'
import { runKill } from './kill/command.mjs'
import { runDist } from './package/command.mjs'
import { runPowerCut } from './power-cut/command.mjs'
import { endChildrenWithUs } from './set-up/children.mjs'
import { SetupFailure } from './set-up/setup-failure.mjs'
import { soak } from './soak/command.mjs'
import { buildApp, developApp, runTerminal, startApp } from './start/programs.mjs'
import { runCheck, runTests, runWindowProject } from './test/run-tests.mjs'
import { runUnderstand } from './understand/command.mjs'
import { usage } from './usage.mjs'

/** @type {Readonly<Record<string, (args: readonly string[]) => Promise<number>>>} */
const commands = {
  start: startApp,
  dev: developApp,
  demo: (args) => runTerminal(['demo', ...args]),
  galleon: runTerminal,
  test: runTests,
  check: runCheck,
  build: buildApp,
  dist: runDist,
  screenshots: (args) => runWindowProject('screenshots', args),
  soak,
  kill: runKill,
  powercut: runPowerCut,
  measure: (args) => runWindowProject('measure', args),
  bench: runBench,
  understand: runUnderstand,
}

/**
 * Runs one command of this project.
 *
 * @param {string | undefined} name
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export async function main(name, args) {
  if (name === '--help' || name === '-h') {
    process.stdout.write(usage)
    return 0
  }
  const command = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name]
  if (command === undefined) {
    process.stderr.write(usage)
    return 2
  }
  endChildrenWithUs()
  try {
    return await command(args)
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error
    console.error(`\n${error.message}`)
    return 1
  }
}
