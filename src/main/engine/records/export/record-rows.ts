import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { RecordQuery, RecordStore } from '../database/record-store'
import type { SinkTable } from '../sinks/sink'
import { type NameLimits, type TableColumn, tableColumns } from '../sinks/table-columns'

/** Records that are in memory at a time. */
const pageRecords = 200

/** Files have no limits of names. */
const noLimits: NameLimits = { bytes: Infinity, length: Infinity, supplementary: true, fold: (name) => name }

/** The columns of a file of records, named as the fields are. */
export function fileColumns(table: SinkTable): readonly TableColumn[] {
  return tableColumns(table, noLimits)
}

/** Records in the order of a list of them, some at a time. */
export async function* listedRecords(
  store: Pick<RecordStore, 'list'>,
  query: Omit<RecordQuery, 'offset' | 'limit'>,
  signal: AbortSignal,
): AsyncGenerator<readonly CrawlRecord[]> {
  for (let offset = 0; ; ) {
    signal.throwIfAborted()
    const { rows } = await store.list({ ...query, offset, limit: pageRecords })
    if (rows.length === 0) return
    yield rows
    offset += rows.length
  }
}

/** All records in the order of their keys, some at a time; what is committed meanwhile may be among them or not. */
export async function* allRecords(
  store: Pick<RecordStore, 'after'>,
  signal: AbortSignal,
): AsyncGenerator<readonly CrawlRecord[]> {
  for (let key: string | null = null; ; ) {
    signal.throwIfAborted()
    const records: readonly CrawlRecord[] = await store.after(key, pageRecords)
    const last = records.at(-1)
    if (last === undefined) return
    yield records
    key = last.key
  }
}
