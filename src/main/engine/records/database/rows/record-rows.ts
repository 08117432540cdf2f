import { type CrawlRecord, RecordFields } from '@shared/model/crawl/crawl-record'
import type { EpochMs } from '@shared/model/units'
import { integer, integerOrNull, text } from '../../../storage/columns'
import { type Row } from '../../../storage/database/connection'
import type { FoundRecord } from '../record-store'
import { type CrawlState, presentRun } from './crawl-state'
import { hashOf } from './hashes'
import { fromHex, hexOrNull, type Statements } from './statements'

/** Records: what pages gave, one row for each key. All methods but `changes` change counts of the run along. */
export interface RecordRows {
  /** A page gave this record; returns its row, and how it is kept if it is new or changed. */
  save(
    found: FoundRecord,
    page: number,
    now: EpochMs,
  ): { readonly id: number; readonly changed: CrawlRecord | null }
  /** A page that gave this record is there, unchanged; returns the record if it had gone. */
  seenAgain(id: number, now: EpochMs): readonly CrawlRecord[]
  /** A page is missing for the second time in a row; returns those of its records that no other page has. */
  gone(page: number, now: EpochMs): readonly CrawlRecord[]
}

/** The columns of a record as `toRecord` reads them. */
export const recordColumns =
  'records.id, key, address, fields, first_seen, last_seen, changed_at, gone_at, revision, change'

/** Text of the fields that is read at a time, in bytes: a thread that reads more at once would run out of memory. */
export const mostBytes = 8_000_000

/**
 * Selects the first records by `order` that `where` names, at most as many as its last but one parameter says behind so many as
 * its last one says, and no more behind those that have much text; at least one.
 */
export function firstRecords(where: string, order: 'change' | 'key'): string {
  return `SELECT ${recordColumns} FROM (
      SELECT *, sum(octet_length(fields)) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS bytes
      FROM (SELECT * FROM records ${where} ORDER BY ${order} LIMIT ? OFFSET ?)
    ) AS records WHERE bytes - octet_length(fields) < ${mostBytes} ORDER BY ${order}`
}

export function createRecordRows(statements: Statements, state: () => CrawlState): RecordRows {
  const { get, all, run } = statements
  const fill = createFillCounts(statements)
  const nextChange = () => {
    state().lastChange += 1
    return state().lastChange
  }
  const read = (id: number): CrawlRecord =>
    toRecord(get(`SELECT ${recordColumns} FROM records WHERE id = ?`, id) ?? {})

  function add(
    { address, fields, textHash }: FoundRecord,
    key: Uint8Array,
    page: number,
    now: EpochMs,
  ): number {
    const now_ = state()
    now_.records += 1
    presentRun(now_).counts.added += 1
    fill.change({}, fields)
    run(
      `INSERT INTO records (id, key, page, address, fields, text_hash, first_seen, last_seen, seen_run, revision, change)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`,
      now_.records,
      key,
      page,
      address,
      JSON.stringify(fields),
      fromHex(textHash),
      now,
      now,
      presentRun(now_).id,
      nextChange(),
    )
    return now_.records
  }

  /** Counts each record once in a run, as the most that happened to it. */
  function countChange(row: Row): void {
    const { id, counts, recordsBefore } = presentRun(state())
    if (integer(row, 'id') > recordsBefore || integerOrNull(row, 'changed_run') === id) return
    if (integer(row, 'seen_run') === id) counts.unchanged -= 1
    counts.changed += 1
  }

  function change(row: Row, { address, fields, textHash }: FoundRecord, page: number, now: EpochMs): void {
    const id = integer(row, 'id')
    const { id: runId } = presentRun(state())
    countChange(row)
    keepVersion(statements, row, { runId, now, keepsAll: state().known === 'versions' })
    fill.change(toFields(row), fields)
    run(
      `UPDATE records SET page = ?, address = ?, fields = ?, text_hash = ?, last_seen = ?, seen_run = ?, changed_at = ?,
       changed_run = ?, gone_at = NULL, gone_run = NULL, revision = revision + 1, change = ? WHERE id = ?`,
      page,
      address,
      JSON.stringify(fields),
      fromHex(textHash),
      now,
      runId,
      now,
      runId,
      nextChange(),
      id,
    )
  }

  /** Returns the record if it had gone. */
  function touch(row: Row, now: EpochMs): CrawlRecord | null {
    const { id: runId, counts } = presentRun(state())
    const id = integer(row, 'id')
    if (integer(row, 'seen_run') !== runId) counts.unchanged += 1
    const isBack = row['gone_at'] !== null
    if (isBack)
      run(
        'UPDATE records SET gone_at = NULL, gone_run = NULL, revision = revision + 1, change = ? WHERE id = ?',
        nextChange(),
        id,
      )
    run('UPDATE records SET last_seen = ?, seen_run = ? WHERE id = ?', now, runId, id)
    return isBack ? read(id) : null
  }

  /** Whether another page, that is not missing for so long, has the record: from then on it is that page's. */
  function moveToOther(id: number, page: number): boolean {
    const other = get(
      'SELECT id, address FROM pages WHERE record = ? AND id <> ? AND missing < 2 ORDER BY id LIMIT 1',
      id,
      page,
    )
    if (other === undefined) return false
    run(
      'UPDATE records SET page = ?, address = ? WHERE id = ?',
      integer(other, 'id'),
      text(other, 'address'),
      id,
    )
    return true
  }

  return {
    save(found, page, now) {
      const key = hashOf(found.key)
      const row = get(
        `SELECT ${recordColumns}, page, text_hash, seen_run, changed_run FROM records WHERE key = ?`,
        key,
      )
      if (row === undefined) {
        const added = add(found, key, page, now)
        return { id: added, changed: read(added) }
      }
      const id = integer(row, 'id')
      if (state().known !== 'skip' && hexOrNull(row, 'text_hash') !== found.textHash) {
        change(row, found, page, now)
        return { id, changed: read(id) }
      }
      if (integer(row, 'page') !== page || text(row, 'address') !== found.address)
        run('UPDATE records SET page = ?, address = ? WHERE id = ?', page, found.address, id)
      return { id, changed: touch(row, now) }
    },
    seenAgain: (id, now) =>
      all('SELECT id, seen_run, gone_at FROM records WHERE id = ?', id)
        .map((row) => touch(row, now))
        .filter((record) => record !== null),
    gone(page, now) {
      const { id: runId, counts } = presentRun(state())
      const rows = all(
        'SELECT id FROM records WHERE gone_at IS NULL AND (page = ? OR id = (SELECT record FROM pages WHERE id = ?))',
        page,
        page,
      )
      return rows.flatMap((row) => {
        if (moveToOther(integer(row, 'id'), page)) return []
        counts.gone += 1
        run(
          'UPDATE records SET gone_at = ?, gone_run = ?, revision = revision + 1, change = ? WHERE id = ?',
          now,
          runId,
          nextChange(),
          integer(row, 'id'),
        )
        return read(integer(row, 'id'))
      })
    },
  }
}

