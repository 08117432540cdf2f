import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { TableColumn } from '../sinks/table-columns'
import type { Append } from './whole-file'

/** By which Excel knows that a file is UTF-8. */
const byteOrderMark = '\uFEFF'

/**
 * CSV (RFC 4180) with a byte order mark and a line of names. Lists are JSON, dates ISO 8601 in UTC.
 *
 * A text that a spreadsheet would run as a formula gets an apostrophe before it, by which spreadsheets know text:
 * files with untrusted content would otherwise run it (OWASP, CSV injection). Numbers stay as they are.
 */
export async function writeCsv(
  columns: readonly TableColumn[],
  pages: AsyncIterable<readonly CrawlRecord[]>,
  append: Append,
): Promise<void> {
  const { stringify } = await import('csv-stringify/sync')
  const lines = (rows: readonly (readonly unknown[])[]) =>
    stringify([...rows], { escape_formulas: true, record_delimiter: '\r\n' })
  await append(byteOrderMark + lines([columns.map(({ name }) => name)]))
  for await (const records of pages)
    await append(lines(records.map((record) => columns.map((column) => cell(column, record)))))
}

function cell(column: TableColumn, record: CrawlRecord): string | number | null {
  const value = column.valueOf(record)
  return typeof value === 'boolean' ? String(value) : value
}
