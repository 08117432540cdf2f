import { forgetOldest } from '@shared/collections/forget-oldest'
import type { CrawlRecord, RecordFields } from '@shared/model/crawl/crawl-record'
import { type Failure as FailureValue, failure } from '@shared/model/failure'
import { Failure } from '@shared/model/failure-schema'
import { countIn, integer, readJson, text } from '../../../storage/columns'
import { type Value } from '../../../storage/database/connection'
import type { RecordChoice, RecordStore } from '../record-store'
import { loadState } from '../rows/crawl-state'
import { hashOf } from '../rows/hashes'
import { firstRecords, mostBytes, recordColumns, toFields, toRecord } from '../rows/record-rows'
import { fromHex, type Statements } from '../rows/statements'
import { type Condition, conditionOf, ownColumn, pathOf } from './filter'

/** Most rows that a sorted or filtered list shows; their numbers are kept in memory, 4 bytes each. */
export const longestList = 20_000_000

/**
 * Rows from the beginning of a list that are found without sorting the others: of a million records in a tenth of the time
 * (SQLite holds as many as the limit says, and nothing on the disk).
 */
export const headRows = 1000

/** Lists that are kept in memory, for as long as nothing was written or this many times what they took to make. */
const mostKept = 4
const keptTimes = 10

/** The lists of a store, on a connection that reads. */
export type RecordLists = {
  readonly [N in
    | 'list'
    | 'choose'
    | 'byRows'
    | 'previous'
    | 'failures'
    | 'fillRates'
    | 'after'
    | 'known'
    | 'hosts']: (...args: Parameters<RecordStore[N]>) => Awaited<ReturnType<RecordStore[N]>>
}

interface KeptList {
  readonly version: number
  readonly madeAt: number
  readonly tookMs: number
  readonly list: Walked
}

/** The first rows of a list, or all of them. */
interface Walked {
  readonly ids: Uint32Array
  readonly total: number
}

/**
 * A list in the order in which records were found is read by their numbers. A sorted or filtered one takes a walk over all
 * records, whose result is kept: the next slices of it cost as little. What stands behind its first rows is sorted when it is
 * asked for. While a crawl writes, such a list may be as old as ten
 * times what it took to make, so that a list that is looked at never costs more than a tenth of a processor.
 *
 * `monotonic`: milliseconds.
 */
export function createRecordLists(statements: Statements, monotonic: () => number): RecordLists {
  const { get, all } = statements
  const kept = new Map<string, KeptList>()
  const version = () => Number(get('PRAGMA data_version')?.['data_version'])

  /** A list of which at least the first `most` rows are there, if it has so many. */
  function listOf(query: RecordChoice, most: number, records: number, isAtWork: boolean): Walked {
    const name = JSON.stringify([query.sort, query.descending, query.filter, query.change])
    const found = kept.get(name)
    const isFresh =
      found !== undefined &&
      found.list.ids.length >= Math.min(most, found.list.total) &&
      (found.version === version() || (isAtWork && monotonic() - found.madeAt < found.tookMs * keptTimes))
    if (isFresh) return found.list
    const before = monotonic()
    kept.delete(name)
    forgetOldest(kept, mostKept - 1)
    const list = most > headRows ? whole(statements, query) : head(statements, query, records)
    const made = { version: version(), list }
    kept.set(name, { ...made, madeAt: monotonic(), tookMs: monotonic() - before })
    return list
  }

  const byIds = (ids: readonly number[]) =>
    ids.flatMap((id) => all(`SELECT ${recordColumns} FROM records WHERE id = ?`, id)).map(toRecord)

  return {
    list(query) {
      const { offset, limit, sort, descending, filter, change } = query
      const { records, run } = loadState(statements)
      if ((change === 'all' || change === 'new') && filter.trim() === '' && sort === null) {
        // Numbers of records have no gaps: none is ever deleted.
        const before = change === 'new' ? (run?.recordsBefore ?? 0) : 0
        const total = records - before
        const first = descending ? records - offset - limit + 1 : before + offset + 1
        const [from, to] = [Math.max(first, before + 1), first + limit - 1]
        const order = descending ? 'DESC' : 'ASC'
        const sql = `SELECT ${recordColumns} FROM records WHERE id BETWEEN ? AND ? ORDER BY id ${order}`
        return { rows: all(sql, from, to).map(toRecord), total }
      }
      const { ids, total } = listOf(query, offset + limit, records, run?.isEnded === false)
      return { rows: byIds([...ids.subarray(offset, offset + limit)]), total }
    },
    choose: (choice) => whole(statements, choice).ids,
    byRows: (rows) => byRows(statements, rows),
    previous: (keys) => new Map(keys.flatMap((key) => previousOf(statements, key))),
    fillRates() {
      const total = Math.max(1, loadState(statements).records)
      const rows = all('SELECT name, filled FROM fields WHERE filled > 0 ORDER BY name')
      return new Map(rows.map((row) => [text(row, 'name'), integer(row, 'filled') / total]))
    },
    failures: (offset, limit) =>
      all(
        `SELECT address, failure FROM pages WHERE failed_run = (SELECT max(id) FROM runs)
         ORDER BY id LIMIT ? OFFSET ?`,
        limit,
        offset,
      ).map((row) => ({ address: text(row, 'address'), failure: readFailure(row['failure']) })),
    after: (key, limit): readonly CrawlRecord[] =>
      all(firstRecords('WHERE key > ?', 'key'), key === null ? new Uint8Array() : fromHex(key), limit, 0).map(
        toRecord,
      ),
    hosts: (limit) =>
      all(
        `SELECT name, waiting FROM (SELECT name, waiting FROM hosts WHERE waiting > 0 ORDER BY turn, id LIMIT 1000)
         ORDER BY waiting DESC, name LIMIT ?`,
        limit,
      ).map((row) => ({ host: text(row, 'name'), waiting: integer(row, 'waiting') })),
    known: (identities) => identities.map((identity) => isKnown(statements, identity)),
  }
}

