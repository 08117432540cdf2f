import { type SkippedAddress, type SkippedQuery, type Slice, skipReasons } from '@shared/model/gallery'
import type { GalleryId, TaskId } from '@shared/model/units'
import {
  countIn,
  integer,
  integerOrNull,
  jsonField,
  oneOf,
  readImageIdOrNull,
  text,
  textOrNull,
} from '../columns'
import type { Database, Row, Value } from '../database/database'
import { createCounts, inListOrder, stretchOf } from '../lists/slices'
import {
  createPageOutcomeRows,
  createPageQueueRows,
  type PageOutcomeRows,
  type PageQueueRows,
} from './page-states'

/** Addresses on pages of a task that are not taken. */
interface SkippedRows {
  /** Each address counts once for each reason. */
  add(taskId: TaskId, skipped: readonly SkippedAddress[]): void
  /** Whether a page of the task shows the picture at an address as decoration. */
  isDecoration(taskId: TaskId, address: string): boolean
  /** A slice of them, with the images and pages that were ignored. */
  list(query: SkippedQuery): Slice<SkippedAddress>
}

/** The rows of `left_out`. */
function createSkippedRows(database: Database): SkippedRows {
  const count = createCounts(database)
  return {
    add(taskId, skipped) {
      const sql = 'INSERT INTO left_out (task_id, address, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
      for (const { address, reason } of skipped) database.run(sql, taskId, address, reason)
    },
    isDecoration(taskId, address) {
      const sql = `SELECT 1 FROM left_out WHERE task_id = ? AND address = ? AND reason = 'decoration'`
      return database.get(sql, taskId, address) !== undefined
    },
    list({ taskId, reason, offset, limit }) {
      const { sql, values } = skippedRows(taskId, reason)
      const total = count(`SELECT count(*) AS n FROM (${sql})`, ...values)
      const stretch = stretchOf(total, offset, limit)
      const direction = stretch.reversed ? ' DESC' : ''
      const ordered = `${sql} ORDER BY 2${direction}, 1${direction} LIMIT ? OFFSET ?`
      const rows = database.all(ordered, ...values, stretch.take, stretch.skip)
      return { total, rows: inListOrder(stretch, rows).map(skippedRow) }
    },
  }
}

/** Addresses of a task that were skipped, all or for one reason, with the images and pages that were ignored. */
function skippedRows(
  taskId: TaskId,
  reason: SkippedAddress['reason'] | undefined,
): { readonly sql: string; readonly values: readonly Value[] } {
  const own = (filter: string) =>
    `SELECT address, reason, NULL AS image_id, NULL AS page_id FROM left_out INDEXED BY left_out_reasons
      WHERE task_id = ?${filter}`
  const ignored = `SELECT address, 'dismissed', id, NULL FROM images WHERE task_id = ? AND state = 'dismissed'
    UNION ALL
    SELECT address, 'dismissed', NULL, id FROM pages WHERE task_id = ? AND state = 'dismissed'`
  if (reason === undefined)
    return { sql: `${own('')} UNION ALL ${ignored}`, values: [taskId, taskId, taskId] }
  if (reason !== 'dismissed') return { sql: own(' AND reason = ?'), values: [taskId, reason] }
  return { sql: `${own(' AND reason = ?')} UNION ALL ${ignored}`, values: [taskId, reason, taskId, taskId] }
}

function skippedRow(row: Row): SkippedAddress {
  const address = text(row, 'address')
  const reason = oneOf(row, 'reason', skipReasons, 'filtered')
  if (reason !== 'dismissed') return { address, reason }
  return {
    address,
    reason,
    imageId: readImageIdOrNull(row, 'image_id'),
    pageId: integerOrNull(row, 'page_id'),
  }
}

/** What is known of the pages of a task. */
interface PageTableRows {
  has(taskId: TaskId, address: string): boolean
  /** Referer that a retry gave to this page; null: what the request says. */
  referer(taskId: TaskId, address: string): string | null
  /** What the last retry of this page asked for; null for one that was not tried again. */
  retry(taskId: TaskId, address: string): { readonly referer: string | null } | null
  /** How many pages the user ignores. */
  ignored(taskId: TaskId): number
  /** How many pages are not of the range: next pages and linked ones. */
  discovered(taskId: TaskId): number
  /** Those of them that index pages and thumbnails linked to. */
  linked(taskId: TaskId): number
  /** The highest number that a thumbnail of this gallery gave to its page; 0 without. */
  lastItem(taskId: TaskId, galleryId: GalleryId): number
}

