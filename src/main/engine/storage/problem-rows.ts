import { type Failure, failureKinds } from '@shared/model/failure'
import type {
  Problem,
  ProblemChoice,
  ProblemGroup,
  ProblemQuery,
  RetryOutcome,
  Slice,
} from '@shared/model/gallery'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { integer, integerOrNull, readGalleryIdOrNull, readImageId, readImageIdOrNull, text } from './columns'
import { createCounts, createKept, inListOrder, stretchOf } from './counts'
import type { Database, Row } from './database/database'
import { jsonField } from './json-column'
import { mergedSlice, type Place, type SortedList } from './lists/merged-slice'
import { failureOf } from './page-rows'

/** A failed or ignored image or page that a command was given. */
export interface ChosenProblem {
  readonly imageId: ImageId | null
  readonly pageId: number | null
  /** Null of a page. */
  readonly galleryId: GalleryId | null
  readonly address: string
  readonly page: string
  readonly state: 'failed' | 'dismissed'
  readonly failure: Failure
}

/** Failed pages and images of a task, read together. */
export interface ProblemRows {
  list(query: ProblemQuery): Slice<Problem>
  /** By cause and site, most first. */
  groups(taskId: TaskId): readonly ProblemGroup[]
  /** Everything that the choice means and that is in this state; pages first. */
  choose(choice: ProblemChoice, state: 'failed' | 'dismissed'): readonly ChosenProblem[]
  /** Where what is queued stands: `https://example.org:81`, each once. */
  queuedOrigins(taskId: TaskId): readonly string[]
  /** The number under which the next retry of this task is known. */
  nextRetry(taskId: TaskId): number
  /** What came of what this retry, and no later one, asked for again. */
  outcome(taskId: TaskId, retry: number): Omit<RetryOutcome, 'ended'>
}

/** Images and pages of task ?1 in one of these states, in one shape. */
function both(states: string): string {
  const columns = 'failure, at, state, retry'
  return `
  SELECT id AS page_id, NULL AS image_id, NULL AS gallery_id, address, address AS page, ${columns}
    FROM pages WHERE task_id = ?1 AND state IN (${states})
  UNION ALL
  SELECT NULL, id, gallery_id, address, page, ${columns}
    FROM images WHERE task_id = ?1 AND state IN (${states})`
}

const failed = both("'failed'")
const ignored = both("'dismissed'")

/** What follows `//` in an address, in SQL; then the part before path, query or fragment (RFC 3986 §3.2). */
const rest = "substr(address, instr(address, '//') + 2)"
const authority = `substr(${rest}, 1, instr(replace(replace(${rest}, '?', '/'), '#', '/') || '/', '/') - 1)`

/** Host of an address in SQL: what stands behind the last `@`, for a group is shown and told. */
const host = `substr(${authority}, length(rtrim(${authority}, replace(${authority}, '@', ''))) + 1)`
/** A failure that cannot be read, or of a kind that there is not, counts as `unexpected`; see `failureOf`. */
const kindRead = jsonField('failure', 'kind')
const kind = `CASE WHEN ${kindRead} IN (${failureKinds.map((name) => `'${name}'`).join(', ')}) THEN ${kindRead} ELSE 'unexpected' END`
const status = jsonField('failure', 'status')

