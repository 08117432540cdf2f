import type { GalleryRow } from '@shared/model/gallery'
import type { EpochMs, GalleryId, TaskId } from '@shared/model/units'
import { z } from 'zod'
import {
  integer,
  integerOrNull,
  readGalleryId,
  readImageIdOrNull,
  readJson,
  readTaskId,
  text,
  textOrNull,
} from '../columns'
import type { Row } from '../database/database'

/** Where a gallery was found, and what its pages say of it. */
interface FoundGallery {
  /** Identity on its site: see `galleryIdentity`. */
  readonly key: string
  readonly title: string
  readonly siteId: string | null
  readonly page: string
  readonly host: string
  readonly recipe: string
  readonly fields: Readonly<Record<string, string>>
  readonly position: number
}

/** What is known of a gallery when it is found. */
export interface NewGallery extends FoundGallery {
  readonly root: string
  /** Path of the root without symbolic links; the root itself if absent. */
  readonly realRoot?: string
  readonly folder: string
  /** Row of the page by which it was found; null: it is one of the range. */
  readonly pageId?: number | null
  /** Images that were known when the gallery was found: its numbers are as wide as this one. */
  readonly expected?: number
  /** Of its first page, as a WHATWG name; null: not known. */
  readonly encoding?: string | null
}

/** A gallery with everything that names and records need. */
export interface StoredGallery extends NewGallery {
  readonly id: GalleryId
  readonly taskId: TaskId
  /** Its folder on disk in the one spelling by which rows are compared; see `placeOf`. */
  readonly place: string
  /** 0: not known. */
  readonly expected: number
  readonly encoding: string | null
  readonly found: number
  readonly ended: number
  readonly finishedAt: EpochMs | null
}

/** A gallery that an earlier task saved, with its folder. */
export interface EarlierGallery extends StoredGallery {
  readonly addedAt: EpochMs
}

/** Galleries with files, in SQL: not forgotten, and at least one image is there. */
export const withFiles = 'saved + skipped > 0 AND forgotten_at IS NULL'

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

/** Maps a row of `galleries` to what names and records need. */
export function storedGallery(row: Row): StoredGallery {
  return {
    id: readGalleryId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    key: text(row, 'key'),
    title: text(row, 'title'),
    siteId: textOrNull(row, 'site_id'),
    page: text(row, 'page'),
    host: text(row, 'host'),
    root: text(row, 'root'),
    place: text(row, 'place'),
    folder: text(row, 'folder'),
    recipe: text(row, 'recipe'),
    fields: readJson(z.record(z.string(), z.string()), row['fields']) ?? {},
    position: integer(row, 'position'),
    expected: integer(row, 'expected'),
    encoding: textOrNull(row, 'encoding'),
    found: integer(row, 'found'),
    ended: integer(row, 'saved') + integer(row, 'skipped') + integer(row, 'failed'),
    finishedAt: integerOrNull(row, 'finished_at'),
  }
}

/**
 * The absolute folder in the one spelling that the column `galleries.place` has: a folder reached by way of two roots is
 * one. `root` is the root's path without symbolic links; `folder` is the path below it, parts joined by `/`.
 */
export function placeOf(root: string, folder: string): string {
  return `${root.replaceAll('\\', '/').replace(/\/+$/, '')}/${folder}`.replace(/\/+$/, '')
}

/** What the column `real_root` has: nothing for a root that is no symbolic link. */
export function linkedRoot(root: string, realRoot: string): string | null {
  return realRoot === root ? null : realRoot
}
