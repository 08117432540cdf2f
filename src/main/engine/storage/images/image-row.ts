import type { ImageRow, ImageState } from '@shared/model/gallery'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { z } from 'zod'
import { namedPolicy, type ReferrerPolicy } from '../../address/referrer-policy'
import {
  failureOf,
  integer,
  integerOrNull,
  oneOf,
  readGalleryId,
  readImageId,
  readJson,
  readTaskId,
  text,
  textOrNull,
} from '../columns'
import type { Database, Row } from '../database/database'

/** An image as a page names it. */
export interface NewImage {
  readonly address: string
  readonly alternatives: readonly string[]
  readonly page: string
  /** Referer that a retry of its page named; what recipe and options say if absent. */
  readonly referer?: string | null
  /** What its page says of its Referer; absent: nothing. */
  readonly policy?: ReferrerPolicy
  /** Address that the page shows, where it is one of the alternatives. */
  readonly shown?: string
  /** Announced area of what the page shows, in square CSS pixels; absent: unknown. */
  readonly shownArea?: number
  /** Announced width of `address` in pixels; absent: unknown. */
  readonly width?: number
  /** A rule made `address` of what is shown; absent: the page names it. */
  readonly guessed?: true
  /** Address of the thumbnail that led to its page. */
  readonly inPlaceOf?: string
}

/** Places of versions of an image: 0 is its address, 1 the first alternative. */
const ImageVersion = z
  .object({
    /** What the page shows; absent: unknown. */
    shown: z.number().int().nonnegative().optional(),
    /** What was saved; absent: its address, or nothing yet. */
    saved: z.number().int().nonnegative().optional(),
    /** The one with the most pixels; absent: its address. */
    largest: z.number().int().nonnegative().optional(),
    /** Announced area of what the page shows, in square CSS pixels; absent: unknown. */
    shownArea: z.number().nonnegative().optional(),
    /** Announced width of the address in pixels; absent: unknown. */
    width: z.number().nonnegative().optional(),
    /** A rule of the site made the address of what the page shows; absent: the page names it. */
    guessed: z.literal(true).optional(),
    /** Address of the thumbnail that led to its page: where an earlier task saved that, this image takes its place. */
    inPlaceOf: z.string().optional(),
  })
  .readonly()
/** What is known of the versions of an image. */
export type ImageVersion = z.infer<typeof ImageVersion>

/** Whether another version than the one with the most pixels was saved. */
export const isSmaller = ({ saved = 0, largest = 0 }: ImageVersion): boolean => saved !== largest

