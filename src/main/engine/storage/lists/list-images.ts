import type { ImageQuery, ImageRow, Slice } from '@shared/model/gallery'
import type { GalleryId } from '@shared/model/units'
import { text } from '../columns'
import type { Database, Row, Value } from '../database/database'
import { createGalleryRows } from '../galleries/gallery-rows'
import { imageRow } from '../images/image-row'
import { type Count, createCounts, inListOrder, stretchOf } from './slices'

/** A part of the images in a folder; `next` is what the next part comes after, null behind the last one. */
export interface FolderImages {
  readonly images: readonly ImageRow[]
  readonly next: number | null
}

/** Rows of each gallery that are read for one part, whatever their state. */
const rowsPerPart = 500

/**
 * The images on disk in the folder of a gallery, those of other tasks that share the folder with them; each file once,
 * by its row in this gallery if it has one. In the order of the galleries' own numbers: those greater than `after`.
 *
 * A part reads at most `rowsPerPart` rows of each gallery, so that it takes as long in a gallery of 500,000 images.
 */
export function createFolderImages(
  database: Database,
  rows = rowsPerPart,
): (query: { readonly id: GalleryId; readonly after: number }) => FolderImages {
  const galleries = createGalleryRows(database)

  function hasFile(galleryId: GalleryId, file: string): boolean {
    const sql = `SELECT 1 FROM images WHERE gallery_id = ? AND file = ? AND state IN ('saved', 'skipped') LIMIT 1`
    return database.get(sql, galleryId, file) !== undefined
  }

  return ({ id, after }) => {
    const gallery = galleries.get(id)
    if (gallery === null) return { images: [], next: null }
    const others = galleries.folders.withFilesIn(gallery.place).filter((other) => other.id !== id)
    const members = [gallery, ...others]
    const sql = `SELECT * FROM images INDEXED BY images_order WHERE task_id = ? AND gallery_id = ? AND num > ?
      ORDER BY num, id LIMIT ?`
    const read = members.map(({ taskId, id: of }) => database.all(sql, taskId, of, after, rows))
    // Up to where every gallery was read; of one that gave fewer rows than were asked for, that is its end.
    // Several images may share a number, and the last one read may have more of it.
    const endOf = (last: number) => (last - 1 > after ? last - 1 : last)
    const ends = read.flatMap((part) => (part.length < rows ? [] : [endOf(numOf(part.at(-1)))]))
    const next = ends.length === 0 ? null : Math.min(...ends)
    const images = read.flatMap((part, rank) =>
      part
        .filter((row) => next === null || numOf(row) <= next)
        .map(imageRow)
        .filter(({ file, state }) => {
          if (file === null || (state !== 'saved' && state !== 'skipped')) return false
          return !members.slice(0, rank).some((earlier) => hasFile(earlier.id, file))
        }),
    )
    return { images: others.length === 0 ? images : images.sort((one, other) => one.num - other.num), next }
  }
}

function numOf(row: Row | undefined): number {
  return Number(row?.['num'] ?? 0)
}

/** Images of a gallery that are sorted for each slice; those of a larger one are picked from the order of the task. */
const mostSorted = 20_000

const indexes = { position: 'images_order', file: 'images_by_file', bytes: 'images_by_bytes' } as const
const columns = {
  position: ['gallery_id', 'num', 'id'],
  file: ['file', 'id'],
  bytes: ['bytes', 'id'],
} as const

/** In the order of a list by state: what needs the user first. */
const states = ['failed', 'queued', 'skipped', 'saved'] as const
const stateOrder = `CASE state ${states.map((state, at) => `WHEN '${state}' THEN ${at}`).join(' ')} END`

/**
 * Lists of images: first the ids of a slice, from an index that holds the order, then their rows.
 *
 * A slice costs time in proportion to the index entries between it and the nearer end of the list.
 */
export function createImageList(
  database: Database,
  sortedAtMost = mostSorted,
): (query: ImageQuery) => Slice<ImageRow> {
  const count = createCounts(database)
  return (query) => {
    const scope = scopeOf(count, query, sortedAtMost)
    const { sort } = query
    const ids = sort === 'state' ? byState(database, query, scope) : byIndex(database, query, sort, scope)
    const rows = ids.map((id) => database.get('SELECT * FROM images WHERE id = ?', id))
    const images = rows.filter((row) => row !== undefined).map(imageRow)
    return { total: scope.total, rows: query.galleryId === undefined ? withTitles(database, images) : images }
  }
}