/** The pages of a task's own range. */
interface PageRangeRows {
  /** Positions of the range, from `cursor` on, that have a row. */
  seenFrom(taskId: TaskId, cursor: number): readonly number[]
  /** How many of the last pages of an open range brought no picture, `limit` at most. */
  trailingMissing(taskId: TaskId, limit: number): number
  /** Deletes the missing pages behind which an open range ended: they are its end, not problems. Returns how many. */
  dropTrailingMissing(taskId: TaskId): number
}

/** The rows of `pages` and `left_out`: every address of a task that is not an image to save. */
export interface PageRows extends PageTableRows {
  readonly queue: PageQueueRows
  readonly outcome: PageOutcomeRows
  readonly range: PageRangeRows
  readonly skipped: SkippedRows
}

/** The rows of `pages` and `left_out` of one database. */
export function createPageRows(database: Database): PageRows {
  return {
    ...createPageTableRows(database),
    queue: createPageQueueRows(database),
    outcome: createPageOutcomeRows(database),
    range: createPageRangeRows(database),
    skipped: createSkippedRows(database),
  }
}

function createPageTableRows(database: Database): PageTableRows {
  const count = (where: string, taskId: TaskId) =>
    countIn(database.get(`SELECT count(*) AS n FROM pages WHERE task_id = ? AND ${where}`, taskId))
  return {
    has: (taskId, address) =>
      database.get('SELECT 1 FROM pages WHERE task_id = ? AND address = ?', taskId, address) !== undefined,
    referer(taskId, address) {
      const row = database.get('SELECT referer FROM pages WHERE task_id = ? AND address = ?', taskId, address)
      return row ? textOrNull(row, 'referer') : null
    },
    retry(taskId, address) {
      const sql = 'SELECT referer FROM pages WHERE task_id = ? AND address = ? AND retry IS NOT NULL'
      const row = database.get(sql, taskId, address)
      return row ? { referer: textOrNull(row, 'referer') } : null
    },
    ignored: (taskId) => count("state = 'dismissed'", taskId),
    discovered: (taskId) => count("via != 'range' AND state != 'held'", taskId),
    linked: (taskId) => count("via IN ('index', 'item')", taskId),
    lastItem(taskId, galleryId) {
      const sql = 'SELECT max(item) AS n FROM pages WHERE task_id = ? AND gallery_id = ?'
      return countIn(database.get(sql, taskId, galleryId))
    },
  }
}

const kind = `coalesce(${jsonField('failure', 'kind')}, '')`

/** As `isEmptyPage` of the crawl. */
const isEmpty = `(state = 'failed' AND ${kind} IN ('not-found', 'no-images', 'not-an-image', 'auth', 'forbidden'))`

/** As `isMissingPage` of the crawl. */
const isMissing = `(state = 'failed' AND (${kind} = 'not-found'
  OR (${kind} = 'no-images' AND coalesce(${jsonField('failure', 'page')}, 'text') = 'text')))`

function createPageRangeRows(database: Database): PageRangeRows {
  return {
    seenFrom(taskId, cursor) {
      const sql = "SELECT position FROM pages WHERE task_id = ? AND via = 'range' AND position >= ?"
      return database.all(sql, taskId, cursor).map((row) => integer(row, 'position'))
    },
    trailingMissing(taskId, limit) {
      const sql = `SELECT ${isEmpty} AS missing FROM pages WHERE task_id = ? AND via = 'range'
        ORDER BY position DESC LIMIT ?`
      const states = database.all(sql, taskId, limit).map((row) => row['missing'] === 1)
      const present = states.indexOf(false)
      return present < 0 ? states.length : present
    },
    dropTrailingMissing(taskId) {
      const sql = `DELETE FROM pages WHERE task_id = ?1 AND via = 'range' AND ${isMissing} AND position >
        coalesce((SELECT max(position) FROM pages WHERE task_id = ?1 AND via = 'range' AND NOT ${isMissing}), -1)`
      return database.run(sql, taskId).changes
    },
  }
}
