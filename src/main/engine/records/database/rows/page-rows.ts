import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { Failure } from '@shared/model/failure'
import type { EpochMs } from '@shared/model/units'
import { integer, integerOrNull, text, textOrNull } from '../../../storage/columns'
import { type Row } from '../../../storage/database/connection'
import type { EndedPage, FoundRecord, PageEnd } from '../record-store'
import { type CrawlState, presentRun } from './crawl-state'
import { type FrontierRows, isListUse, knownPage } from './frontier-rows'
import { hashOf } from './hashes'
import type { RecordRows } from './record-rows'
import type { SeenRows } from './seen-rows'
import { bytes, type Statements } from './statements'

type ReadEnd = Extract<PageEnd, { readonly kind: 'read' | 'unchanged' }>

/** Pages that were asked for. */
export interface PageRows {
  /** Ends a page that was taken, with its record; returns records that are new or changed. A page that is not taken is skipped. */
  end(page: EndedPage, now: EpochMs): readonly CrawlRecord[]
  /** Queues the failed pages of the run; returns how many. */
  retryFailed(): number
}

/** What the end of a page changes. */
export interface PageRowsParts {
  readonly statements: Statements
  readonly state: () => CrawlState
  readonly seen: SeenRows
  readonly frontier: FrontierRows
  readonly records: RecordRows
}

export function createPageRows({ statements, state, seen, frontier, records }: PageRowsParts): PageRows {
  const { get, run } = statements

  /** The row of an address, made when it ends for the first time. */
  function pageOf(row: Row): Row {
    const hash = bytes(row, 'hash')
    const find = () => get('SELECT * FROM pages WHERE hash = ?', hash)
    const known = find()
    if (known !== undefined && known['use'] === row['use']) return known
    if (known !== undefined) {
      // The rules were changed between two runs.
      run('UPDATE pages SET use = ? WHERE id = ?', text(row, 'use'), integer(known, 'id'))
      return find() ?? known
    }
    run(
      'INSERT INTO pages (hash, host, depth, use, address, identity) VALUES (?, ?, ?, ?, ?, ?)',
      hash,
      integer(row, 'host'),
      integer(row, 'depth'),
      text(row, 'use'),
      text(row, 'address'),
      textOrNull(row, 'identity'),
    )
    return find() ?? {}
  }

  function wasRead(
    page: Row,
    { end, record }: { readonly end: ReadEnd; readonly record: FoundRecord | null },
    now: EpochMs,
  ): readonly CrawlRecord[] {
    const id = integer(page, 'id')
    const { counts } = presentRun(state())
    counts.read += 1
    run('UPDATE pages SET read_at = ?, served_at = ? WHERE id = ?', now, end.servedAt, id)
    if (integer(page, 'missing') > 0 || page['failure'] !== null)
      run('UPDATE pages SET missing = 0, failure = NULL, failed_run = NULL WHERE id = ?', id)
    const before = integerOrNull(page, 'record')
    if (end.kind === 'unchanged') return before === null ? [] : records.seenAgain(before, now)
    if (page['etag'] !== end.etag || page['last_modified'] !== end.lastModified)
      run('UPDATE pages SET etag = ?, last_modified = ? WHERE id = ?', end.etag, end.lastModified, id)
    const saved = record === null ? null : records.save(record, id, now)
    if (saved?.id !== (before ?? undefined))
      run('UPDATE pages SET record = ? WHERE id = ?', saved?.id ?? null, id)
    if (saved === null && page['use'] === 'record') counts.withoutRecord += 1
    return saved?.changed ? [saved.changed] : []
  }

  /** Another page is read in its place: what it gave once is not there any more for its sake. */
  function ledElsewhere(row: Row): void {
    const { counts } = presentRun(state())
    counts.elsewhere += 1
    frontier.countRule(row, -1)
    run('UPDATE pages SET record = NULL WHERE hash = ? AND record IS NOT NULL', bytes(row, 'hash'))
  }

  function failed(page: Row, reason: Failure): void {
    const { id, counts } = presentRun(state())
    counts.failed += 1
    run(
      'UPDATE pages SET failure = ?, failed_run = ? WHERE id = ?',
      JSON.stringify(reason),
      id,
      integer(page, 'id'),
    )
  }

  /** Counts runs, not tries: a page that is missing for a minute has not gone. */
  function missing(page: Row, now: EpochMs): readonly CrawlRecord[] {
    const { id: runId } = presentRun(state())
    if (integerOrNull(page, 'missing_run') === runId) return []
    const id = integer(page, 'id')
    run('UPDATE pages SET missing = missing + 1, missing_run = ? WHERE id = ?', runId, id)
    return integer(page, 'missing') > 0 ? records.gone(id, now) : []
  }

  return {
    end(ended, now) {
      const row = frontier.end(ended.id)
      if (row === undefined) return []
      const { end } = ended
      const present = presentRun(state())
      // Lists that the user did not name count, too: they may lead to one another without end.
      if (end.kind !== 'robots' && (!isListUse(row) || integer(row, 'depth') > 0)) present.fetched += 1
      for (const identity of ended.alsoKnownAs) {
        const hash = hashOf(identity)
        seen.add([hash])
        frontier.forget(hash)
      }
      switch (end.kind) {
        case 'read':
        case 'unchanged':
          return wasRead(pageOf(row), { end, record: ended.record }, now)
        case 'gone': {
          const page = pageOf(row)
          failed(page, end.failure)
          return missing(page, now)
        }
        case 'failed':
          failed(pageOf(row), end.failure)
          return []
        case 'robots':
          pageOf(row)
          present.counts.robots += 1
          return []
        case 'known':
        case 'outside':
          ledElsewhere(row)
          return []
      }
    },
    retryFailed: () => retryFailed(statements, state(), frontier),
  }
}

function retryFailed({ all, run }: Statements, state: CrawlState, frontier: FrontierRows): number {
  const present = presentRun(state)
  let count = 0
  const next = () =>
    all(
      `SELECT p.*, h.name FROM pages p JOIN hosts h ON h.id = p.host WHERE failed_run = ? ORDER BY p.id LIMIT 1000`,
      present.id,
    )
  for (let rows = next(); rows.length > 0; rows = next()) {
    for (const row of rows) {
      const page = knownPage(row)
      if (!frontier.has(page.hash)) frontier.add(page)
      run('UPDATE pages SET failed_run = NULL WHERE id = ?', integer(row, 'id'))
    }
    count += rows.length
  }
  present.counts.failed -= count
  return count
}
