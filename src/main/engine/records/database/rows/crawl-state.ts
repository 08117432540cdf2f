import { CrawlCounts, emptyCrawlCounts } from '@shared/model/crawl/crawl-record'
import type { EpochMs } from '@shared/model/units'
import { z } from 'zod'
import { integer, integerOrNull, text } from '../../../storage/columns'
import { type Statements } from './statements'

const count = z.number().int()

/** What holds for the file: counted in memory, saved with each transaction, so that nothing is ever counted by reading rows. */
const Facts = z.object({
  /** When the task was added whose records these are; null: not said yet. */
  task: count.nullable().default(null),
  /** Rows of the frontier that are queued, without those that are taken. */
  queued: count.default(0),
  /** Those that are deeper than the limit. */
  deep: count.default(0),
  /** Sitemaps and feeds among all rows of the frontier. */
  lists: count.default(0),
  lastFrontier: count.default(0),
  lastChange: count.default(0),
  lastTurn: count.default(0),
  records: count.default(0),
  /** By which addresses are called deep; null: no page has been taken yet. */
  depthLimit: count.nullable().default(null),
  known: z.enum(['update', 'skip', 'versions']).default('update'),
  /** Addresses that each rule of the plan found, over all runs. */
  links: z.array(count).default([]),
  /** How long the run has worked, in milliseconds. */
  spentMs: count.default(0),
})

/** The present or last run, as its row says. */
export interface RunState {
  readonly id: number
  readonly startedAt: EpochMs
  isEnded: boolean
  fetched: number
  asked: number
  askTo: number
  readonly recordsBefore: number
  readonly counts: { -readonly [N in keyof CrawlCounts]: CrawlCounts[N] }
}

/** Facts of the file and its last run, which all rows change together. */
export interface CrawlState extends z.infer<typeof Facts> {
  /** Rows of the frontier that are taken. */
  taken: number
  /** Null before the first `begin`. */
  run: RunState | null
}

/** Reads the state; `taken` is 0, as it is after the file was opened. */
export function loadState(statements: Statements): CrawlState {
  const row = statements.get("SELECT value FROM facts WHERE name = 'state'")
  const facts = Facts.parse(row === undefined ? {} : JSON.parse(text(row, 'value')))
  const taken = Number(statements.get('SELECT count(*) AS n FROM frontier WHERE state = 1')?.['n'])
  return { ...facts, taken, run: loadRun(statements) }
}

function loadRun(statements: Statements): RunState | null {
  const row = statements.get('SELECT * FROM runs ORDER BY id DESC LIMIT 1')
  if (row === undefined) return null
  const counts = CrawlCounts.parse({ ...emptyCrawlCounts, ...JSON.parse(text(row, 'counts')) })
  return {
    id: integer(row, 'id'),
    startedAt: integer(row, 'started_at'),
    isEnded: integerOrNull(row, 'ended_at') !== null,
    fetched: integer(row, 'fetched'),
    asked: integer(row, 'asked'),
    askTo: integer(row, 'ask_to'),
    recordsBefore: integer(row, 'records_before'),
    counts: { ...counts },
  }
}

/** Saves the state, in the transaction that changed it. */
export function saveState(statements: Statements, { run, taken: _taken, ...facts }: CrawlState): void {
  statements.run("REPLACE INTO facts (name, value) VALUES ('state', ?)", JSON.stringify(facts))
  if (run === null) return
  const { found: _found, queued: _queued, records: _records, links: _links, ...counts } = run.counts
  statements.run(
    'UPDATE runs SET fetched = ?, asked = ?, ask_to = ?, counts = ? WHERE id = ?',
    run.fetched,
    run.asked,
    run.askTo,
    JSON.stringify(counts),
    run.id,
  )
}

/** Counts of the last run; empty ones before the first. */
export function countsOf({ run, queued, deep, taken, records, links }: CrawlState): CrawlCounts {
  if (run === null) return emptyCrawlCounts
  const all = queued + deep + taken + run.askTo - run.asked
  const { read, failed, robots, elsewhere } = run.counts
  return {
    ...run.counts,
    queued: all,
    found: all + read + failed + robots + elsewhere,
    records,
    links: [...links],
  }
}

/** The run at work; every call that needs one comes after `begin`. */
export function presentRun({ run }: CrawlState): RunState {
  if (run === null) throw new Error('no run has begun')
  return run
}
