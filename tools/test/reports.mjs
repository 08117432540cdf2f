import { readFile } from 'node:fs/promises'

/**
 * How many tests passed and failed.
 *
 * @typedef {{ passed: number, failed: number }} Count
 */

/**
 * What a runner's report and exit code come to. A run that says nothing, runs nothing, or ends badly without
 * naming a failed test counts as one failure: silence is never success.
 *
 * @param {Count | undefined} reported undefined when there is no readable report
 * @param {number} exitCode
 * @returns {Count & { note?: string }}
 */
export function judgeRun(reported, exitCode) {
  if (reported === undefined) return { passed: 0, failed: 1, note: 'it ended without a report' }
  if (reported.failed > 0) return reported
  if (reported.passed === 0) return { passed: 0, failed: 1, note: 'it ran no test' }
  if (exitCode !== 0) return { ...reported, failed: 1, note: `it ended with code ${exitCode}` }
  return reported
}

/**
 * @template Report
 * @param {string} file
 * @param {(report: Report) => Count} count
 */
export async function readReport(file, count) {
  try {
    return count(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}

/**
 * Counts vitest's JSON report. A file that could not even be loaded has no tests and counts as one failure.
 *
 * @param {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Count}
 */
export function countVitest(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }
}

/**
 * Counts Playwright's JSON report. Errors outside of tests (a spec that cannot be loaded) count one each.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors?: unknown[] }} report
 * @returns {Count}
 */
export function countPlaywright({ stats, errors = [] }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }
}

/**
 * The last line of `npm test`.
 *
 * @param {readonly Count[]} counts
 */
export function sumLine(counts) {
  /** @param {(count: Count) => number} pick */
  const sum = (pick) => counts.reduce((total, count) => total + pick(count), 0)
  return `${sum((count) => count.passed)} passed, ${sum((count) => count.failed)} failed`
}
