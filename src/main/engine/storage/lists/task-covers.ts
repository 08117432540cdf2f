import type { TaskCovers } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { readImageIdOrNull } from '../columns'
import type { Database } from '../database/database'

/** Most pictures that stand for a task. */
const mostCovers = 5

/** Makes the list of what stands for ended tasks; a few entries of an index for each, however many images it has. */
export function createTaskCovers(database: Database): (ids: readonly TaskId[]) => readonly TaskCovers[] {
  const ofGalleries = `SELECT cover_id AS id FROM galleries
    WHERE task_id = ? AND cover_id IS NOT NULL AND forgotten_at IS NULL ORDER BY galleries.id LIMIT ${mostCovers}`
  const ofImages = (state: 'saved' | 'skipped') =>
    `SELECT id FROM images WHERE task_id = ? AND state = '${state}' ORDER BY id LIMIT ${mostCovers}`
  const idsOf = (sql: string, task: TaskId) =>
    database.all(sql, task).flatMap((row) => readImageIdOrNull(row, 'id') ?? [])
  return (ids) =>
    ids.map((id) => {
      const galleries = idsOf(ofGalleries, id)
      if (galleries.length > 1) return { id, covers: galleries }
      const saved = idsOf(ofImages('saved'), id)
      return { id, covers: saved.length > 0 ? saved : idsOf(ofImages('skipped'), id) }
    })
}
