import { ensureModules } from '../set-up/modules.mjs'
import { SetupFailure } from '../set-up/setup-failure.mjs'
import { sumLine } from './reports.mjs'
import { buildStage, electronUnitStage, staticStages, unitStage, windowStage } from './stages.mjs'
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
  return await collect(async (run) => {
    await ensureModules()
    if (wants('static')) for (const stage of staticStages()) await run(stage)
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

/** Tests of pure code and of components, which start no engine. */
const quickTests = ['src/shared/', 'src/renderer/']

/**
 * `npm run check`: what can be checked without a window.
 *
 * @param {readonly string[]} args for vitest
 */
export async function runCheck(args) {
  return await collect(async (run) => {
    await ensureModules()
    for (const stage of staticStages()) await run(stage)
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
 * Runs stages, prints each one's outcome, and the sums last of all. A stage, or the set-up between stages,
 * that cannot run counts as one failure.
 *
 * @param {(run: (stage: import('./stages.mjs').Stage) => Promise<boolean>) => Promise<void>} work
 */
async function collect(work) {
  /** @type {Outcome[]} */
  const outcomes = []
  /** @param {import('./stages.mjs').Stage} stage */
  const run = async ({ name, run: runStage }) => {
    console.log(`\n── ${name}`)
    const started = performance.now()
    const count = await runStage().catch((/** @type {unknown} */ error) => ({
      passed: 0,
      failed: 1,
      note: explain(error),
    }))
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    outcomes.push({ name, seconds, ...count })
    return count.failed === 0
  }
  try {
    await work(run)
  } catch (error) {
    const note = explain(error)
    console.error(`\n${note}`)
    outcomes.push({ name: 'set-up', seconds: '0.0', passed: 0, failed: 1, note: note.split('\n')[0] ?? '' })
  }
  console.log(`\n${outcomes.map(describeOutcome).join('\n')}\n`)
  console.log(sumLine(outcomes))
  return outcomes.every(({ failed }) => failed === 0) ? 0 : 1
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
