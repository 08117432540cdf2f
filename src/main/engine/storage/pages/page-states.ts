import type { Failure } from '@shared/model/failure'
import type { EpochMs, GalleryId, TaskId } from '@shared/model/units'
import { integer, integerOrNull, oneOf, readGalleryIdOrNull, text, textOrNull } from '../columns'
import type { Database, Row } from '../database/database'

const pageVias = ['range', 'next', 'index', 'item', 'list'] as const
/**
 * How a page was found: in the user's range, as the next page of a gallery, linked by an index as a gallery, linked by a
 * thumbnail, or as the next page of an index.
 */
export type PageVia = (typeof pageVias)[number]

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
  /** Of a page that a thumbnail links to: number of its picture in the gallery, from 1. */
  readonly item?: number
  /** Of such a page: address of the thumbnail. */
  readonly thumbnail?: string
}

/** The pages that wait to be read. */
export interface PageQueueRows {
  /** False if the task has that page already: no page is read twice. */
  add(taskId: TaskId, page: Omit<QueuedPage, 'pageId'>, at: EpochMs): boolean
  /** Adds a page beyond the limit of followed pages: it waits until `release`. False as for `add`. */
  hold(taskId: TaskId, page: Omit<QueuedPage, 'pageId'>, at: EpochMs): boolean
  /** Queues the pages that were held back. Returns how many. */
  release(taskId: TaskId): number
  /** Queued pages behind row `after`, in order. */
  list(taskId: TaskId, after: number, limit: number): readonly QueuedPage[]
  /** Whether this page still waits. */
  has(pageId: number): boolean
  /** Whether a further page of this gallery waits. */
  hasOfGallery(taskId: TaskId, galleryId: GalleryId): boolean
  /** Queues a page again that has failed or was ignored; `referer` null leaves the one that it had. */
  requeue(pageId: number, retry: number, referer: string | null): void
}

/** What became of pages. */
export interface PageOutcomeRows {
  saveRead(taskId: TaskId, page: QueuedPage, at: EpochMs): void
  saveFailed(taskId: TaskId, page: QueuedPage, failure: Failure, at: EpochMs): void
  /** The user ignores a page that failed: it is in no list and no count, and keeps its failure. */
  ignore(pageId: number): void
  /** Takes `ignore` back. */
  restore(pageId: number): void
}

/** The queued rows of `pages`. */
export function createPageQueueRows(database: Database): PageQueueRows {
  return {
    add: (taskId, page, at) => insert(database, taskId, page, { state: 'queued', failure: null, at }),
    hold: (taskId, page, at) => insert(database, taskId, page, { state: 'held', failure: null, at }),
    release(taskId) {
      const sql = "UPDATE pages SET state = 'queued' WHERE task_id = ? AND state = 'held'"
      return database.run(sql, taskId).changes
    },
    list(taskId, after, limit) {
      const sql = "SELECT * FROM pages WHERE task_id = ? AND state = 'queued' AND id > ? ORDER BY id LIMIT ?"
      return database.all(sql, taskId, after, limit).map(queuedPage)
    },
    has: (pageId) =>
      database.get("SELECT 1 FROM pages WHERE id = ? AND state = 'queued'", pageId) !== undefined,
    hasOfGallery(taskId, galleryId) {
      const sql = "SELECT 1 FROM pages WHERE task_id = ? AND state = 'queued' AND gallery_id = ? LIMIT 1"
      return database.get(sql, taskId, galleryId) !== undefined
    },
    requeue(pageId, retry, referer) {
      const sql = `UPDATE pages SET state = 'queued', failure = NULL, retry = ?, referer = coalesce(?, referer) WHERE id = ?`
      database.run(sql, retry, referer, pageId)
    },
  }
}

/** The rows of `pages` as they end. */
export function createPageOutcomeRows(database: Database): PageOutcomeRows {
  function save(taskId: TaskId, page: QueuedPage, end: PageState): void {
    if (page.pageId === null) {
      // A range may name one address twice, and a next link may have led to it before: the first row is kept.
      insert(database, taskId, page, end)
      return
    }
    const sql = 'UPDATE pages SET state = ?, failure = ?, at = ? WHERE id = ?'
    database.run(sql, end.state, end.failure, end.at, page.pageId)
  }

  return {
    saveRead: (taskId, page, at) => save(taskId, page, { state: 'read', failure: null, at }),
    saveFailed: (taskId, page, failure, at) =>
      save(taskId, page, { state: 'failed', failure: JSON.stringify(failure), at }),
    ignore(pageId) {
      database.run("UPDATE pages SET state = 'dismissed' WHERE id = ? AND state = 'failed'", pageId)
    },
    restore(pageId) {
      database.run("UPDATE pages SET state = 'failed' WHERE id = ? AND state = 'dismissed'", pageId)
    },
  }
}

interface PageState {
  readonly state: 'queued' | 'held' | 'read' | 'failed'
  /** As JSON. */
  readonly failure: string | null
  readonly at: EpochMs
}

/** Adds a page; false if the task has its address already. */
function insert(
  database: Database,
  taskId: TaskId,
  { address, via, position, galleryId, depth, item, thumbnail }: Omit<QueuedPage, 'pageId'>,
  { state, failure, at }: PageState,
): boolean {
  const sql = `INSERT INTO pages (task_id, address, via, position, gallery_id, depth, item, thumbnail, state, failure, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (task_id, address) DO NOTHING`
  const page = [taskId, address, via, position, galleryId, depth, item ?? null, thumbnail ?? null] as const
  return database.run(sql, ...page, state, failure, at).changes > 0
}

function queuedPage(row: Row): QueuedPage {
  const item = integerOrNull(row, 'item')
  const thumbnail = textOrNull(row, 'thumbnail')
  return {
    pageId: integer(row, 'id'),
    address: text(row, 'address'),
    via: oneOf(row, 'via', pageVias, 'range'),
    position: integer(row, 'position'),
    galleryId: readGalleryIdOrNull(row, 'gallery_id'),
    depth: integer(row, 'depth'),
    ...(item === null ? {} : { item }),
    ...(thumbnail === null ? {} : { thumbnail }),
  }
}
