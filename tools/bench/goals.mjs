import { leastSeconds } from './scenarios.mjs'

/** @typedef {import('./report/figures.mjs').Row} Row */
/** @typedef {import('./report/figures.mjs').Result} Result */

/**
 * What Galleon is to reach in a scenario at full size.
 *
 * @typedef {object} Goal
 * @property {string} what is compared
 * @property {number} most
 * @property {string} unit
 * @property {(row: Row, result: Result) => number | null} of the value; null where it was not measured
 */

/** Digits after the point, by unit. */
const digits = new Map([
  ['×', 2],
  ['s', 2],
])

/** @type {Goal['of']} */
const ratio = (row) => row.ratio
/** @type {Goal['of']} */
const memory = (row) => row.peakMiB

/** @param {number} most @param {string} [base] @returns {Goal} */
const wall = (most, base = 'curl') => ({ what: `wall / ${base}`, most, unit: '×', of: ratio })

/** @param {string} program @param {number} most @returns {Goal} */
const beside = (program, most) => ({
  what: `wall / ${program}`,
  most,
  unit: '×',
  of: (row, { rows }) => {
    const other = rows.find((one) => one.program === program)
    return other === undefined ? null : row.wallSeconds / other.wallSeconds
  },
})

/** @param {number} most @returns {Goal} */
const resident = (most) => ({ what: 'peak memory', most, unit: 'MiB', of: memory })

/** @param {number} most @returns {Goal} */
const perGB = (most) => ({ what: 'CPU a GB', most, unit: 's', of: (row) => row.cpuSecondsPerGB })

/** @param {number} most @returns {readonly Goal[]} */
const flood = (most) => [wall(2), beside('aria2c', 0.5), beside('gallery-dl', 0.5), perGB(most)]

/** @param {number} most @returns {readonly Goal[]} */
const small = (most) => [
  wall(most),
  resident(150),
  { what: 'CPU an image', most: 250, unit: 'µs', of: (row) => row.cpuMicrosecondsPerImage },
]

/** @param {number} most @returns {readonly Goal[]} */
const big = (most) => [
  wall(most),
  beside('aria2c', 1),
  beside('gallery-dl', 1),
  resident(110),
  {
    what: 'CPU a GiB',
    most: 1.7,
    unit: 's',
    of: ({ cpuSecondsPerGB }) => (cpuSecondsPerGB === null ? null : (cpuSecondsPerGB * 1024 ** 3) / 1e9),
  },
]

/** @type {Readonly<Record<string, readonly Goal[]>>} */
export const goals = {
  A: [
    {
      what: 'from the first request / least',
      most: 1.05,
      unit: '×',
      of: ({ fromFirstSeconds }, { scenario }) => {
        const least = leastSeconds(scenario)
        return fromFirstSeconds === null || least === null ? null : fromFirstSeconds / least
      },
    },
    { what: 'start to first request', most: 150, unit: 'ms', of: ({ startMs }) => startMs },
  ],
  A64: [beside('curl', 1.15)],
  'A-auto': [{ what: 'wall', most: 5.02, unit: 's', of: ({ wallSeconds }) => wallSeconds }],
  B: flood(2),
  'B-https': flood(2.5),
  C: small(1.4),
  'C-https': small(1.5),
  D: big(1.3),
  'D-https': big(1.5),
  'F-h2': [wall(1.3, 'curl-h2')],
  E: [{ what: 'wall', most: 1, unit: 's', of: ({ wallSeconds }) => wallSeconds }],
}

/**
 * How a build of Galleon stands to one goal.
 *
 * @typedef {{ scenario: string, program: string, what: string, most: string, value: string | null,
 *   isReached: boolean | null }} Judged `value` and `isReached`: null where it was not measured
 */

/**
 * Compares what was measured with the goals.
 *
 * @param {readonly Result[]} results
 * @returns {readonly Judged[]}
 */
export function judge(results) {
  return results.flatMap((result) => {
    const { name } = result.scenario
    return result.rows
      .filter(({ isGalleon }) => isGalleon)
      .flatMap((row) => (goals[name] ?? []).map((goal) => judgeOne(goal, row, result)))
  })
}

/**
 * @param {Goal} goal
 * @param {Row} row
 * @param {Result} result
 * @returns {Judged}
 */
function judgeOne({ what, most, unit, of }, row, result) {
  const value = of(row, result)
  return {
    scenario: result.scenario.name,
    program: row.program,
    what,
    most: `${most} ${unit}`,
    value: value === null ? null : `${value.toFixed(digits.get(unit) ?? 0)} ${unit}`,
    isReached: value === null ? null : value <= most,
  }
}
