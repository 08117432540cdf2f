import { failureLine } from '@shared/messages/failure-text'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import type { AddressExamples, CrawlPreview } from '@shared/model/crawl/crawl-preview'
import type { CrawlCounts, RecordFields } from '@shared/model/crawl/crawl-record'
import type { Task } from '@shared/model/task'
import type { Terminal } from './terminal'
import { fitWidth, padWidth, textWidth } from './text-width'

/** Widest column of a table of records, and how wide all are where the terminal does not say. */
const widestColumn = 40
const usualColumns = 100

/** The counts of a crawl, the most important first; what is zero and means nothing good or bad is absent. */
export function crawlParts(counts: CrawlCounts, texts: TerminalTexts): readonly string[] {
  const { found, queued, read, records, added, changed, unchanged, failed, gone, robots, withoutRecord } =
    counts
  const { crawl, count } = texts
  const some = (number: number, text: (count: string) => string) =>
    number === 0 ? [] : [text(count(number))]
  return [
    crawl.read(count(read), count(found)),
    crawl.records(count(records)),
    crawl.changes(count(added), count(changed), count(unchanged)),
    ...some(queued, crawl.queued),
    ...some(failed, crawl.failed),
    ...some(gone, crawl.gone),
    ...some(robots, crawl.robots),
    ...some(withoutRecord, crawl.withoutRecord),
  ]
}

/** How far a crawl is, as programs get it; null for another task. */
export function crawlProgress({ id, request: { crawl }, progress }: Task) {
  const counts = progress.counts.crawl
  if (crawl === undefined || counts === undefined) return null
  const { links, ...others } = counts
  const rules = crawl.follow.map(({ match, as }, index) => ({ match, as, links: links[index] ?? 0 }))
  return { event: 'crawl-progress', task: id, ...others, rules }
}

/** A value of a record in one line. */
function cellText(value: RecordFields[string] | undefined): string {
  if (value === undefined) return ''
  return (Array.isArray(value) ? value.join(' | ') : String(value)).replaceAll(/\s+/g, ' ').trim()
}

/** Rows of records with aligned columns under their names, each line cut to the width of the terminal. */
export function recordTable(
  names: readonly string[],
  rows: readonly { readonly address: string; readonly fields: RecordFields }[],
  columns = usualColumns,
): readonly string[] {
  const titles = [...names, 'address']
  const cells = rows.map(({ address, fields }) => [...names.map((name) => cellText(fields[name])), address])
  const widths = titles.map((title, i) =>
    Math.min(widestColumn, Math.max(textWidth(title), ...cells.map((row) => textWidth(row[i] ?? '')))),
  )
  const line = (row: readonly string[]) =>
    fitWidth(
      row
        .map((cell, i) => padWidth(fitWidth(cell, widths[i] ?? 0), widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
      columns,
    )
  return [line(titles), ...cells.map(line)]
}

function linkLines(
  title: string,
  { count, examples }: AddressExamples,
  texts: TerminalTexts,
): readonly string[] {
  if (count === 0) return []
  return [`${title}: ${texts.count(count)}`, ...examples.map((example) => `    ${example}`)]
}

/** What a crawl would do, in lines. */
export function previewLines(preview: CrawlPreview, maxPages: number, terminal: Terminal): readonly string[] {
  const { texts, screen } = terminal
  const { crawl, count, duration } = texts
  const { rules, records, columns, failures, known, pagesPerSecond } = preview
  const used = rules.flatMap((rule) => {
    const title = `  ${crawl.rule(rule.match, crawl.uses[rule.as])}`
    return rule.count === 0 ? [`${title}: 0`] : linkLines(title, rule, texts)
  })
  const rates = columns.map(({ name, filled }) => crawl.filled(name, count(filled), count(records.length)))
  const planned = Math.min(known, maxPages)
  return [
    crawl.rules,
    ...used,
    ...linkLines(crawl.skipped, preview.skipped, texts),
    ...linkLines(crawl.others, preview.others, texts),
    ...linkLines(crawl.outside, preview.outside, texts),
    ...(records.length === 0
      ? [crawl.noRecords]
      : recordTable(
          columns.map(({ name }) => name),
          records,
          screen?.columns,
        )),
    ...rates,
    ...preview.withoutRecord.slice(0, 5).map((address) => crawl.hasNone(address)),
    ...failures.map(({ address, failure }) =>
      texts.run.notSaved(address, failureLine(failure, texts.language)),
    ),
    ...preview.robots.map((address) => crawl.refused(address)),
    crawl.known(count(known), count(preview.read)),
    ...(pagesPerSecond === null
      ? []
      : [
          crawl.estimate(
            count(Math.max(1, Math.round(pagesPerSecond * 60))),
            duration(planned / pagesPerSecond),
          ),
        ]),
    crawl.nothingStored,
  ]
}
