import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { TableColumn } from '../sinks/table-columns'
import type { Append } from './whole-file'

/** A record as one object: every column is there, absent values are null, lists are arrays. */
export function jsonObject(columns: readonly TableColumn[], record: CrawlRecord): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column.name, jsonValue(column, record)]))
}

function jsonValue(column: TableColumn, record: CrawlRecord): unknown {
  const value = column.valueOf(record)
  return column.type === 'json' && typeof value === 'string' ? JSON.parse(value) : value
}

/** JSON Lines (jsonlines.org): UTF-8, one object a line. */
export async function writeJsonLines(
  columns: readonly TableColumn[],
  pages: AsyncIterable<readonly CrawlRecord[]>,
  append: Append,
): Promise<void> {
  for await (const records of pages)
    await append(records.map((record) => `${JSON.stringify(jsonObject(columns, record))}\n`).join(''))
}
