import { type SkippedAddress, type SkippedQuery, type Slice, skipReasons } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'
import { integerOrNull, oneOf, readImageIdOrNull, text } from '../columns'
import type { Database, Row, Value } from '../database/database'
import { createCounts, inListOrder, stretchOf } from '../lists/slices'

/** Addresses on pages of a task that are not taken. */
export interface SkippedRows {
  /** Each address counts once for each reason. */
  add(taskId: TaskId, skipped: readonly SkippedAddress[]): void
  /** A slice of them, with the images and pages that were ignored. */
  list(query: SkippedQuery): Slice<SkippedAddress>
}

/** The rows of `left_out`. */
export function createSkippedRows(database: Database): SkippedRows {
  const count = createCounts(database)
  return {
    add(taskId, skipped) {
      const sql = 'INSERT INTO left_out (task_id, address, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
      for (const { address, reason } of skipped) database.run(sql, taskId, address, reason)
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
