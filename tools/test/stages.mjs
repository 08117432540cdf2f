import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ensureBuild } from '../build/build.mjs'
import { toolPath } from '../build/package-programs.mjs'
import { checkAmbient } from '../checks/ambient.mjs'
import { checkBoundaries } from '../checks/boundary-canary.mjs'
import { checkLock } from '../checks/lock-guard.mjs'
import { checkWords } from '../checks/words.mjs'
import { captureChild } from '../set-up/children.mjs'
import { projectFolder } from '../set-up/places.mjs'
import { withTemporaryFilesInMemory } from './memory-folder.mjs'
import { countPlaywright, countVitest, judgeRun, readReport } from './reports.mjs'

/** A stage that takes longer hangs: all of them together take a few minutes at most. */
const STAGE_LIMIT_MS = 20 * 60_000

const reports = join(projectFolder, 'out', 'reports')

/**
 * One step of `npm test`; `write` takes what its program prints.
 *
 * @typedef {(text: string) => void} Write
 * @typedef {{ name: string, run: (write: Write) => Promise<import('./reports.mjs').Count & { note?: string }> }} Stage
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
 * Checks by programs of others: lint, types, format. Each counts as one, and keeps about one processor busy. The longest
 * are first.
 *
 * @returns {Stage[]}
 */
export function toolChecks() {
  /**
   * @param {string} name
   * @param {import('../build/package-programs.mjs').ToolName} tool
   * @param {readonly string[]} args
   * @returns {Stage}
   */
  const ofTool = (name, tool, ...args) => ({
    name,
    run: (write) => countCheck(runTool(tool, args, { write }).then((code) => code === 0)),
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
 * @param {string} [part] what they are where they are not all
 * @returns {Stage}
 */
export function unitStage(args, part) {
  return {
    name: part === undefined ? 'unit' : `unit: ${part}`,
    run: (write) =>
      runVitest(`unit-${part ?? 'all'}.json`, process.execPath, args, { env: process.env, write }),
  }
}

/**
 * All unit and engine tests in this Node. Where none is chosen they are three stages: together with the window tests they
 * keep both processors busy to the end.
 *
 * @param {readonly string[]} args for vitest; those that are named choose tests
 * @returns {Stage[]} the longest first; last the one that keeps two processors busiest
 */
export function unitStages(args) {
  if (args.length > 0) return [unitStage(args)]
  return [
    unitStage(['--project', 'node', '--exclude', `${terminalTests}*.test.ts`], 'engine'),
    unitStage(['--project', 'shared', '--project', 'dom'], 'window'),
    unitStage([terminalTests, '--exclude', `${terminalTests}*/**`], 'terminal'),
  ]
}

/** Those of its own files start processes; those of its folders do not. */
const terminalTests = 'src/main/cli/'

/** What depends on the Node that runs it: TLS and sockets, the native database, worker threads, processes. */
const dependingOnNode = [
  'src/main/engine/network/',
  'src/main/engine/records/sinks/',
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
    run: (write) =>
      runVitest(
        'unit-electron.json',
        env.ELECTRON_EXEC_PATH ?? '',
        ['--project', 'node', ...(args.length > 0 ? args : dependingOnNode)],
        { env: { ...env, ELECTRON_RUN_AS_NODE: '1' }, write },
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
    run: async (write) => {
      const report = await freshReport(`${project}.json`)
      const words = ['test', '--config', 'playwright.config.ts', `--project=${project}`, ...args]
      /** @param {NodeJS.ProcessEnv} used */
      const play = (used) =>
        runTool('playwright', words, { env: { ...used, PLAYWRIGHT_JSON_OUTPUT_FILE: report }, write })
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
 * @param {{ env: NodeJS.ProcessEnv, write: Write }} options
 */
async function runVitest(reportName, node, args, { env, write }) {
  const report = await freshReport(reportName)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await withTemporaryFilesInMemory(env, (quick) =>
    runTool('vitest', ['run', ...reporters, ...args], { node, env: quick, write }),
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
 * @param {{ write: Write, node?: string, env?: NodeJS.ProcessEnv }} options `node`: the program that runs it
 * @returns {Promise<number>} exit code
 */
async function runTool(tool, args, { write, node = process.execPath, env = process.env }) {
  // What is piped has no colours unless they are asked for.
  const colours = process.stdout.isTTY && env.NO_COLOR === undefined ? { FORCE_COLOR: '1' } : {}
  const { code } = await captureChild(node, [toolPath(tool), ...args], {
    cwd: projectFolder,
    env: { ...env, ...colours },
    limitMs: STAGE_LIMIT_MS,
    onOutput: (chunk) => write(chunk.toString()),
  })
  return code
}

/** @param {Promise<boolean>} check */
async function countCheck(check) {
  return (await check) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}