/**
 * Keeps the fields that are replaced: all of them, or those with which the run began, which differences are shown from.
 */
function keepVersion(
  { get, run }: Statements,
  row: Row,
  { runId, now, keepsAll }: { readonly runId: number; readonly now: EpochMs; readonly keepsAll: boolean },
): void {
  const id = integer(row, 'id')
  if (!keepsAll) {
    if (get('SELECT 1 FROM versions WHERE record = ? AND run = ?', id, runId) !== undefined) return
    run('DELETE FROM versions WHERE record = ?', id)
  }
  run(
    'INSERT INTO versions (record, revision, run, fields, at) VALUES (?, ?, ?, ?, ?)',
    id,
    integer(row, 'revision'),
    runId,
    text(row, 'fields'),
    now,
  )
}

/** How many records have each field. */
function createFillCounts({ run }: Statements) {
  const by = (name: string, difference: number) =>
    run(
      'INSERT INTO fields (name, filled) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET filled = filled + excluded.filled',
      name,
      difference,
    )
  return {
    change(old: RecordFields, fields: RecordFields): void {
      for (const name of Object.keys(fields)) if (!Object.hasOwn(old, name)) by(name, 1)
      for (const name of Object.keys(old)) if (!Object.hasOwn(fields, name)) by(name, -1)
    },
  }
}

/** The fields of a row; none where they cannot be read: one bad row must not keep a whole list from being read. */
export function toFields(row: Row): RecordFields {
  try {
    return RecordFields.safeParse(JSON.parse(text(row, 'fields'))).data ?? {}
  } catch {
    return {}
  }
}

/** A record of its row, by `recordColumns`. */
export function toRecord(row: Row): CrawlRecord {
  return {
    key: hexOrNull(row, 'key') ?? '',
    address: text(row, 'address'),
    fields: toFields(row),
    firstSeen: integer(row, 'first_seen'),
    lastSeen: integer(row, 'last_seen'),
    changedAt: integerOrNull(row, 'changed_at'),
    goneAt: integerOrNull(row, 'gone_at'),
    revision: integer(row, 'revision'),
  }
}
