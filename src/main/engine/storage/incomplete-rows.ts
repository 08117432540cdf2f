import type { MissingAddress, MissingCount } from '@shared/model/library/incomplete'
import type { GalleryId, TaskId } from '@shared/model/units'
import { countIn, failureOf, jsonField, readGalleryId, readTaskId, text, textOrNull } from './columns'
import type { Database, Row, Value } from './database/database'
import type { StoredGallery } from './galleries/gallery-row'

/** A gallery of which something may be missing. */
export interface OpenGallery {
  readonly id: GalleryId
  readonly taskId: TaskId
  readonly title: string
  readonly root: string
  readonly folder: string
  /** See `StoredGallery.place`. */
  readonly place: string
}

/** What is missing, and the first addresses of it. */
export interface Missing extends MissingCount {
  readonly examples: readonly MissingAddress[]
}

/** What a task lacks apart from the images of its galleries. */
export interface TaskMissing {
  /** Pages that failed and belong to no gallery. */
  readonly failed: Missing
  /** How many further pages of galleries of the task wait. */
  readonly waiting: number
  /** Whether a gallery of the task has files. */
  readonly hasFiles: boolean
}

/** What the records say is missing of galleries and tasks. */
export interface IncompleteRows {
  /** Galleries below a root of which an image or a page has failed or waits, by id, `most` after this id. Those that hold no file count only for tasks that are not cancelled. */
  galleries(root: string, after: number, most: number): readonly OpenGallery[]
  /** Galleries below a root that tasks on the list have finished with files, by id, `most` after this id. */
  finished(root: string, after: number, most: number): readonly OpenGallery[]
  /**
   * What a gallery lacks on disk: an image that another task saved into the same folder is there; one that several tasks
   * could not save is counted with the newest of them. An image whose file waits for its repair has a file.
   */
  ofGallery(gallery: OpenGallery, most: number): Missing
  /**
   * Pages of a gallery, as its folder holds it: those that failed in any task that saves it there, and those that wait in
   * its own. A page that one of these tasks has read is not missing.
   */
  pagesOf(gallery: Pick<StoredGallery, 'id' | 'place' | 'key'>): number
  ofTask(taskId: TaskId, most: number): TaskMissing
  /** Images of the folder that the user ignores. */
  ignored(place: string): number
  /** Address and state of a task, as JSON of its row; also of one that is off the list. */
  taskOf(taskId: TaskId): { readonly address: string; readonly state: string; readonly removed: boolean }
}

const opened = `SELECT g.* FROM galleries AS g JOIN tasks AS t ON t.id = g.task_id
  WHERE g.root = ?1 AND g.id > ?2 AND g.forgotten_at IS NULL
    AND (g.saved + g.skipped > 0
      OR (t.removed_at IS NULL AND coalesce(${jsonField('t.state', 'kind')}, '') != 'cancelled'))
    AND (g.saved + g.skipped < g.found
      OR EXISTS (SELECT 1 FROM pages AS p
        WHERE p.task_id = g.task_id AND p.gallery_id = g.id AND p.state IN ('failed', 'queued')))
  ORDER BY g.id LIMIT ?3`

const finished = `SELECT g.* FROM galleries AS g JOIN tasks AS t ON t.id = g.task_id
  WHERE g.root = ?1 AND g.id > ?2 AND g.forgotten_at IS NULL AND g.saved + g.skipped > 0
    AND g.finished_at IS NOT NULL AND t.removed_at IS NULL
  ORDER BY g.id LIMIT ?3`

const lacking = `FROM images AS i WHERE i.task_id = ?1 AND i.state IN ('failed', 'queued') AND i.gallery_id = ?2
  AND i.repair IS NULL
  AND NOT EXISTS (SELECT 1 FROM galleries AS g JOIN images AS o ON o.gallery_id = g.id AND o.address = i.address
    WHERE g.place = ?3 AND g.id != ?2 AND g.forgotten_at IS NULL
      AND ((o.state IN ('saved', 'skipped') AND o.file IS NOT NULL)
        OR (o.state IN ('failed', 'queued') AND g.id > ?2)))`