/** Lists of failed pages and images. */
export function createProblemRows(database: Database): ProblemRows {
  const count = createCounts(database)
  const groups = createKept<readonly ProblemGroup[]>(database)

  /** None if the row went meanwhile. */
  function problemOf(isImage: boolean, id: number): readonly Problem[] {
    const row = database.get(`SELECT * FROM ${isImage ? 'images' : 'pages'} WHERE id = ?`, id)
    if (row === undefined) return []
    return [
      {
        imageId: isImage ? readImageId(row, 'id') : null,
        pageId: isImage ? null : integer(row, 'id'),
        address: text(row, 'address'),
        page: String(isImage ? row['page'] : row['address']),
        failure: readFailure(row),
        at: integer(row, 'at'),
      },
    ]
  }

  function readGroups(taskId: TaskId): readonly ProblemGroup[] {
    const sql = `SELECT ${kind} AS kind, ${status} AS status, ${host} AS host, count(image_id) AS images,
        count(page_id) AS pages, count(retry) AS failedAgain, max(${jsonField('failure', 'until')}) AS until
      FROM (${failed}) GROUP BY 1, 2, 3 ORDER BY count(*) DESC, 1, 3`
    return database.all(sql, taskId).map((row) => ({ ...row }) as unknown as ProblemGroup)
  }

  /** What failed of a table, from an index of those alone. */
  function failedOf(table: 'pages' | 'images', taskId: TaskId, descending: boolean): SortedList {
    const of = `FROM ${table} INDEXED BY ${table}_failed WHERE task_id = ? AND state = 'failed'`
    const [turn, from] = descending ? [' DESC', '<='] : ['', '>=']
    const all = `SELECT at, id ${of} ORDER BY at${turn}, id${turn} LIMIT ? OFFSET ?`
    const rest = `SELECT at, id ${of} AND (at, id) ${from} (?, ?) ORDER BY at${turn}, id${turn} LIMIT ? OFFSET ?`
    return {
      total: count(`SELECT count(*) AS n ${of}`, taskId),
      read(start, skip, limit) {
        const rows =
          start === null
            ? database.all(all, taskId, limit, skip)
            : database.all(rest, taskId, start.at, start.id, limit, skip)
        return rows.map(({ at, id }) => ({ at: Number(at), id: Number(id) }))
      },
    }
  }

  return {
    list({ taskId, descending, offset, limit }) {
      const totalOf = (table: 'pages' | 'images') => failedOf(table, taskId, false).total
      const total = totalOf('pages') + totalOf('images')
      const stretch = stretchOf(total, offset, limit)
      const isDown = descending !== stretch.reversed
      const lists = [failedOf('pages', taskId, isDown), failedOf('images', taskId, isDown)] as const
      // Of one time pages come before images.
      const precedes = (image: Place, page: Place) => (isDown ? image.at >= page.at : image.at < page.at)
      const found = inListOrder(stretch, mergedSlice(lists, precedes, stretch.skip, stretch.take))
      return { total, rows: found.flatMap(({ list, id }) => problemOf(list === 1, id)) }
    },
    groups: (taskId) => groups(String(taskId), () => readGroups(taskId)),
    choose({ taskId, group, images, pages }, state) {
      const of = group?.status === undefined ? null : (group.status ?? 0)
      const sql = `SELECT * FROM (${state === 'failed' ? failed : ignored})
        WHERE (?2 IS NULL OR ${kind} = ?2) AND (?3 IS NULL OR ${host} = ?3) AND (?4 IS NULL OR coalesce(${status}, 0) = ?4)
        ORDER BY page_id IS NULL, page_id, image_id`
      const found = database
        .all(sql, taskId, group?.kind ?? null, group?.host ?? null, of)
        .map((row) => chosenProblem(row, state))
      if (images === undefined && pages === undefined) return found
      const named = { images: new Set(images), pages: new Set(pages) }
      return found.filter(({ imageId, pageId }) =>
        imageId === null ? pageId !== null && named.pages.has(pageId) : named.images.has(imageId),
      )
    },
    queuedOrigins(taskId) {
      const sql = `SELECT DISTINCT substr(address, 1, instr(address, '//') + 1) || ${host} AS origin
        FROM (${both("'queued'")})`
      return database.all(sql, taskId).map((row) => text(row, 'origin'))
    },
    nextRetry(taskId) {
      const last = (table: string) =>
        `coalesce((SELECT max(retry) FROM ${table} WHERE task_id = ?1 AND retry IS NOT NULL), 0)`
      const sql = `SELECT max(${last('images')}, ${last('pages')}) AS n`
      return Number(database.get(sql, taskId)?.['n'] ?? 0) + 1
    },
    outcome(taskId, retry) {
      const sql = `SELECT coalesce(sum(state IN ('saved', 'skipped', 'read')), 0) AS saved,
          coalesce(sum(state = 'failed'), 0) AS failed, coalesce(sum(state = 'queued'), 0) AS waiting
        FROM (SELECT state FROM images WHERE task_id = ?1 AND retry = ?2
          UNION ALL SELECT state FROM pages WHERE task_id = ?1 AND retry = ?2)`
      const row = database.get(sql, taskId, retry)
      if (!row) throw new Error('a sum has no row')
      return {
        saved: integer(row, 'saved'),
        failed: integer(row, 'failed'),
        waiting: integer(row, 'waiting'),
      }
    },
  }
}

function chosenProblem(row: Row, state: 'failed' | 'dismissed'): ChosenProblem {
  return {
    imageId: readImageIdOrNull(row, 'image_id'),
    pageId: integerOrNull(row, 'page_id'),
    galleryId: readGalleryIdOrNull(row, 'gallery_id'),
    address: text(row, 'address'),
    page: text(row, 'page'),
    state,
    failure: readFailure(row),
  }
}

function readFailure(row: Row): Failure {
  return failureOf(row) ?? { kind: 'unexpected', detail: '' }
}
