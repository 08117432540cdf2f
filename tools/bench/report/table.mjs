import { isFaultless } from './figures.mjs'

/** @typedef {import('./figures.mjs').Row} Row */

const columns = [
  ['Scenario', '---'],
  ['Program', '---'],
  ['Wall', '--:'],
  ['From first request', '--:'],
  ['Ratio', '--:'],
  ['CPU user + system', '--:'],
  ['CPU a GB', '--:'],
  ['CPU an image', '--:'],
  ['Memory', '--:'],
  ['Files', '---'],
]

/** A picture below this length is small. */
const smallBytes = 100_000

/**
 * The figures as a table of Markdown.
 *
 * @param {readonly import('./figures.mjs').Result[]} results
 */
export function tableOf(results) {
  const lines = results.flatMap(({ scenario, rows }) => rows.map((row) => lineOf(scenario, row)))
  return [
    rowOf(columns.map(([title = '']) => title)),
    `|${columns.map(([, rule]) => rule).join('|')}|`,
    ...lines,
  ].join('\n')
}

/**
 * @param {import('../scenarios.mjs').Scenario} scenario
 * @param {Row} row
 */
function lineOf({ name, base, bytes, pages, images }, row) {
  // For small pictures the bytes count little, for a single one the number says nothing.
  const perGB = bytes < smallBytes ? null : row.cpuSecondsPerGB
  const perImage = pages * images === 1 ? null : row.cpuMicrosecondsPerImage
  return rowOf([
    name,
    row.program,
    withUnit(row.wallSeconds, 's', 2),
    withUnit(row.fromFirstSeconds, 's', 2),
    row.ratio === null ? '' : `${row.ratio.toFixed(2)} × ${base}`,
    `${row.userSeconds.toFixed(2)} + ${row.systemSeconds.toFixed(2)} s`,
    withUnit(perGB, 's', 1),
    withUnit(perImage, 'µs', 0),
    withUnit(row.peakMiB, 'MiB', 0),
    filesOf(row),
  ])
}

/** @param {Row} row */
function filesOf(row) {
  if (isFaultless(row)) return 'all right'
  const { missing, wrong, failed, runs } = row
  const codes = [...new Set(runs.map(({ code }) => code).filter((code) => code !== 0))]
  const faults = missing + wrong === 0 ? [] : [`${missing} missing, ${wrong} wrong`]
  return [...faults, ...(failed === 0 ? [] : [`${failed} × exit code ${codes.join(', ')}`])].join('; ')
}

/**
 * How Galleon stands to its goals, as a table of Markdown.
 *
 * @param {readonly import('../goals.mjs').Judged[]} judged
 */
export function goalsTableOf(judged) {
  const lines = judged.map(({ scenario, program, what, most, value, isReached }) =>
    rowOf([scenario, program, what, `≤ ${most}`, value ?? '', verdictOf(isReached)]),
  )
  return ['| Scenario | Build | Goal | Limit | Measured | |', '|---|---|---|--:|--:|---|', ...lines].join(
    '\n',
  )
}

/** @param {boolean | null} isReached */
function verdictOf(isReached) {
  if (isReached === null) return 'not measured'
  return isReached ? 'reached' : '**missed**'
}

/**
 * @param {number | null} value
 * @param {string} unit
 * @param {number} digits
 */
function withUnit(value, unit, digits) {
  return value === null ? '' : `${value.toFixed(digits)} ${unit}`
}

/** @param {readonly string[]} cells */
function rowOf(cells) {
  return `| ${cells.join(' | ')} |`
}
