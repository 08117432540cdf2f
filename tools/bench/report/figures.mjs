import { leastSeconds } from '../scenarios.mjs'

/** @typedef {import('../scenarios.mjs').Scenario} Scenario */

/**
 * One run: what it took, what the server saw of it, and pictures that were missing or wrong.
 *
 * @typedef {import('../run/run-program.mjs').Measured & { served: import('../server/server.mjs').Served | null,
 *   missing: number, wrong: number }} Run
 */

/**
 * All runs of a program in a scenario, and the medians of their figures. What cannot be known is null.
 *
 * @typedef {object} Row
 * @property {string} program
 * @property {boolean} isGalleon
 * @property {readonly Run[]} runs
 * @property {number} wallSeconds
 * @property {number | null} ratio wall time as a multiple of the scenario's base, round by round
 * @property {number | null} fromFirstSeconds from the first request to the end of the program
 * @property {number | null} startMs from the start of the program to its first request
 * @property {number} userSeconds
 * @property {number} systemSeconds
 * @property {number} cpuSeconds both of them
 * @property {number | null} cpuSecondsPerGB of pictures, 1 GB being 10⁹ bytes
 * @property {number | null} cpuMicrosecondsPerImage
 * @property {number} peakMiB
 * @property {number} missing the most of all runs
 * @property {number} wrong likewise
 * @property {number} failed runs with an exit code other than 0
 */

/** @typedef {{ scenario: Scenario, rows: readonly Row[] }} Result */

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = low] = sorted.slice(sorted.length % 2 === 1 ? middle : middle - 1, middle + 1)
  return (low + high) / 2
}

/**
 * @param {Scenario} scenario
 * @param {readonly { program: string, isGalleon: boolean, runs: readonly Run[] }[]} measured of each the same number of runs
 * @returns {Result}
 */
export function summarise(scenario, measured) {
  const least = leastSeconds(scenario)
  const base = measured.find(({ program }) => program === scenario.base)
  const rows = measured.map(({ program, isGalleon, runs }) => {
    const ratios = runs.flatMap(({ wallSeconds }, round) => {
      const other = scenario.base === 'least' ? least : base?.runs[round]?.wallSeconds
      return other == null ? [] : [wallSeconds / other]
    })
    return { program, isGalleon, runs, ratio: medianOrNull(ratios), ...mediansOf(scenario, runs) }
  })
  return { scenario, rows }
}

/**
 * @param {Scenario} scenario
 * @param {readonly Run[]} runs
 */
function mediansOf({ pages, images, bytes }, runs) {
  const count = pages * images
  const cpuSeconds = median(runs.map(({ userSeconds, systemSeconds }) => userSeconds + systemSeconds))
  const timed = runs.flatMap(({ wallSeconds, endedAt, served }) => {
    const first = served?.firstRequestAt ?? null
    return first === null ? [] : [{ wallSeconds, fromFirst: endedAt - first }]
  })
  return {
    wallSeconds: median(runs.map(({ wallSeconds }) => wallSeconds)),
    fromFirstSeconds: medianOrNull(timed.map(({ fromFirst }) => fromFirst)),
    startMs: medianOrNull(timed.map(({ wallSeconds, fromFirst }) => (wallSeconds - fromFirst) * 1000)),
    userSeconds: median(runs.map(({ userSeconds }) => userSeconds)),
    systemSeconds: median(runs.map(({ systemSeconds }) => systemSeconds)),
    cpuSeconds,
    cpuSecondsPerGB: count === 0 ? null : cpuSeconds / ((count * bytes) / 1e9),
    cpuMicrosecondsPerImage: count === 0 ? null : (cpuSeconds * 1e6) / count,
    peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
    missing: Math.max(...runs.map(({ missing }) => missing)),
    wrong: Math.max(...runs.map(({ wrong }) => wrong)),
    failed: runs.filter(({ code }) => code !== 0).length,
  }
}

/** @param {readonly number[]} values */
function medianOrNull(values) {
  return values.length === 0 ? null : median(values)
}

/**
 * Whether every run of a program ended well and brought every picture.
 *
 * @param {Pick<Row, 'missing' | 'wrong' | 'failed'>} row
 */
export function isFaultless({ missing, wrong, failed }) {
  return missing + wrong + failed === 0
}
