import type { GalleryRow } from '@shared/model/gallery'
import { integer, integerOrNull, readGalleryId, readImageIdOrNull, readTaskId, text } from './columns'
import type { Row } from './database/database'

/** Galleries with files, in SQL: not forgotten, and at least one image is there. */
export const onDisk = 'saved + skipped > 0 AND forgotten_at IS NULL'

/** Maps a row of `galleries` to what lists show. */
export function galleryRow(row: Row): GalleryRow {
  return {
    id: readGalleryId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    title: text(row, 'title'),
    folder: text(row, 'folder'),
    page: text(row, 'page'),
    host: text(row, 'host'),
    found: integer(row, 'found'),
    saved: integer(row, 'saved'),
    skipped: integer(row, 'skipped'),
    failed: integer(row, 'failed'),
    bytes: integer(row, 'bytes'),
    cover: readImageIdOrNull(row, 'cover_id'),
    addedAt: integer(row, 'added_at'),
    finishedAt: integerOrNull(row, 'finished_at'),
  }
}

/** Terms of an ORDER BY in one direction or the other; equal rows come in the order of their ids. */
export function directed(order: string, descending: boolean): string {
  if (!descending) return `${order}, id`
  const turned = order
    .split(', ')
    .map((term) => (term.endsWith(' DESC') ? term.slice(0, -5) : `${term} DESC`))
  return `${turned.join(', ')}, id DESC`
}

/**
 * The absolute folder in the one spelling that the column `galleries.place` has: a folder reached by way of two roots is
 * one. `root` is the root's path without symbolic links; `folder` is the path below it, parts joined by `/`.
 */
export function placeOf(root: string, folder: string): string {
  return `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/${folder}`.replace(/\/+$/, '')
}
