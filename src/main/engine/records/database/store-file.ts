import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { CrawlRecord } from '@shared/model/crawl/crawl-record'
import type { EpochMs } from '@shared/model/units'
import { integer, text, textOrNull } from '../../storage/columns'
import { type Row } from '../../storage/database/connection'
import { createRecordLists, type RecordLists } from './lists/record-lists'
import type { EndedPage, RecordStore, RunCut, StoreLimits, TakenPage } from './record-store'
import { type CrawlState, countsOf, loadState, presentRun, saveState } from './rows/crawl-state'
import { createFoundAddresses, type FoundAddresses } from './rows/found-addresses'
import { createFrontierRows, type FrontierRows, pageUse } from './rows/frontier-rows'
import { hashOf } from './rows/hashes'
import { createPageRows, type PageRows } from './rows/page-rows'
import { createRecordRows } from './rows/record-rows'
import { createSeenRows, type SeenRows } from './rows/seen-rows'
import { createSinkRows, type SinkRows } from './rows/sink-rows'
import { createStatements, type Statements } from './rows/statements'

/** What a thread does with its file: the methods of `RecordStore` without promises. */
export type StoreCalls = {
  readonly [N in Exclude<keyof RecordStore, 'close'>]: (
    ...args: Parameters<RecordStore[N]>
  ) => Awaited<ReturnType<RecordStore[N]>>
}

/** Names of the methods that only read, on a connection of their own: a long list holds up no crawl. */
export const readingCalls = [
  'list',
  'choose',
  'byRows',
  'previous',
  'failures',
  'fillRates',
  'after',
  'known',
  'hosts',
] as const
/** See `readingCalls`. */
export type ReadingCall = (typeof readingCalls)[number]

/** The reading methods of a file that was opened to read; `monotonic` is a clock of durations, in milliseconds. */
export function createReader(connection: DatabaseSyncInstance, monotonic: () => number): RecordLists {
  const lists = createRecordLists(createStatements(connection), monotonic)
  const inOneState =
    <A extends readonly unknown[], T>(work: (...args: A) => T) =>
    (...args: A): T => {
      connection.exec('BEGIN')
      try {
        return work(...args)
      } finally {
        connection.exec('COMMIT')
      }
    }
  return {
    list: inOneState(lists.list),
    choose: inOneState(lists.choose),
    byRows: inOneState(lists.byRows),
    previous: inOneState(lists.previous),
    failures: inOneState(lists.failures),
    fillRates: inOneState(lists.fillRates),
    after: inOneState(lists.after),
    known: inOneState(lists.known),
    hosts: inOneState(lists.hosts),
  }
}

/** All rows of one file. */
interface Rows {
  readonly statements: Statements
  readonly state: () => CrawlState
  readonly seen: SeenRows
  readonly frontier: FrontierRows
  readonly found: FoundAddresses
  readonly pages: PageRows
  readonly sinks: SinkRows
}

/** The writing methods of a file that was opened to write; pages that were taken and have not ended are free again. */
export function createWriter(connection: DatabaseSyncInstance): Omit<StoreCalls, ReadingCall> {
  const statements = createStatements(connection)
  let present = loadState(statements)
  const state = () => present
  const seen = createSeenRows(statements)
  const frontier = createFrontierRows(statements, state)
  const records = createRecordRows(statements, state)
  const found = createFoundAddresses({ statements, state, seen, frontier, records })
  const pages = createPageRows({ statements, state, seen, frontier, records })
  const sinks = createSinkRows(statements)
  const rows: Rows = { statements, state, seen, frontier, found, pages, sinks }

  /** All of it, or nothing; a kill leaves one or the other. */
  function change<T>(work: () => T): T {
    connection.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      saveState(statements, present)
      connection.exec('COMMIT')
      return result
    } catch (error) {
      // SQLite itself has taken back what a full disk did not hold.
      if (connection.isTransaction) connection.exec('ROLLBACK')
      present = loadState(statements)
      frontier.forgetHosts()
      seen.forget()
      throw error
    }
  }

  if (present.taken > 0) change(frontier.releaseAll)
  return {
    claim(addedAt) {
      if (present.task === null)
        change(() => {
          present.task = addedAt
        })
      return present.task === addedAt
    },
    begin: (options) => change(() => begin(rows, options)),
    finish: (now) =>
      change(() => {
        const run = presentRun(present)
        run.isEnded = true
        statements.run('UPDATE runs SET ended_at = ? WHERE id = ?', now, run.id)
      }),
    alreadyEnded: (identities) =>
      identities.filter((identity) => {
        const hash = hashOf(identity)
        return seen.has(hash) && !frontier.has(hash)
      }),
    take: (count, busyHosts, limits) => change(() => take(rows, count, busyHosts, limits)),
    commit: (ended, now) => change(() => commit(rows, ended, now)),
    release: (ids) => change(() => ids.forEach(frontier.release)),
    heldBack: (limits, cut) => change(() => heldBack(rows, limits, cut)),
    spend: (ms) =>
      change(() => {
        present.spentMs += Math.max(0, Math.round(ms))
        return present.spentMs
      }),
    counts: () => countsOf(present),
    retryFailed: () => change(() => retryFailed(rows)),
    outbox: sinks.outbox,
    sendAgain: (sink) => change(() => sinks.sendAgain(sink)),
    delivered: (sink, records) => change(() => sinks.delivered(sink, records)),
    waiting: sinks.waiting,
  }
}

