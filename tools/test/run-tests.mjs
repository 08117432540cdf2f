import { ensureModules } from '../set-up/modules.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { installDatabases } from '../set-up/system/databases.mjs'
import { sumLine } from './reports.mjs'
import {
  buildStage,
  electronUnitStage,
  quickChecks,
  toolChecks,
  unitStage,
  unitStages,
  windowStage,
} from './stages.mjs'
import { createTurns } from './turns.mjs'
import { prepareTestWindow } from './window-env.mjs'

const groups = ['static', 'unit', 'e2e']

/** @typedef {import('./reports.mjs').Count & { name: string, seconds: string, note?: string }} Outcome */

/**
 * `npm test`: runs every stage that can run, also after one has failed, and ends with one line of sums. Lint, types and
 * format take as long as a third of the tests: they are left to `npm run check`, but for `CI=true` and on request.
 *
 * @param {readonly string[]} args the first may choose a group of stages; the rest go to its runner
 * @returns {Promise<number>} exit code
 */
export async function runTests(args) {
  const [first, ...rest] = args
  if (first !== undefined && !groups.includes(first)) {
    throw new SetupFailure(`There is no group of tests called ${first}.`, [
      `choose one of: ${groups.join(', ')}`,
    ])
  }
  /** @param {string} group */
  const wants = (group) => first === undefined || first === group
  const isCi = process.env.CI === 'true'
  return await collect(async (run, runJobs) => {
    await ensureModules()
    if (wants('static')) for (const stage of quickChecks()) await run(stage)
    if (wants('unit') && isCi) await installDatabases((line) => console.log(line))
    const [longest, ...others] = wants('unit') ? unitStages(rest).map((stage) => () => run(stage)) : []
    // The longest first: the short ones fill the time in which a long one ends.
    await runJobs([
      ...(longest === undefined ? [] : [longest]),
      ...(wants('e2e') ? [() => runBuilt(run, 'window', rest)] : []),
      ...others,
      ...(first === 'static' || (isCi && first === undefined)
        ? toolChecks().map((stage) => () => run(stage))
        : []),
      ...(wants('unit') && isCi ? [() => runInWindowEnv((env) => run(electronUnitStage(rest, env)))] : []),
    ])
  })
}

/** Tests of pure code and of the parts of the window; its screens take as long as all else that `npm run check` does. */
const quickTests = [
  'src/shared/',
  'src/renderer/components/',
  'src/renderer/stores/',
  'src/renderer/locales/',
]

/**
 * `npm run check`: what can be checked without a window.
 *
 * @param {readonly string[]} args for vitest
 */
export async function runCheck(args) {
  return await collect(async (run, runJobs) => {
    await ensureModules()
    for (const stage of quickChecks()) await run(stage)
    const chosen = args.length > 0 ? args : quickTests
    await runJobs([unitStage(chosen), ...toolChecks()].map((stage) => () => run(stage)))
  })
}

/**
 * `npm run screenshots` draws the pictures of the documentation, `npm run measure` counts frames: both drive the app
 * in its window and are no part of `npm test`.
 *
 * @param {'screenshots' | 'measure'} project of playwright.config.ts
 * @param {readonly string[]} args for Playwright
 */
export async function runWindowProject(project, args) {
  return await collect(async (run) => {
    await ensureModules()
    await runBuilt(run, project, args)
  })
}

/**
 * @param {RunStage} run
 * @param {'window' | 'screenshots' | 'measure'} project of playwright.config.ts
 * @param {readonly string[]} args for Playwright
 */
async function runBuilt(run, project, args) {
  // Before Electron: a build needs none, and a missing Electron should not hide its faults.
  if (!(await run(buildStage()))) {
    throw new SetupFailure('The window tests cannot run: the build failed.', [])
  }
  await runInWindowEnv((env) => run(windowStage(project, args, env)))
}

/** @param {(env: NodeJS.ProcessEnv) => Promise<unknown>} work gets an environment with Electron and a display */
async function runInWindowEnv(work) {
  const window = await prepareTestWindow()
  try {
    await work(window.env)
  } finally {
    window.close()
  }
}

/**
 * @typedef {(stage: import('./stages.mjs').Stage) => Promise<boolean>} RunStage whether it passed
 * @typedef {(jobs: readonly (() => Promise<unknown>)[]) => Promise<void>} RunJobs never rejects
 */

/**
 * Jobs that run side by side. Each long one has two workers of its own, which wait for a third of their time: for sites
 * that answer late, for windows that start.
 */
const LANES = 2

/**
 * Runs stages, prints each one's outcome, and the sums last of all. A stage, or the set-up between stages,
 * that cannot run counts as one failure.
 *
 * @param {(run: RunStage, runJobs: RunJobs) => Promise<void>} work
 */
async function collect(work) {
  /** @type {Outcome[]} */
  const outcomes = []
  const turns = createTurns((text) => process.stdout.write(text))
  /** @type {RunStage} */
  const run = async (stage) => {
    const turn = turns.begin(`\n── ${stage.name}\n`)
    const outcome = await timed(stage, turn.write)
    outcomes.push(outcome)
    turn.end()
    return outcome.failed === 0
  }
  /** @param {() => Promise<unknown>} job */
  const attempt = async (job) => {
    try {
      await job()
    } catch (error) {
      const note = explain(error)
      console.error(`\n${note}`)
      outcomes.push({ name: 'set-up', seconds: '0.0', passed: 0, failed: 1, note: note.split('\n')[0] ?? '' })
    }
  }
  /** @type {RunJobs} */
  const runJobs = async (jobs) => {
    const waiting = [...jobs]
    const lane = async () => {
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) await attempt(job)
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  }
  await attempt(() => work(run, runJobs))
  console.log(`\n${outcomes.map(describeOutcome).join('\n')}\n`)
  console.log(sumLine(outcomes))
  return outcomes.every(({ failed }) => failed === 0) ? 0 : 1
}

/**
 * Runs a stage; what goes wrong in the set-up of it is its outcome.
 *
 * @param {import('./stages.mjs').Stage} stage
 * @param {import('./stages.mjs').Write} write
 * @returns {Promise<Outcome>}
 */
async function timed({ name, run }, write) {
  const started = performance.now()
  const end = await run(write).catch((/** @type {unknown} */ error) => ({
    passed: 0,
    failed: 1,
    note: explain(error),
  }))
  return { name, seconds: ((performance.now() - started) / 1000).toFixed(1), ...end }
}

/** @param {Outcome} outcome */
function describeOutcome({ name, seconds, passed, failed, note }) {
  const mark = failed === 0 ? '✓' : '✗'
  const why = note === undefined ? '' : `: ${note}`
  return `  ${mark} ${name.padEnd(24)} ${passed} passed, ${failed} failed, ${seconds} s${why}`
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof SetupFailure) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
