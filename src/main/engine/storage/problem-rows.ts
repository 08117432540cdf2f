import { type Failure, failureKinds } from '@shared/model/failure'
import type {
  Problem,
  ProblemChoice,
  ProblemGroup,
  ProblemQuery,
  RetryOutcome,
  Slice,
} from '@shared/model/gallery'
import { PageObstacle } from '@shared/model/page-kind-schema'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import {
  countIn,
  failureOf,
  integer,
  integerOrNull,
  jsonField,
  oneOf,
  readGalleryIdOrNull,
  readImageId,
  readImageIdOrNull,
  text,
  textOrNull,
} from './columns'
import type { Database, Row } from './database/database'
import {
  type Count,
  createCounts,
  createKept,
  inListOrder,
  mergedSlice,
  type SortedList,
  type SortPosition,
  stretchOf,
} from './lists/slices'

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
  /** Origins of everything that is queued: `https://example.org:81`, each once. */
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

/** Host of an address in SQL: what follows the last `@`, because a group is shown and logged. */
const host = `substr(${authority}, length(rtrim(${authority}, replace(${authority}, '@', ''))) + 1)`
/** A failure that cannot be read, or of an unknown kind, counts as `unexpected`; see `failureOf`. */
const kindRead = jsonField('failure', 'kind')
const kind = `CASE WHEN ${kindRead} IN (${failureKinds.map((name) => `'${name}'`).join(', ')}) THEN ${kindRead} ELSE 'unexpected' END`
const status = jsonField('failure', 'status')
const obstacle = jsonField('failure', 'page')
const frame = jsonField('failure', 'frame')

/** Lists of failed pages and images. */
export function createProblemRows(database: Database): ProblemRows {
  const count = createCounts(database)
  const groups = createKept<readonly ProblemGroup[]>(database)
  return {
    list: (query) => list(database, count, query),
    groups: (taskId) => groups(String(taskId), () => readGroups(database, taskId)),
    choose: (choice, state) => choose(database, choice, state),
    queuedOrigins(taskId) {
      const sql = `SELECT DISTINCT substr(address, 1, instr(address, '//') + 1) || ${host} AS origin
        FROM (${both("'queued'")})`
      return database.all(sql, taskId).map((row) => text(row, 'origin'))
    },
    nextRetry(taskId) {
      const last = (table: string) =>
        `coalesce((SELECT max(retry) FROM ${table} WHERE task_id = ?1 AND retry IS NOT NULL), 0)`
      const sql = `SELECT max(${last('images')}, ${last('pages')}) AS n`
      return countIn(database.get(sql, taskId)) + 1
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

/** A slice of the failed pages and images of a task, in the order in which they failed. */
function list(
  database: Database,
  count: Count,
  { taskId, descending, offset, limit }: ProblemQuery,
): Slice<Problem> {
  const failedOf = (table: 'pages' | 'images', isDown: boolean) =>
    failedList(database, count, table, taskId, isDown)
  const total = failedOf('pages', false).total + failedOf('images', false).total
  const stretch = stretchOf(total, offset, limit)
  const isDown = descending !== stretch.reversed
  const lists = [failedOf('pages', isDown), failedOf('images', isDown)] as const
  // Of one time pages come before images.
  const precedes = (image: SortPosition, page: SortPosition) =>
    isDown ? image.at >= page.at : image.at < page.at
  const found = inListOrder(stretch, mergedSlice(lists, precedes, stretch.skip, stretch.take))
  return { total, rows: found.flatMap((place) => readProblem(database, place) ?? []) }
}

/** What failed of a table, from an index of those alone. */
function failedList(
  database: Database,
  count: Count,
  table: 'pages' | 'images',
  taskId: TaskId,
  descending: boolean,
): SortedList {
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
      return rows.map((row) => ({ at: integer(row, 'at'), id: integer(row, 'id') }))
    },
  }
}

/** The failed page (list 0) or image (list 1) at a place; null if its row was deleted meanwhile. */
function readProblem(
  database: Database,
  place: { readonly list: 0 | 1; readonly id: number },
): Problem | null {
  const isImage = place.list === 1
  const row = database.get(`SELECT * FROM ${isImage ? 'images' : 'pages'} WHERE id = ?`, place.id)
  if (row === undefined) return null
  return {
    imageId: isImage ? readImageId(row, 'id') : null,
    pageId: isImage ? null : integer(row, 'id'),
    address: text(row, 'address'),
    page: text(row, isImage ? 'page' : 'address'),
    failure: readFailure(row),
    at: integer(row, 'at'),
  }
}

function readGroups(database: Database, taskId: TaskId): readonly ProblemGroup[] {
  const sql = `SELECT ${kind} AS kind, ${status} AS status, ${host} AS host, count(image_id) AS images,
      count(page_id) AS pages, count(retry) AS failed_again, max(${jsonField('failure', 'until')}) AS until,
      ${obstacle} AS obstacle, iif(min(coalesce(${frame}, '')) = max(coalesce(${frame}, '')), min(${frame}), NULL) AS frame
    FROM (${failed}) GROUP BY 1, 2, 3, obstacle ORDER BY count(*) DESC, 1, 3`
  return database.all(sql, taskId).map((row) => ({
    kind: oneOf(row, 'kind', failureKinds, 'unexpected'),
    status: integerOrNull(row, 'status'),
    host: text(row, 'host'),
    images: integer(row, 'images'),
    pages: integer(row, 'pages'),
    failedAgain: integer(row, 'failed_again'),
    until: integerOrNull(row, 'until'),
    ...obstacleOf(row),
  }))
}

/** An obstacle that this version does not know counts as none. */
function obstacleOf(row: Row): Pick<ProblemGroup, 'page' | 'frame'> {
  const { data: page } = PageObstacle.safeParse(row['obstacle'])
  if (page === undefined) return {}
  const frameOfAll = textOrNull(row, 'frame')
  return frameOfAll === null ? { page } : { page, frame: frameOfAll }
}

/** See `ProblemRows.choose`. */
function choose(
  database: Database,
  { taskId, group, images, pages }: ProblemChoice,
  state: ChosenProblem['state'],
): readonly ChosenProblem[] {
  const of = group?.status === undefined ? null : (group.status ?? 0)
  const inTheWay = group?.page === undefined ? null : (group.page ?? '')
  const sql = `SELECT * FROM (${state === 'failed' ? failed : ignored})
    WHERE (?2 IS NULL OR ${kind} = ?2) AND (?3 IS NULL OR ${host} = ?3) AND (?4 IS NULL OR coalesce(${status}, 0) = ?4)
      AND (?5 IS NULL OR coalesce(${obstacle}, '') = ?5)
    ORDER BY page_id IS NULL, page_id, image_id`
  const found = database
    .all(sql, taskId, group?.kind ?? null, group?.host ?? null, of, inTheWay)
    .map((row) => chosenProblem(row, state))
  if (images === undefined && pages === undefined) return found
  const named = { images: new Set(images), pages: new Set(pages) }
  return found.filter(({ imageId, pageId }) =>
    imageId === null ? pageId !== null && named.pages.has(pageId) : named.images.has(imageId),
  )
}

function chosenProblem(row: Row, state: ChosenProblem['state']): ChosenProblem {
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
