import type { ImageRow, ImageState } from '@shared/model/gallery'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { z } from 'zod'
import { namedPolicy, type ReferrerPolicy } from '../address/referrer-policy'
import { integer, integerOrNull, readGalleryId, readImageId, readTaskId, text, textOrNull } from './columns'
import type { Row } from './database/database'
import { readJson } from './json-column'
import { failureOf } from './page-rows'

/** An image as a page names it. */
export interface NewImage {
  readonly address: string
  readonly alternatives: readonly string[]
  readonly page: string
  /** Referer that a retry of its page named; what recipe and options say if absent. */
  readonly referer?: string | null
  /** What its page says of its Referer; absent: nothing. */
  readonly policy?: ReferrerPolicy
}

/** What is known of a whole file before it gets its final name. */
export interface WholeFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly type: string
}

/** What was recorded of a file that is to be fetched again; without a hash in old records. */
const RecordedFile = z
  .object({ file: z.string(), bytes: z.number(), sha256: z.string().nullable(), type: z.string() })
  .readonly()
/** What the record of a saved file says. */
export type RecordedFile = z.infer<typeof RecordedFile>

/** An image with everything that its transfer needs. */
export interface ImageRecord {
  readonly id: ImageId
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  readonly num: number
  readonly address: string
  readonly alternatives: readonly string[]
  readonly page: string
  /** Referer that a retry named; null: what recipe and options say. */
  readonly referer: string | null
  /** What its page says of its Referer; null: nothing. */
  readonly policy: ReferrerPolicy | null
  /** As it was given to `savePart`. */
  readonly part: unknown
  /** A file that was about to get its final name when the program ended. */
  readonly claimed: WholeFile | null
  /** The file that it replaces, as it was recorded before it was found bad; null for one that never was saved. */
  readonly repair: RecordedFile | null
}

/** An image as a record shows it. */
export interface ListedImage extends ImageRow {
  readonly page: string
  readonly sha256: string | null
  readonly repair: RecordedFile | null
}

/** A file that an earlier transfer saved: where its row says that it is. */
export interface KnownFile extends WholeFile {
  readonly imageId: ImageId
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  readonly root: string
  readonly folder: string
  /** As of `GalleryRecord`. */
  readonly place: string
}

/** A partial file and where it lies. */
export interface PartRow {
  readonly id: ImageId
  readonly root: string
  readonly folder: string
  /** As it was given to `savePart`. */
  readonly part: unknown
}

/** With what its transfer needs. */
export function imageRecord(row: Row): ImageRecord {
  const { alternatives, file, part, policy } = row
  return {
    id: readImageId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    galleryId: readGalleryId(row, 'gallery_id'),
    num: integer(row, 'num'),
    address: text(row, 'address'),
    alternatives: readJson(z.array(z.string()), alternatives) ?? [],
    page: text(row, 'page'),
    referer: textOrNull(row, 'referer'),
    policy: typeof policy === 'string' ? namedPolicy(policy) : null,
    part: readJson(z.unknown(), part),
    claimed: file === null ? null : whole(row),
    repair: repairOf(row),
  }
}

function repairOf({ repair }: Row): RecordedFile | null {
  return readJson(RecordedFile, repair)
}

/** As a record shows it. */
export function listedImage(row: Row): ListedImage {
  const { page } = row
  return {
    ...imageRow(row),
    page: String(page),
    sha256: textOrNull(row, 'sha256'),
    repair: repairOf(row),
  }
}

/** Name and content of a file that is saved or about to be. */
export function whole(row: Row): WholeFile {
  return {
    file: text(row, 'file'),
    bytes: integer(row, 'bytes'),
    sha256: text(row, 'sha256'),
    type: text(row, 'type'),
  }
}

/** Of a row joined with its gallery. */
export function known(row: Row): KnownFile {
  return {
    ...whole(row),
    imageId: readImageId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    galleryId: readGalleryId(row, 'gallery_id'),
    root: text(row, 'root'),
    folder: text(row, 'folder'),
    place: text(row, 'place'),
  }
}

/** As lists show it. */
export function imageRow(row: Row): ImageRow {
  // Of one that was ignored a record of its gallery says what it says of any that failed.
  const state = row['state'] === 'dismissed' ? 'failed' : (row['state'] as ImageState)
  return {
    id: readImageId(row, 'id'),
    galleryId: readGalleryId(row, 'gallery_id'),
    num: integer(row, 'num'),
    address: text(row, 'address'),
    file: state === 'queued' ? null : textOrNull(row, 'file'),
    state,
    bytes: state === 'queued' ? null : integerOrNull(row, 'bytes'),
    type: textOrNull(row, 'type'),
    failure: failureOf(row),
  }
}
