import type { ShortfallKind } from '@shared/model/page-kind'
import { Shortfalls } from '@shared/model/page-kind-schema'
import type { TaskCounts } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { z } from 'zod'
import { integer, integerOrNull, readJson, text } from '../columns'
import type { Database } from '../database/database'

/** How far the range of a task is read. */
export interface SavedRange {
  /** Every page of the range below it has a row. */
  readonly cursor: number
  /** An open range has ended. */
  readonly exhausted: boolean
  /** Position before which the user stopped a closed range; null: not stopped. */
  readonly end: number | null
}

/** How far tasks are. */
export interface TaskProgressRows {
  saveCounts(id: TaskId, counts: TaskCounts): void
  /** Adds to what keeps the task's result from being everything that was asked for; `count` may be negative. */
  addShortfall(id: TaskId, kind: ShortfallKind, count: number): void
  /** Counts everything again from the rows, but for `pagesKnown`, which `known` gives. */
  recount(id: TaskId, known: number | null): TaskCounts
  range(id: TaskId): SavedRange
  saveRange(id: TaskId, cursor: number, exhausted: boolean): void
  /** Where the user stopped a closed range; null: it is read to its own end. */
  saveRangeEnd(id: TaskId, end: number | null): void
  /** What compared pages share, as `crawl` made it; undefined: not compared yet. */
  siteTemplate(id: TaskId): unknown
  saveSiteTemplate(id: TaskId, template: unknown): void
}

/** The columns of `tasks` that change while a task runs. */
export function createTaskProgressRows(database: Database): TaskProgressRows {
  return {
    saveCounts(id, counts) {
      database.run('UPDATE tasks SET tally = ? WHERE id = ?', JSON.stringify(counts), id)
    },
    addShortfall(id, kind, count) {
      database.run(
        `INSERT INTO shortfalls (task_id, kind, count) VALUES (?, ?, ?)
         ON CONFLICT (task_id, kind) DO UPDATE SET count = count + excluded.count`,
        id,
        kind,
        count,
      )
    },
    recount: (id, known) => recount(database, id, known),
    range(id) {
      const row = database.get('SELECT cursor, exhausted, range_end FROM tasks WHERE id = ?', id)
      if (!row) return { cursor: 0, exhausted: false, end: null }
      const exhausted = row['exhausted'] === 1
      return { cursor: integer(row, 'cursor'), exhausted, end: integerOrNull(row, 'range_end') }
    },
    saveRange(id, cursor, exhausted) {
      database.run('UPDATE tasks SET cursor = ?, exhausted = ? WHERE id = ?', cursor, exhausted ? 1 : 0, id)
    },
    saveRangeEnd(id, end) {
      database.run('UPDATE tasks SET range_end = ? WHERE id = ?', end, id)
    },
    siteTemplate(id) {
      const row = database.get('SELECT common FROM tasks WHERE id = ?', id)
      // `null` is a value: two pages that share nothing.
      return readJson(
        z.unknown().transform((common) => ({ common })),
        row?.['common'],
      )?.common
    },
    saveSiteTemplate(id, template) {
      database.run('UPDATE tasks SET common = ? WHERE id = ?', JSON.stringify(template), id)
    },
  }
}

/** See `TaskProgressRows.recount`. */
export function recount(database: Database, id: TaskId, known: number | null): TaskCounts {
  const pages = countByState(
    database,
    'SELECT state, count(*) AS n FROM pages WHERE task_id = ? GROUP BY state',
    id,
  )
  const images = countByState(
    database,
    "SELECT state, count(*) AS n FROM images WHERE task_id = ? AND state NOT IN ('dismissed', 'unwanted') GROUP BY state",
    id,
  )
  const sums = database.get(
    'SELECT count(*) AS n, count(finished_at) AS done, coalesce(sum(bytes), 0) AS bytes FROM galleries WHERE task_id = ?',
    id,
  )
  if (!sums) throw new Error('a sum has no row')
  return {
    pagesKnown: known,
    pagesRead: pages.get('read') ?? 0,
    pagesFailed: pages.get('failed') ?? 0,
    galleries: integer(sums, 'n'),
    galleriesDone: integer(sums, 'done'),
    found: [...images.values()].reduce((sum, n) => sum + n, 0),
    saved: images.get('saved') ?? 0,
    skipped: images.get('skipped') ?? 0,
    failed: images.get('failed') ?? 0,
    bytes: integer(sums, 'bytes'),
    ...shortfallsOf(database, id),
  }
}

function shortfallsOf(database: Database, id: TaskId): Pick<TaskCounts, 'shortfalls'> {
  const rows = database.all('SELECT kind, count FROM shortfalls WHERE task_id = ? AND count > 0', id)
  const found = Shortfalls.safeParse(
    Object.fromEntries(rows.map((row) => [text(row, 'kind'), integer(row, 'count')])),
  )
  return found.success && rows.length > 0 ? { shortfalls: found.data } : {}
}

function countByState(database: Database, sql: string, id: TaskId): ReadonlyMap<string, number> {
  return new Map(database.all(sql, id).map((row) => [text(row, 'state'), integer(row, 'n')]))
}