/** A smaller version that was saved in place of the largest one. */
interface SmallerVersion {
  /** Which alternative, from 1; 0: the address itself, where what the page shows is larger. */
  readonly alternative: number
  readonly address: string
  /** The page shows this one. */
  readonly shown: boolean
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
  .object({
    file: z.string(),
    bytes: z.number(),
    sha256: z.string().nullable(),
    type: z.string(),
    /** The image only found this file: it may be the user's. Absent: its task saved it. */
    found: z.literal(true).optional(),
  })
  .readonly()
/** What the record of a saved file says. */
export type RecordedFile = z.infer<typeof RecordedFile>

/** An image that waits, with everything that its download needs. */
export interface QueuedImage extends Omit<NewImage, 'referer' | 'policy' | 'shown' | 'inPlaceOf'> {
  readonly id: ImageId
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  readonly num: number
  /** Referer that a retry named; null: what recipe and options say. */
  readonly referer: string | null
  /** What its page says of its Referer; null: nothing. */
  readonly policy: ReferrerPolicy | null
  /** As it was given to `ImagePartRows.save`. */
  readonly part: unknown
  /** A file that was about to get its final name when the program ended. */
  readonly claimed: WholeFile | null
  /** The file that it replaces, as it was recorded before it was found bad; null for one that never was saved. */
  readonly repair: RecordedFile | null
  readonly version: ImageVersion
}

/** An image as the record of its gallery shows it. */
export interface ListedImage extends ImageRow {
  readonly page: string
  readonly sha256: string | null
  readonly repair: RecordedFile | null
  /** Null for an image in its largest version. */
  readonly smaller: SmallerVersion | null
}

/** A file that an earlier download saved: where its row says that it is. */
export interface KnownFile extends WholeFile {
  readonly imageId: ImageId
  readonly taskId: TaskId
  readonly galleryId: GalleryId
  readonly root: string
  readonly folder: string
  /** See `StoredGallery.place`. */
  readonly place: string
  /** Its address and the alternatives, in the order that `version` counts. */
  readonly addresses: readonly string[]
  readonly version: ImageVersion
}

/** States of rows of `images` that lists show; `dismissed` (ignored) and `unwanted` rows are in none. */
const shownStates: readonly ImageState[] = ['queued', 'saved', 'skipped', 'failed']

/** Maps a row of `images` to what lists show. */
export function imageRow(row: Row): ImageRow {
  // The record of a gallery says of an ignored image what it says of any that failed.
  const state = oneOf(row, 'state', shownStates, 'failed')
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

/** The same, with what only the record of its gallery shows. */
export function listedImage(row: Row): ListedImage {
  return {
    ...imageRow(row),
    page: text(row, 'page'),
    sha256: textOrNull(row, 'sha256'),
    repair: readJson(RecordedFile, row['repair']),
    smaller: smallerVersion(row),
  }
}

const Alternatives = z.array(z.string())

const alternativesOf = (row: Row): readonly string[] => readJson(Alternatives, row['alternatives']) ?? []

const versionOf = (row: Row): ImageVersion => readJson(ImageVersion, row['version']) ?? {}

function smallerVersion(row: Row): SmallerVersion | null {
  const version = versionOf(row)
  if (!isSmaller(version)) return null
  const { saved = 0, shown } = version
  const address = [text(row, 'address'), ...alternativesOf(row)][saved]
  return address === undefined ? null : { alternative: saved, address, shown: shown === saved }
}

/** Maps a row of `images` to what its download needs. */
export function queuedImage(row: Row): QueuedImage {
  return {
    id: readImageId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    galleryId: readGalleryId(row, 'gallery_id'),
    num: integer(row, 'num'),
    address: text(row, 'address'),
    alternatives: alternativesOf(row),
    page: text(row, 'page'),
    referer: textOrNull(row, 'referer'),
    policy: namedPolicy(textOrNull(row, 'policy') ?? undefined),
    part: partOf(row),
    claimed: row['file'] === null ? null : wholeFile(row),
    repair: readJson(RecordedFile, row['repair']),
    version: versionOf(row),
  }
}

/** What was saved of a partial file; null for none. */
export function partOf(row: Row): unknown {
  return readJson(z.unknown(), row['part'])
}

/** Name and content of a file that is saved or about to be. */
function wholeFile(row: Row): WholeFile {
  return {
    file: text(row, 'file'),
    bytes: integer(row, 'bytes'),
    sha256: text(row, 'sha256'),
    type: text(row, 'type'),
  }
}

/** Maps a row of `knownFiles`. */
export function knownFile(row: Row): KnownFile {
  return {
    ...wholeFile(row),
    imageId: readImageId(row, 'id'),
    taskId: readTaskId(row, 'task_id'),
    galleryId: readGalleryId(row, 'gallery_id'),
    root: text(row, 'root'),
    folder: text(row, 'folder'),
    place: text(row, 'place'),
    addresses: [text(row, 'address'), ...alternativesOf(row)],
    version: versionOf(row),
  }
}

/** Rows of a long gallery that are in memory together. */
const rowsPerRead = 500

/**
 * The rows of a gallery in the order of their numbers, without unwanted ones. Read in pieces, because a cursor that stays
 * open does not survive writes to the database.
 */
export function* rowsInOrder(database: Database, taskId: TaskId, galleryId: GalleryId): Iterable<Row> {
  // Several pictures of one page behind a thumbnail share a number
  const sql = `SELECT * FROM images WHERE task_id = ? AND gallery_id = ? AND (num, id) > (?, ?) AND state != 'unwanted'
    ORDER BY num, id LIMIT ?`
  for (let last = { num: 0, id: 0 }; ; ) {
    const rows = database.all(sql, taskId, galleryId, last.num, last.id, rowsPerRead)
    yield* rows
    const end = rows.at(-1)
    if (!end || rows.length < rowsPerRead) return
    last = { num: integer(end, 'num'), id: integer(end, 'id') }
  }
}
