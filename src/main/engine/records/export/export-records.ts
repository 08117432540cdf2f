import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { FileFormat } from '@shared/model/crawl/sink-address'
import type { SinkTable } from '../sinks/sink'
import { openSqlite } from '../sinks/sqlite'
import type { ColumnType, TableColumn } from '../sinks/table-columns'
import { writeCsv } from './csv'
import { jsonObject, writeJsonLines } from './json-lines'
import { type ParquetColumn, type ParquetRow, type ParquetType, writeParquet } from './parquet'
import { fileColumns } from './record-rows'
import { makeWhole, writeWholeFile } from './whole-file'

/** What is exported, and where to. */
export interface RecordExport {
  /** Some records at a time; see `allRecords` and `listedRecords`. */
  readonly pages: AsyncIterable<readonly CrawlRecord[]>
  readonly table: SinkTable
  readonly format: FileFormat | 'sqlite'
  /** Absolute path; its folder exists. */
  readonly path: string
  /** How many records were written so far. */
  readonly onProgress?: (records: number) => void
}

/**
 * Writes records of a crawl into a file, in bounded memory.
 *
 * The file gets its name when it is whole; one that was there before is replaced then. Rejects with FailureError
 * disk-full or not-writable, or the reason of the signal.
 */
export async function exportRecords(work: RecordExport, signal: AbortSignal): Promise<void> {
  const { table, format, path } = work
  const columns = fileColumns(table)
  const pages = counted(work.pages, work.onProgress)
  if (format === 'sqlite')
    return await makeWhole(path, signal, (part) => fillSqlite(part, table, pages, signal))
  await writeWholeFile(path, signal, (append) => {
    if (format === 'csv') return writeCsv(columns, pages, append)
    if (format === 'jsonl') return writeJsonLines(columns, pages, append)
    return writeParquet(parquetColumns(table), parquetRows(columns, pages), append)
  })
}

async function* counted(
  pages: AsyncIterable<readonly CrawlRecord[]>,
  onProgress?: (records: number) => void,
): AsyncGenerator<readonly CrawlRecord[]> {
  let count = 0
  for await (const records of pages) {
    yield records
    count += records.length
    onProgress?.(count)
  }
}

const parquetTypes: Readonly<Record<ColumnType, ParquetType>> = {
  key: 'text',
  revision: 'integer',
  text: 'text',
  address: 'text',
  number: 'number',
  date: 'date',
  boolean: 'boolean',
  json: 'texts',
}

/** The columns of a table in a Parquet file. */
export function parquetColumns(table: SinkTable): readonly ParquetColumn[] {
  const numbers = new Set(
    table.columns.filter(({ list, type }) => list && type === 'number').map(({ name }) => name),
  )
  return fileColumns(table).map(({ name, type }) => ({
    name,
    type: type === 'json' && numbers.has(name) ? 'numbers' : parquetTypes[type],
  }))
}

async function* parquetRows(
  columns: readonly TableColumn[],
  pages: AsyncIterable<readonly CrawlRecord[]>,
): AsyncGenerator<readonly ParquetRow[]> {
  for await (const records of pages) yield records.map((record) => jsonObject(columns, record))
}

async function fillSqlite(
  part: string,
  table: SinkTable,
  pages: AsyncIterable<readonly CrawlRecord[]>,
  signal: AbortSignal,
): Promise<void> {
  const sink = openSqlite({ path: part, isNew: true })
  try {
    await sink.make(table, signal)
    for await (const records of pages) await sink.write(table, records, signal)
  } finally {
    await sink.close()
  }
}