/** The whole list. */
function whole(statements: Statements, choice: RecordChoice): Walked {
  const ids = walk(statements, choice, longestList)
  return { ids, total: ids.length }
}

/** The beginning of a list, of so many records in all. */
function head(statements: Statements, choice: RecordChoice, records: number): Walked {
  const ids = walk(statements, choice, headRows)
  if (ids.length < headRows) return { ids, total: ids.length }
  if (choice.change === 'all' && choice.filter.trim() === '') return { ids, total: records }
  const { sql, values } = whichOf(statements, choice)
  return { ids, total: countIn(statements.get(`SELECT count(*) AS n FROM records WHERE ${sql}`, ...values)) }
}

/** Which records a choice is of. */
function whichOf(statements: Statements, { filter, change }: RecordChoice): Condition {
  const run = loadState(statements).run
  const condition = conditionOf(filter)
  const [since, ...values] = changeOf(change, run?.id ?? 0, run?.recordsBefore ?? 0)
  return { sql: `${since} AND ${condition?.sql ?? '1'}`, values: [...values, ...(condition?.values ?? [])] }
}

/** Numbers of the first records of a choice, in its order. */
function walk(statements: Statements, choice: RecordChoice, most: number): Uint32Array {
  const which = whichOf(statements, choice)
  const order = orderOf(choice.sort, choice.descending)
  const values: Value[] = [...which.values, ...order.values, most]
  const sql = `SELECT id FROM records WHERE ${which.sql} ORDER BY ${order.sql} LIMIT ?`
  let ids = new Uint32Array(1024)
  let count = 0
  for (const row of statements.each(sql, ...values)) {
    if (count === ids.length) {
      const longer = new Uint32Array(count * 2)
      longer.set(ids)
      ids = longer
    }
    ids[count] = integer(row, 'id')
    count += 1
  }
  return ids.slice(0, count)
}

function changeOf(
  change: RecordChoice['change'],
  run: number,
  recordsBefore: number,
): readonly [string, ...Value[]] {
  switch (change) {
    case 'all':
      return ['1']
    case 'new':
      return ['id > ?', recordsBefore]
    case 'changed':
      return ['changed_run = ? AND id <= ?', run, recordsBefore]
    case 'gone':
      return ['gone_run = ?', run]
  }
}

/** What has no value comes last in both directions. */
function orderOf(
  sort: string | null,
  descending: boolean,
): { readonly sql: string; readonly values: readonly Value[] } {
  const way = descending ? 'DESC' : 'ASC'
  if (sort === null) return { sql: `id ${way}`, values: [] }
  const column = ownColumn(sort)
  if (column !== null) return { sql: `${column} ${way} NULLS LAST, id ${way}`, values: [] }
  return {
    sql: `json_extract(fields, ?) COLLATE NOCASE ${way} NULLS LAST, id ${way}`,
    values: [pathOf(sort)],
  }
}

function byRows({ all }: Statements, rows: readonly number[]): readonly CrawlRecord[] {
  const found: CrawlRecord[] = []
  let bytes = 0
  for (const id of rows) {
    for (const row of all(
      `SELECT ${recordColumns}, octet_length(fields) AS bytes FROM records WHERE id = ?`,
      id,
    )) {
      bytes += integer(row, 'bytes')
      found.push(toRecord(row))
    }
    if (bytes >= mostBytes) break
  }
  return found
}

function previousOf({ get }: Statements, key: string): readonly [string, RecordFields][] {
  const row = get(
    `SELECT v.fields FROM records r JOIN versions v ON v.record = r.id
     WHERE r.key = ? AND v.run = (SELECT max(id) FROM runs) AND r.id <= (SELECT records_before FROM runs ORDER BY id DESC LIMIT 1)
     ORDER BY v.revision LIMIT 1`,
    fromHex(key),
  )
  return row === undefined ? [] : [[key, toFields(row)]]
}

function isKnown({ get }: Statements, identity: string): boolean {
  const row = get(
    `SELECT count(*) AS n FROM pages p JOIN records r ON r.id = p.record
     WHERE p.hash = ? AND r.id <= (SELECT records_before FROM runs ORDER BY id DESC LIMIT 1)`,
    hashOf(identity),
  )
  return countIn(row) > 0
}

function readFailure(column: Value | undefined): FailureValue {
  return readJson(Failure, column) ?? failure('unexpected', 'the record of this failure cannot be read')
}
