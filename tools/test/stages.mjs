import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ensureBuild } from '../build/build.mjs'
import { toolPath } from '../build/package-programs.mjs'
import { checkAmbient } from '../checks/ambient.mjs'
import { checkBoundaries } from '../checks/boundary-canary.mjs'
import { checkLock } from '../checks/lock-guard.mjs'
import { checkWords } from '../checks/words.mjs'
import { captureChild, runChild } from '../set-up/children.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { withTemporaryFilesInMemory } from './memory-folder.mjs'
import { countPlaywright, countVitest, judgeRun, readReport } from './reports.mjs'

/** A stage that takes longer hangs: all of them together take a few minutes at most. */
const STAGE_LIMIT_MS = 20 * 60_000

const reports = join(projectFolder, 'out', 'reports')

/**
 * One step of `npm test`. `printed` is what its program wrote, if that was not shown at once.
 *
 * @typedef {import('./reports.mjs').Count & { note?: string, printed?: string }} StageEnd
 * @typedef {{ name: string, run: () => Promise<StageEnd> }} Stage
 */

/**
 * Checks that run nothing of the product and take a moment: boundaries, clock and chance of the engine, lock file, words. Each counts as one.
 *
 * @returns {Stage[]}
 */
export function quickChecks() {
  return [
    { name: 'boundaries', run: () => countCheck(checkBoundaries(projectFolder)) },
    { name: 'clock, chance and system', run: () => countCheck(checkAmbient(projectFolder)) },
    { name: 'lock file', run: () => countCheck(checkLock(projectFolder)) },
    { name: 'words', run: () => countCheck(checkWords(projectFolder)) },
  ]
}

/**
 * Checks by programs of others: lint, types, format. Each counts as one. They may run side by side: what they print is
 * returned. The longest are first.
 *
 * @returns {Stage[]}
 */
export function toolChecks() {
  /**
   * @param {string} name
   * @param {import('../build/package-programs.mjs').ToolName} tool
   * @param {readonly string[]} args
   */
  const ofTool = (name, tool, ...args) => ({
    name,
    run: async () => {
      const { code, output, errors } = await captureTool(tool, args)
      return {
        ...(code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
        printed: output + errors,
      }
    },
  })
  /** @param {string} name @param {string} project */
  const ofTypes = (name, project) => {
    // What was compiled before is kept in out/types/: an unchanged project takes a second.
    const state = join(projectFolder, 'out', 'types', `${project}.tsbuildinfo`)
    const keep = ['--incremental', '--tsBuildInfoFile', state]
    // Each further checker infers the types that all files share once more: two took half as much processor time again.
    return ofTool(name, 'tsc', '-p', `tsconfig.${project}.json`, '--checkers', '1', ...keep)
  }
  return [
    ofTool('lint', 'oxlint', '--type-aware'),
    ofTypes('types of main', 'node'),
    ofTypes('types of the window', 'web'),
    ofTypes('types of the engine', 'engine'),
    ofTypes('types of the window tests', 'e2e'),
    ofTool('format', 'biome', 'check'),
    ofTypes('types of the tools', 'tools'),
    ofTypes('types of shared', 'shared'),
  ]
}

/**
 * Unit and engine tests in this Node.
 *
 * @param {readonly string[]} args for vitest
 * @returns {Stage}
 */
export function unitStage(args) {
  return {
    name: 'unit',
    run: () => runVitest('unit.json', process.execPath, args, process.env),
  }
}

/** What depends on the Node that runs it: TLS and sockets, the native database, worker threads, processes. */
const dependingOnNode = [
  'src/main/engine/network/',
  'src/main/engine/storage/',
  'src/main/engine/disk/writer/',
  'src/main/engine/extract/worker/',
  'src/main/host/',
  'src/main/cli/',
]

/**
 * Tests of what depends on the Node that runs it, a second time in Electron's own Node. `args` replace its folders.
 *
 * @param {readonly string[]} args for vitest
 * @param {NodeJS.ProcessEnv} env with ELECTRON_EXEC_PATH
 * @returns {Stage}
 */
export function electronUnitStage(args, env) {
  return {
    name: 'unit in Electron’s Node',
    run: () =>
      runVitest(
        'unit-electron.json',
        env.ELECTRON_EXEC_PATH ?? '',
        ['--project', 'node', ...(args.length > 0 ? args : dependingOnNode)],
        {
          ...env,
          ELECTRON_RUN_AS_NODE: '1',
        },
      ),
  }
}

/** @returns {Stage} */
export function buildStage() {
  return { name: 'build', run: () => countCheck(ensureBuild()) }
}

/**
 * The app in a window.
 *
 * @param {'window' | 'screenshots' | 'measure'} project of playwright.config.ts
 * @param {readonly string[]} args for Playwright
 * @param {NodeJS.ProcessEnv} env with ELECTRON_EXEC_PATH and a display
 * @returns {Stage}
 */
export function windowStage(project, args, env) {
  return {
    name: project === 'window' ? 'e2e' : project,
    run: async () => {
      const report = await freshReport(`${project}.json`)
      const words = ['test', '--config', 'playwright.config.ts', `--project=${project}`, ...args]
      /** @param {NodeJS.ProcessEnv} used */
      const play = (used) =>
        runTool('playwright', words, { env: { ...used, PLAYWRIGHT_JSON_OUTPUT_FILE: report } })
      // What is measured meets the disk of this machine.
      const code = await (project === 'measure' ? play(env) : withTemporaryFilesInMemory(env, play))
      return judgeRun(await readReport(report, countPlaywright), code)
    },
  }
}

/**
 * @param {string} reportName
 * @param {string} node the program that runs vitest
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
async function runVitest(reportName, node, args, env) {
  const report = await freshReport(reportName)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await withTemporaryFilesInMemory(env, (quick) =>
    runTool('vitest', ['run', ...reporters, ...args], { node, env: quick }),
  )
  return judgeRun(await readReport(report, countVitest), code)
}

/**
 * The path for a report, with none there: one of an earlier run would count as this one's.
 *
 * @param {string} name
 */
async function freshReport(name) {
  const file = join(reports, name)
  await mkdir(dirname(file), { recursive: true })
  await rm(file, { force: true })
  return file
}

/**
 * @param {import('../build/package-programs.mjs').ToolName} tool
 * @param {readonly string[]} args
 * @param {{ node?: string, env?: NodeJS.ProcessEnv }} [options] `node`: the program that runs it
 * @returns {Promise<number>} exit code
 */
async function runTool(tool, args, { node = process.execPath, env = process.env } = {}) {
  return await runChild(node, [toolPath(tool), ...args], {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    limitMs: STAGE_LIMIT_MS,
  })
}

/**
 * @param {import('../build/package-programs.mjs').ToolName} tool
 * @param {readonly string[]} args
 */
async function captureTool(tool, args) {
  return await captureChild(process.execPath, [toolPath(tool), ...args], { cwd: projectFolder })
}

/** @param {Promise<boolean>} check */
async function countCheck(check) {
  return (await check) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
