import type {
  GalleryQuery,
  GalleryRow,
  LibraryQuery,
  LibrarySite,
  LibrarySlice,
  Slice,
} from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import { integer, readGalleryId, text } from '../columns'
import type { Database, Value } from '../database/database'
import { galleryRow, withFiles } from '../galleries/gallery-row'
import { createCounts, directed } from './slices'

/** Galleries as the window lists them. */
export interface GalleryListRows {
  /** A slice of the galleries of a task. */
  ofTask(query: GalleryQuery): Slice<GalleryRow>
  /** One row for each folder on disk; of one that several tasks share with the counts of all of them. */
  library(query: LibraryQuery): LibrarySlice
  /** Ids of all galleries of the library, in the order in which they came. */
  libraryIds(): readonly GalleryId[]
  libraryHosts(): readonly string[]
}

/** Sorting by state: what needs the user first, then what is in progress, then what is finished. */
const stateOrder = '(failed > 0) DESC, (finished_at IS NULL) DESC'
const taskOrders = {
  position: 'position, page_id',
  title: 'title',
  found: 'found',
  state: stateOrder,
} as const

/** The rows of `galleries` in lists. */
export function createGalleryListRows(database: Database): GalleryListRows {
  const count = createCounts(database)
  return {
    ofTask({ taskId, sort, descending, limit, offset }) {
      const total = count('SELECT count(*) AS n FROM galleries WHERE task_id = ?', taskId)
      const order = directed(taskOrders[sort], descending)
      // The ids first: what is sorted are short rows.
      const sql = `SELECT id FROM galleries WHERE task_id = ? ORDER BY ${order} LIMIT ? OFFSET ?`
      const rows = database
        .all(sql, taskId, limit, offset)
        .map((row) => database.get('SELECT * FROM galleries WHERE id = ?', readGalleryId(row, 'id')))
      return { total, rows: rows.filter((row) => row !== undefined).map(galleryRow) }
    },
    library: createLibraryList(database),
    libraryIds() {
      const rows = database.all(`SELECT id FROM galleries WHERE ${withFiles} ORDER BY id`)
      return rows.map((row) => readGalleryId(row, 'id'))
    },
    libraryHosts() {
      const rows = database.all('SELECT DISTINCT host FROM galleries WHERE shown = 1 ORDER BY host')
      return rows.map((row) => text(row, 'host'))
    },
  }
}

const orders = { added: 'id', title: 'title', host: 'host', size: 'bytes' } as const

/** Everything that a query finds, in its order. */
interface LibraryResult {
  readonly ids: readonly number[]
  readonly sites: readonly LibrarySite[] | null
  readonly bytes: number
}

/**
 * The library: one card for each folder on disk, however many tasks have a gallery there.
 *
 * The ids in their order are kept for as long as the database stays as it is, so that a scroll sorts once; of a slice
 * only the rows are read each time. A connection that does not know its version sorts every time.
 */
export function createLibraryList(database: Database): (query: LibraryQuery) => LibrarySlice {
  const whole = createWholeFolders(database)
  let known: { readonly version: number; readonly key: string; readonly result: LibraryResult } | null = null

  function resultOf(query: LibraryQuery): LibraryResult {
    const version = database.version?.() ?? null
    const key = JSON.stringify([query.text, query.host, query.sort, query.descending, query.grouped])
    if (known !== null && known.version === version && known.key === key) return known.result
    const result = readResult(database, query, whole)
    known = version === null ? null : { version, key, result }
    return result
  }

  return (query) => {
    const { ids, sites, bytes } = resultOf(query)
    const rows = ids
      .slice(query.offset, query.offset + query.limit)
      .map((id) => database.get('SELECT * FROM galleries WHERE id = ?', id))
      .filter((row) => row !== undefined)
      .map((row) => whole(galleryRow(row)))
    const located = (query.locate ?? []).map((id) => {
      const at = ids.indexOf(id)
      return at === -1 ? null : at
    })
    return { total: ids.length, rows, bytes, sites, located }
  }
}

function readResult(database: Database, query: LibraryQuery, whole: WholeFolder): LibraryResult {
  const where = ['shown = 1']
  const values: Value[] = []
  if (query.text) {
    where.push("(title LIKE ? ESCAPE '\\' OR host LIKE ? ESCAPE '\\')")
    const like = `%${query.text.replace(/[\\%_]/g, '\\$&')}%`
    values.push(like, like)
  }
  if (query.host) {
    where.push('host = ?')
    values.push(query.host)
  }
  const order = directed(orders[query.sort], query.descending)
  const sql = `SELECT id, host, bytes FROM galleries WHERE ${where.join(' AND ')} ORDER BY ${order}`
  const found = database.all(sql, ...values)
  const ids = found.map((row) => integer(row, 'id'))
  const bytes = found.reduce((sum, row) => sum + integer(row, 'bytes'), sharedBytes(database, ids, whole))
  if (!query.grouped) return { ids, sites: null, bytes }
  const bySite = new Map<string, number[]>()
  for (const row of found) {
    const host = text(row, 'host')
    const site = bySite.get(host)
    if (site === undefined) bySite.set(host, [integer(row, 'id')])
    else site.push(integer(row, 'id'))
  }
  return {
    ids: [...bySite.values()].flat(),
    sites: [...bySite].map(([host, site]) => ({ host, count: site.length })),
    bytes,
  }
}

/** Bytes that folders of several tasks hold beyond those of the galleries that represent them. */
function sharedBytes(database: Database, ids: readonly number[], whole: WholeFolder): number {
  const sql = `SELECT * FROM galleries WHERE shown = 1 AND place IN
    (SELECT place FROM galleries WHERE shown = 0 AND ${withFiles})`
  const found = new Set(ids)
  return database
    .all(sql)
    .map(galleryRow)
    .filter((gallery) => found.has(gallery.id))
    .reduce((sum, gallery) => sum + whole(gallery).bytes - gallery.bytes, 0)
}

type WholeFolder = (gallery: GalleryRow) => GalleryRow

/** Gives a gallery the counts of its folder, if galleries of several tasks are there: each file once. */
function createWholeFolders(database: Database): WholeFolder {
  // Files of a folder are counted again only when the counts of its galleries changed.
  const known = new Map<GalleryId, { readonly of: string; readonly files: number; readonly bytes: number }>()

  function countFiles(ids: readonly Value[]): { readonly files: number; readonly bytes: number } {
    const sql = `SELECT count(*) AS files, sum(bytes) AS bytes FROM (SELECT max(bytes) AS bytes FROM images
      WHERE gallery_id IN (${ids.map(() => '?').join(', ')}) AND file IS NOT NULL AND state IN ('saved', 'skipped')
      GROUP BY file)`
    const counts = database.get(sql, ...ids)
    return { files: Number(counts?.['files'] ?? 0), bytes: Number(counts?.['bytes'] ?? 0) }
  }

  return (gallery) => {
    const members = database.all(
      `SELECT id, saved, skipped, bytes FROM galleries
        WHERE place = (SELECT place FROM galleries WHERE id = ?) AND ${withFiles}`,
      gallery.id,
    )
    if (members.length < 2) {
      known.delete(gallery.id)
      return gallery
    }
    const of = JSON.stringify(members)
    const before = known.get(gallery.id)
    const counts = before?.of === of ? before : { of, ...countFiles(members.map((row) => row['id'] ?? null)) }
    known.set(gallery.id, counts)
    const missing = gallery.found - gallery.saved - gallery.skipped
    return { ...gallery, saved: counts.files, skipped: 0, found: counts.files + missing, bytes: counts.bytes }
  }
}