/** Images of several galleries: their numbers say nothing without the titles. */
function withTitles(database: Database, images: readonly ImageRow[]): readonly ImageRow[] {
  const titles = new Map<GalleryId, string>()
  return images.map((image) => {
    const { galleryId } = image
    const gallery =
      titles.get(galleryId) ??
      text(database.get('SELECT title FROM galleries WHERE id = ?', galleryId) ?? {}, 'title')
    titles.set(galleryId, gallery)
    return { ...image, gallery }
  })
}

/** The rows that a query means, but for those that were ignored or are not wanted. */
interface Scope {
  readonly where: string
  readonly values: readonly Value[]
  readonly total: number
  readonly inState: Readonly<Record<(typeof states)[number], () => number>>
  /** Few enough to be sorted; else they are read in the order of an index. */
  readonly isSmall: boolean
}

function scopeOf(count: Count, { taskId, galleryId }: ImageQuery, sortedAtMost: number): Scope {
  const values: Value[] = galleryId === undefined ? [taskId] : [taskId, galleryId]
  const where = galleryId === undefined ? 'task_id = ?' : 'task_id = ? AND gallery_id = ?'
  // Kept with each gallery: to count a million rows takes longer than to read a slice of them.
  const of = galleryId === undefined ? 'task_id = ?' : 'task_id = ? AND id = ?'
  const kept = (sum: string) => count(`SELECT total(${sum}) AS n FROM galleries WHERE ${of}`, ...values)
  const total = kept('found')
  const rows = `SELECT 1 FROM images INDEXED BY images_order WHERE ${where} LIMIT ${sortedAtMost + 1}`
  return {
    where,
    values,
    total,
    inState: {
      failed: () => kept('failed'),
      queued: () => kept('found - saved - skipped - failed'),
      skipped: () => kept('skipped'),
      saved: () => kept('saved'),
    },
    isSmall:
      galleryId !== undefined && count(`SELECT count(*) AS n FROM (${rows})`, ...values) <= sortedAtMost,
  }
}

function byIndex(
  database: Database,
  query: ImageQuery,
  sort: keyof typeof columns,
  { where, values, total, isSmall }: Scope,
): readonly Value[] {
  const stretch = stretchOf(total, query.offset, query.limit)
  const direction = query.descending === stretch.reversed ? '' : ' DESC'
  const sql = `SELECT id FROM images INDEXED BY ${isSmall ? indexes.position : indexes[sort]} WHERE ${where} AND hidden = 0
    ORDER BY ${columns[sort].map((column) => `${column}${direction}`).join(', ')} LIMIT ? OFFSET ?`
  return inListOrder(stretch, idsOf(database, sql, ...values, stretch.take, stretch.skip))
}

/** State by state, each in the order of its ids. */
function byState(
  database: Database,
  query: ImageQuery,
  { where, values, inState, isSmall }: Scope,
): readonly Value[] {
  const direction = query.descending ? ' DESC' : ''
  if (isSmall) {
    const sql = `SELECT id FROM images INDEXED BY images_order WHERE ${where} AND hidden = 0
      ORDER BY ${stateOrder}${direction}, id${direction} LIMIT ? OFFSET ?`
    return idsOf(database, sql, ...values, query.limit, query.offset)
  }
  const ids: Value[] = []
  let { offset } = query
  for (const state of query.descending ? states.toReversed() : states) {
    const of = `FROM images INDEXED BY images_state WHERE ${where} AND state = ?`
    const ofState = inState[state]()
    const stretch = stretchOf(ofState, offset, query.limit - ids.length)
    if (stretch.take > 0) {
      const turn = query.descending === stretch.reversed ? '' : ' DESC'
      const sql = `SELECT id ${of} ORDER BY id${turn} LIMIT ? OFFSET ?`
      ids.push(...inListOrder(stretch, idsOf(database, sql, ...values, state, stretch.take, stretch.skip)))
    }
    offset = Math.max(0, offset - ofState)
    if (ids.length === query.limit) break
  }
  return ids
}

function idsOf(database: Database, sql: string, ...values: readonly Value[]): readonly Value[] {
  return database.all(sql, ...values).map((row) => row['id'] ?? null)
}