function begin(rows: Rows, options: Parameters<RecordStore['begin']>[0]): ReturnType<typeof countsOf> {
  const { statements, state, found, sinks } = rows
  const { starts, now, askKnownPages, continued, known } = options
  const present = state()
  present.known = known
  sinks.name(options.sinks)
  if (present.run === null || (present.run.isEnded && !continued)) beginRun(rows, now, askKnownPages)
  else if (present.run.isEnded) continueRun(statements, present)
  found.begin(starts, now)
  return countsOf(present)
}

function beginRun({ statements, state, seen }: Rows, now: EpochMs, askKnownPages: boolean): void {
  const present = state()
  const pages = Number(statements.get('SELECT max(id) AS n FROM pages')?.['n'] ?? 0)
  statements.run(
    "INSERT INTO runs (started_at, asked, ask_to, records_before, counts) VALUES (?, ?, ?, ?, '{}')",
    now,
    askKnownPages ? 0 : pages,
    pages,
    present.records,
  )
  present.run = loadState(statements).run
  present.spentMs = 0
  seen.clear()
  // What was found and not read, because of a limit, is read now: a page that has not changed does not lead there again.
  statements.run('INSERT INTO seen (hash) SELECT hash FROM frontier ORDER BY hash')
}

function continueRun(statements: Statements, present: CrawlState): void {
  const run = presentRun(present)
  present.spentMs = 0
  run.counts.heldBy = null
  run.isEnded = false
  run.fetched = 0
  statements.run('UPDATE runs SET ended_at = NULL WHERE id = ?', run.id)
}

function retryFailed({ statements, state, pages }: Rows): number {
  if (state().run === null) return 0
  const count = pages.retryFailed()
  if (count > 0) continueRun(statements, state())
  return count
}

function take(
  { state, frontier, found }: Rows,
  count: number,
  busyHosts: readonly string[],
  limits: StoreLimits,
): readonly TakenPage[] {
  const present = state()
  const run = presentRun(present)
  frontier.limitDepth(limits.depth)
  const most = Math.min(count, limits.pages - run.fetched - present.taken)
  if (most <= 0) return []
  const rows = frontier.take(most, busyHosts)
  if (rows.length > 0) return rows.map(toTaken)
  // What was never read comes first: a run with a limit would else read the same pages as the one before. So known pages
  // wait for what is still found, unless they keep another host at work.
  const isTheirTurn = present.queued === 0 && (run.asked > 0 || present.taken === 0)
  if (!isTheirTurn && (busyHosts.length === 0 || !frontier.hasOtherHost(busyHosts))) return []
  found.askKnownPages()
  return frontier.take(most, busyHosts).map(toTaken)
}

function toTaken(row: Row): TakenPage {
  return {
    id: integer(row, 'id'),
    identity: text(row, 'identity'),
    address: text(row, 'address'),
    host: text(row, 'host'),
    depth: integer(row, 'depth'),
    use: pageUse(row),
    etag: textOrNull(row, 'etag'),
    lastModified: textOrNull(row, 'last_modified'),
  }
}

function commit(
  { state, found, pages }: Rows,
  ended: readonly EndedPage[],
  now: EpochMs,
): ReturnType<StoreCalls['commit']> {
  const records = new Map<string, CrawlRecord>()
  for (const page of ended) for (const record of pages.end(page, now)) records.set(record.key, record)
  found.add(
    ended.flatMap((page) => page.found),
    now,
  )
  return { counts: countsOf(state()), records: [...records.values()] }
}

function heldBack({ state, frontier }: Rows, limits: StoreLimits, cut: RunCut | null): number {
  const present = state()
  const { run } = present
  if (run === null) return 0
  frontier.limitDepth(limits.depth)
  const { deep } = present
  const further = countsOf(present).queued - deep
  const by = further === 0 ? null : (cut ?? (run.fetched >= limits.pages ? 'pages' : null))
  run.counts.heldBy = by ?? (deep > 0 ? 'depth' : null)
  return deep + (by === null ? 0 : further)
}
