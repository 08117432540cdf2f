import { Failure } from '@shared/model/failure'
import type { SkippedAddress, SkippedQuery, Slice } from '@shared/model/gallery'
import type { EpochMs, GalleryId, TaskId } from '@shared/model/units'
import { integer, integerOrNull, readGalleryIdOrNull, readImageIdOrNull, text, textOrNull } from './columns'
import { createCounts, inListOrder, stretchOf } from './counts'
import type { Database, Row, Value } from './database/database'
import { jsonField, readJson } from './json-column'

/** How a page was come by: of the person's range, as the next page of a gallery, or linked from an index page. */
export type PageVia = 'range' | 'next' | 'index'

/** A page that is still to be read. */
export interface QueuedPage {
  /** null for a page of the range that has no row yet. */
  readonly pageId: number | null
  readonly address: string
  readonly via: PageVia
  /** Index in the range; discovered pages inherit it. */
  readonly position: number
  readonly galleryId: GalleryId | null
  readonly depth: number
}

/** The rows of `pages` and `left_out`: every address of a task that is not an image to save. */
export interface PageRows {
  /** False if the task has that page already: no page is read twice. */
  queue(taskId: TaskId, page: Omit<QueuedPage, 'pageId'>, at: EpochMs): boolean
  /** Queued pages after row `after`, in order. */
  queued(taskId: TaskId, after: number, limit: number): readonly QueuedPage[]
  isQueued(pageId: number): boolean
  /** Positions of the range, from `cursor` on, that have a row. */
  seenFrom(taskId: TaskId, cursor: number): readonly number[]
  /** How many of the last pages of an open range are missing, `limit` at most. */
  trailingMissing(taskId: TaskId, limit: number): number
  /** Forgets the missing pages behind which an open range ended: they are its end, not problems. Returns how many. */
  dropTrailingMissing(taskId: TaskId): number
  has(taskId: TaskId, address: string): boolean
  /** Whether a page that goes on with this gallery waits. */
  goesOn(taskId: TaskId, galleryId: GalleryId): boolean
  saveRead(taskId: TaskId, page: QueuedPage, at: EpochMs): void
  saveFailed(taskId: TaskId, page: QueuedPage, failure: Failure, at: EpochMs): void
  /** Queues a page again that has failed or was ignored; `referer` null leaves the one that it had. */
  requeue(pageId: number, retry: number, referer: string | null): void
  /** Referer that a retry gave to this page; null: what the request says. */
  referer(taskId: TaskId, address: string): string | null
  /** What the last retry of this page asked for; null for one that was not tried again. */
  retry(taskId: TaskId, address: string): { readonly referer: string | null } | null
  /** The person does without a page that failed: it is in no list and no count, and keeps its failure. */
  ignore(pageId: number): void
  /** Takes `ignore` back. */
  restore(pageId: number): void
  ignored(taskId: TaskId): number
  discovered(taskId: TaskId): number
  /** Those of them that index pages linked to. */
  linked(taskId: TaskId): number
  addSkipped(taskId: TaskId, skipped: readonly SkippedAddress[]): void
  /** With the images and pages that were ignored. */
  listSkipped(query: SkippedQuery): Slice<SkippedAddress>
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

const isMissing = `(state = 'failed' AND coalesce(${jsonField('failure', 'kind')}, '') = 'not-found')`

/** The rows of `pages` of one database. */
export function createPageRows(database: Database): PageRows {
  const count = createCounts(database)

  function save(
    taskId: TaskId,
    page: QueuedPage,
    state: 'read' | 'failed',
    reason: string | null,
    at: EpochMs,
  ) {
    if (page.pageId !== null) {
      const values = [state, reason, at, page.pageId] as const
      database.run('UPDATE pages SET state = ?, failure = ?, at = ? WHERE id = ?', ...values)
      return
    }
    // A range may name one address twice, and a next link may have led to it before: the first row stands.
    database.run(
      `INSERT INTO pages (task_id, address, via, position, gallery_id, depth, state, failure, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (task_id, address) DO NOTHING`,
      taskId,
      page.address,
      page.via,
      page.position,
      page.galleryId,
      page.depth,
      state,
      reason,
      at,
    )
  }

  return {
    queue(taskId, page, at) {
      const inserted = database.run(
        `INSERT INTO pages (task_id, address, via, position, gallery_id, depth, state, at)
         VALUES (?, ?, ?, ?, ?, ?, 'queued', ?)
         ON CONFLICT (task_id, address) DO NOTHING`,
        taskId,
        page.address,
        page.via,
        page.position,
        page.galleryId,
        page.depth,
        at,
      )
      return inserted.changes > 0
    },
    queued(taskId, after, limit) {
      const sql = "SELECT * FROM pages WHERE task_id = ? AND state = 'queued' AND id > ? ORDER BY id LIMIT ?"
      return database.all(sql, taskId, after, limit).map(queuedPage)
    },
    isQueued: (pageId) =>
      database.get("SELECT 1 FROM pages WHERE id = ? AND state = 'queued'", pageId) !== undefined,
    seenFrom(taskId, cursor) {
      const sql = "SELECT position FROM pages WHERE task_id = ? AND via = 'range' AND position >= ?"
      return database.all(sql, taskId, cursor).map((row) => integer(row, 'position'))
    },
    trailingMissing(taskId, limit) {
      const sql = `SELECT ${isMissing} AS missing FROM pages WHERE task_id = ? AND via = 'range'
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
    goesOn(taskId, galleryId) {
      const sql = "SELECT 1 FROM pages WHERE task_id = ? AND state = 'queued' AND gallery_id = ? LIMIT 1"
      return database.get(sql, taskId, galleryId) !== undefined
    },
    has: (taskId, address) =>
      database.get('SELECT 1 FROM pages WHERE task_id = ? AND address = ?', taskId, address) !== undefined,
    saveRead: (taskId, page, at) => save(taskId, page, 'read', null, at),
    saveFailed: (taskId, page, reason, at) => save(taskId, page, 'failed', JSON.stringify(reason), at),
    requeue(pageId, retry, referer) {
      const sql = `UPDATE pages SET state = 'queued', failure = NULL, retry = ?, referer = coalesce(?, referer) WHERE id = ?`
      database.run(sql, retry, referer, pageId)
    },
    referer(taskId, address) {
      const row = database.get('SELECT referer FROM pages WHERE task_id = ? AND address = ?', taskId, address)
      return (row?.['referer'] ?? null) as string | null
    },
    retry(taskId, address) {
      const sql = 'SELECT referer FROM pages WHERE task_id = ? AND address = ? AND retry IS NOT NULL'
      const row = database.get(sql, taskId, address)
      return row ? { referer: textOrNull(row, 'referer') } : null
    },
    ignore(pageId) {
      database.run("UPDATE pages SET state = 'dismissed' WHERE id = ? AND state = 'failed'", pageId)
    },
    restore(pageId) {
      database.run("UPDATE pages SET state = 'failed' WHERE id = ? AND state = 'dismissed'", pageId)
    },
    ignored(taskId) {
      const sql = "SELECT count(*) AS n FROM pages WHERE task_id = ? AND state = 'dismissed'"
      return Number(database.get(sql, taskId)?.['n'] ?? 0)
    },
    discovered(taskId) {
      const sql = "SELECT count(*) AS n FROM pages WHERE task_id = ? AND via != 'range'"
      return Number(database.get(sql, taskId)?.['n'] ?? 0)
    },
    linked(taskId) {
      const sql = "SELECT count(*) AS n FROM pages WHERE task_id = ? AND via = 'index'"
      return Number(database.get(sql, taskId)?.['n'] ?? 0)
    },
    addSkipped(taskId, skipped) {
      const sql = 'INSERT INTO left_out (task_id, address, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
      for (const { address, reason } of skipped) database.run(sql, taskId, address, reason)
    },
    listSkipped({ taskId, reason, offset, limit }) {
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

function skippedRow(row: Row): SkippedAddress {
  const address = text(row, 'address')
  const reason = row['reason'] as SkippedAddress['reason']
  if (reason !== 'dismissed') return { address, reason }
  return {
    address,
    reason,
    imageId: readImageIdOrNull(row, 'image_id'),
    pageId: integerOrNull(row, 'page_id'),
  }
}

function queuedPage(row: Row): QueuedPage {
  return {
    pageId: integer(row, 'id'),
    address: text(row, 'address'),
    via: row['via'] as PageVia,
    position: integer(row, 'position'),
    galleryId: readGalleryIdOrNull(row, 'gallery_id'),
    depth: integer(row, 'depth'),
  }
}

/** Failure of a row, as it was saved; `unexpected` for one that cannot be read. */
export function failureOf(row: Row): Failure | null {
  if (row['failure'] === null || row['failure'] === undefined) return null
  return (
    readJson(Failure, row['failure']) ?? {
      kind: 'unexpected',
      detail: 'the record of the failure is damaged',
    }
  )
}
