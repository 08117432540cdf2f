/** @typedef {import('./understand.mjs').Row} Row */

/**
 * The rows as a table of Markdown, with a line of totals for each program.
 *
 * @param {readonly Row[]} rows
 * @param {readonly string[]} absent programs that are not installed
 */
export function tableOf(rows, absent) {
  const lines = [
    '| Shape | Kind | Program | Result | Missing | Not wanted | Requests | Evidence | Incomplete said | Wrong and called finished |',
    '|---|---|---|---|--:|--:|--:|--:|---|---|',
    ...rows.map(lineOf),
    '',
    '| Program | Exact | Partial | Wrong | Missing | Not wanted | Requests | Evidence | Wrong and called finished |',
    '|---|--:|--:|--:|--:|--:|--:|--:|--:|',
    ...[...new Set(rows.map(({ program }) => program))].map((program) => totalOf(program, rows)),
    ...absent.map((program) => `| ${program} | not installed ||||||||`),
  ]
  return lines.join('\n')
}

/** @param {Row} row */
function lineOf(row) {
  const cells = [
    row.shape,
    row.kind,
    row.program,
    row.verdict,
    `${row.missing} of ${row.wanted}`,
    row.unwanted,
    row.requests,
    row.evidence,
    row.incomplete ? 'yes' : '',
    row.falselyFinished ? 'YES' : '',
  ]
  return `| ${cells.join(' | ')} |`
}

/** @param {string} program @param {readonly Row[]} rows */
function totalOf(program, rows) {
  const own = rows.filter((row) => row.program === program)
  /** @param {Row['verdict']} verdict */
  const count = (verdict) => own.filter((row) => row.verdict === verdict).length
  /** @param {'wanted' | 'missing' | 'unwanted' | 'requests' | 'evidence'} key */
  const sum = (key) => own.reduce((total, row) => total + row[key], 0)
  const finished = own.filter(({ falselyFinished }) => falselyFinished).length
  const cells = [program, `${count('exact')} of ${own.length}`, count('partial'), count('wrong')]
  const files = [`${sum('missing')} of ${sum('wanted')}`, sum('unwanted')]
  return `| ${[...cells, ...files, sum('requests'), sum('evidence'), finished].join(' | ')} |`
}
