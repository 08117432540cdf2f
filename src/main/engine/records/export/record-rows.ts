import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { RecordChoice, RecordStore } from '../database/record-store'
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

/**
 * Records in the order of a list of them, some at a time: those that it has now, each once. What is committed meanwhile may
 * change what is in them.
 */
export async function* listedRecords(
  store: Pick<RecordStore, 'choose' | 'byRows'>,
  choice: RecordChoice,
  signal: AbortSignal,
): AsyncGenerator<readonly CrawlRecord[]> {
  const rows = await store.choose(choice)
  for (let at = 0; at < rows.length; ) {
    signal.throwIfAborted()
    const records = await store.byRows([...rows.subarray(at, at + pageRecords)])
    if (records.length === 0) throw new Error('the row of a record is gone')
    yield records
    at += records.length
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
