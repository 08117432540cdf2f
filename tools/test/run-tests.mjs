import { ensureModules } from '../set-up/modules.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { sumLine } from './reports.mjs'
import { buildStage, electronUnitStage, quickChecks, toolChecks, unitStage, windowStage } from './stages.mjs'
import { prepareTestWindow } from './window-env.mjs'

const groups = ['static', 'unit', 'e2e']

/** @typedef {import('./reports.mjs').Count & { name: string, seconds: string, note?: string }} Outcome */

/**
 * `npm test`: runs every stage that can run, also after one has failed, and ends with one line of sums.
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
  return await collect(async (run, runTogether) => {
    await ensureModules()
    if (wants('static')) await runChecks(run, runTogether)
    if (wants('unit')) await run(unitStage(rest))
    const insideElectron = wants('unit') && process.env.CI === 'true'
    if (!insideElectron && !wants('e2e')) return
    // Before Electron: a build needs none, and a missing Electron should not hide its faults.
    const built = wants('e2e') && (await run(buildStage()))
    const window = await prepareTestWindow()
    try {
      if (insideElectron) await run(electronUnitStage(rest, window.env))
      if (!wants('e2e')) return
      if (!built) throw new SetupFailure('The window tests cannot run: the build failed.', [])
      await run(windowStage('window', rest, window.env))
    } finally {
      window.close()
    }
  })
}

/** @param {RunStage} run @param {RunStages} runTogether */
async function runChecks(run, runTogether) {
  for (const stage of quickChecks()) await run(stage)
  await runTogether(toolChecks())
}

/** Tests of pure code and of components, which start no engine. */
const quickTests = ['src/shared/', 'src/renderer/']

/**
 * `npm run check`: what can be checked without a window.
 *
 * @param {readonly string[]} args for vitest
 */
export async function runCheck(args) {
  return await collect(async (run, runTogether) => {
    await ensureModules()
    await runChecks(run, runTogether)
    await run(unitStage(args.length > 0 ? args : quickTests))
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
    if (!(await run(buildStage()))) return
    const window = await prepareTestWindow()
    try {
      await run(windowStage(project, args, window.env))
    } finally {
      window.close()
    }
  })
}

/**
 * @typedef {(stage: import('./stages.mjs').Stage) => Promise<boolean>} RunStage whether it passed
 * @typedef {(stages: readonly import('./stages.mjs').Stage[]) => Promise<void>} RunStages
 */

/** Stages that run side by side: each is a program that keeps about one processor busy. */
const LANES = 2

/**
 * Runs stages, prints each one's outcome, and the sums last of all. A stage, or the set-up between stages,
 * that cannot run counts as one failure.
 *
 * @param {(run: RunStage, runTogether: RunStages) => Promise<void>} work
 */
async function collect(work) {
  /** @type {Outcome[]} */
  const outcomes = []
  /** @type {RunStage} */
  const run = async (stage) => {
    console.log(`\n── ${stage.name}`)
    const { outcome } = await timed(stage)
    outcomes.push(outcome)
    return outcome.failed === 0
  }
  /** @type {RunStages} */
  const runTogether = async (stages) => {
    const waiting = [...stages]
    const lane = async () => {
      for (let stage = waiting.shift(); stage !== undefined; stage = waiting.shift()) {
        const { outcome, printed } = await timed(stage)
        console.log(`\n── ${stage.name}${printed === '' ? '' : `\n${printed}`}`)
        outcomes.push(outcome)
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  }
  try {
    await work(run, runTogether)
  } catch (error) {
    const note = explain(error)
    console.error(`\n${note}`)
    outcomes.push({ name: 'set-up', seconds: '0.0', passed: 0, failed: 1, note: note.split('\n')[0] ?? '' })
  }
  console.log(`\n${outcomes.map(describeOutcome).join('\n')}\n`)
  console.log(sumLine(outcomes))
  return outcomes.every(({ failed }) => failed === 0) ? 0 : 1
}

/**
 * Runs a stage; what goes wrong in the set-up of it is its outcome.
 *
 * @param {import('./stages.mjs').Stage} stage
 * @returns {Promise<{ outcome: Outcome, printed: string }>}
 */
async function timed({ name, run }) {
  const started = performance.now()
  const { printed = '', ...end } = await run().catch((/** @type {unknown} */ error) => ({
    passed: 0,
    failed: 1,
    note: explain(error),
    printed: '',
  }))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  return { outcome: { name, seconds, ...end }, printed }
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