const pagesOf = {
  gallery: "FROM pages WHERE task_id = ? AND gallery_id = ? AND state IN ('failed', 'queued')",
  none: "FROM pages WHERE task_id = ? AND gallery_id IS NULL AND state = 'failed'",
} as const

const pagesInFolder = `SELECT count(DISTINCT p.address) AS n
  FROM galleries AS g JOIN pages AS p ON p.task_id = g.task_id AND p.gallery_id = g.id
  WHERE g.place = ?1 AND +g.key = ?2 AND g.forgotten_at IS NULL
    AND (p.state = 'failed' OR (p.state = 'queued' AND g.id = ?3))
    AND NOT EXISTS (SELECT 1 FROM galleries AS o JOIN pages AS r
      ON r.task_id = o.task_id AND r.address = p.address AND r.state = 'read'
      WHERE o.place = ?1 AND +o.key = ?2 AND o.forgotten_at IS NULL)`

/** Queries for what galleries lack. */
export function createIncompleteRows(database: Database): IncompleteRows {
  function pages(sql: string, values: readonly Value[], most: number): Missing {
    const rows = database.all(`SELECT address, failure ${sql} ORDER BY id LIMIT ?`, ...values, most)
    return {
      images: 0,
      pages:
        rows.length < most ? rows.length : countIn(database.get(`SELECT count(*) AS n ${sql}`, ...values)),
      examples: rows.map(missingAddress),
    }
  }

  return {
    galleries: (root, after, most) => database.all(opened, root, after, most).map(openGallery),
    finished: (root, after, most) => database.all(finished, root, after, most).map(openGallery),
    ofGallery({ id, taskId, place }, most) {
      const values = [taskId, id, place] as const
      const rows = database.all(`SELECT address, failure ${lacking} ORDER BY i.num LIMIT ?4`, ...values, most)
      const read = pages(pagesOf.gallery, [taskId, id], most)
      return {
        images:
          rows.length < most
            ? rows.length
            : countIn(database.get(`SELECT count(*) AS n ${lacking}`, ...values)),
        pages: read.pages,
        examples: [...rows.map(missingAddress), ...read.examples].slice(0, most),
      }
    },
    pagesOf: ({ id, place, key }) => countIn(database.get(pagesInFolder, place, key, id)),
    ofTask(taskId, most) {
      const waiting = `SELECT count(*) AS n FROM pages
        WHERE task_id = ? AND gallery_id IS NOT NULL AND state = 'queued'`
      const files = `SELECT 1 FROM galleries WHERE task_id = ? AND saved + skipped > 0 AND forgotten_at IS NULL LIMIT 1`
      return {
        failed: pages(pagesOf.none, [taskId], most),
        waiting: countIn(database.get(waiting, taskId)),
        hasFiles: database.get(files, taskId) !== undefined,
      }
    },
    ignored(place) {
      const sql = `SELECT count(DISTINCT i.address) AS n FROM galleries AS g JOIN images AS i ON i.gallery_id = g.id
        WHERE g.place = ? AND g.forgotten_at IS NULL AND i.state = 'dismissed'`
      return countIn(database.get(sql, place))
    },
    taskOf(taskId) {
      const sql = `SELECT ${jsonField('request', 'address')} AS address, ${jsonField('state', 'kind')} AS state,
        removed_at FROM tasks WHERE id = ?`
      const row = database.get(sql, taskId)
      return {
        address: (row && textOrNull(row, 'address')) ?? '',
        state: (row && textOrNull(row, 'state')) ?? '',
        removed: row?.['removed_at'] !== null,
      }
    },
  }
}

function openGallery(row: Row): OpenGallery {
  return {
    id: readGalleryId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    title: text(row, 'title'),
    root: text(row, 'root'),
    folder: text(row, 'folder'),
    place: text(row, 'place'),
  }
}

function missingAddress(row: Row): MissingAddress {
  const failure = failureOf(row)
  const page = failure !== null && 'page' in failure ? failure.page : undefined
  const missing = { address: text(row, 'address'), kind: failure?.kind ?? null }
  return page === undefined ? missing : { ...missing, page }
}
