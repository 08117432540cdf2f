import type { Problem, ProblemGroup, ProblemQuery, Slice } from '@shared/gallery'
import type { ImageId, TaskId } from '@shared/units'
import type { Database } from './database'
import { failureOf } from './page-rows'

/** Failed pages and images of a task, read together. */
export interface ProblemRows {
  list(query: ProblemQuery): Slice<Problem>
  /** By cause and site, most first. */
  groups(taskId: TaskId): readonly ProblemGroup[]
}

const both = `
  SELECT id AS page_id, NULL AS image_id, address, address AS page, failure, at FROM pages WHERE task_id = ?1 AND state = 'failed'
  UNION ALL
  SELECT NULL, id, address, page, failure, at FROM images WHERE task_id = ?1 AND state = 'failed'`

/** Host of an address in SQL: what stands between `//` and the next slash. */
const host = `substr(address, instr(address, '//') + 2,
  instr(substr(address, instr(address, '//') + 2) || '/', '/') - 1)`

export function createProblemRows(database: Database): ProblemRows {
  return {
    list(query) {
      const total = Number(database.get(`SELECT count(*) AS n FROM (${both})`, query.taskId)?.['n'] ?? 0)
      const direction = query.descending ? 'DESC' : 'ASC'
      const sql = `${both} ORDER BY at ${direction} LIMIT ?2 OFFSET ?3`
      const rows = database.all(sql, query.taskId, query.limit, query.offset)
      return {
        total,
        rows: rows.map((row) => ({
          imageId: row['image_id'] as ImageId | null,
          pageId: row['page_id'] as number | null,
          address: String(row['address']),
          page: String(row['page']),
          failure: failureOf(row) ?? { kind: 'unexpected', detail: '' },
          at: Number(row['at']),
        })),
      }
    },
    groups(taskId) {
      const sql = `SELECT json_extract(failure, '$.kind') AS kind, json_extract(failure, '$.status') AS status,
          ${host} AS host, count(image_id) AS images, count(page_id) AS pages
        FROM (${both}) GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 3`
      return database.all(sql, taskId).map((row) => ({ ...row }) as unknown as ProblemGroup)
    },
  }
}
