import { leastSeconds } from './scenarios.mjs'

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = low] = sorted.slice(sorted.length % 2 === 1 ? middle : middle - 1, middle + 1)
  return (low + high) / 2
}

/**
 * The figures as a table of Markdown: medians, and each time as a multiple of the scenario's least time or, where
 * there is none, of curl's.
 *
 * @param {readonly import('./bench.mjs').Result[]} results
 */
export function tableOf(results) {
  const lines = [
    '| Scenario | Program | Wall | Ratio | CPU | Memory | Files |',
    '|---|---|--:|--:|--:|--:|---|',
  ]
  for (const { scenario, rows } of results) {
    const least =
      leastSeconds(scenario) ?? rows.find(({ program }) => program === 'curl')?.wallSeconds ?? null
    for (const { program, wallSeconds, cpuSeconds, peakMiB, missing, wrong } of rows) {
      const cells = [
        scenario.name,
        program,
        `${wallSeconds.toFixed(2)} s`,
        least === null ? '' : `${(wallSeconds / least).toFixed(2)} ×`,
        `${cpuSeconds.toFixed(2)} s`,
        `${peakMiB} MiB`,
        missing + wrong === 0 ? 'all right' : `${missing} missing, ${wrong} wrong`,
      ]
      lines.push(`| ${cells.join(' | ')} |`)
    }
  }
  return lines.join('\n')
}
