import type { GalleryRow } from '@shared/model/gallery'
import type { EpochMs, GalleryId, ImageId, TaskId } from '@shared/model/units'
import type { Row } from './database/database'

/** Galleries with files, in SQL: not forgotten, and at least one image is there. */
export const onDisk = 'saved + skipped > 0 AND forgotten_at IS NULL'

export function galleryRow(row: Row): GalleryRow {
  return {
    id: row['id'] as GalleryId,
    taskId: row['task_id'] as TaskId,
    title: String(row['title']),
    folder: String(row['folder']),
    page: String(row['page']),
    host: String(row['host']),
    found: Number(row['found']),
    saved: Number(row['saved']),
    skipped: Number(row['skipped']),
    failed: Number(row['failed']),
    bytes: Number(row['bytes']),
    cover: row['cover_id'] as ImageId | null,
    addedAt: Number(row['added_at']),
    finishedAt: row['finished_at'] as EpochMs | null,
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
