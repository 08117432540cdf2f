import { z } from 'zod'
import { type Failure, failureKinds } from './failure'
import type { Judgement, PageObstacle } from './page-kind'
import * as schemas from './page-kind-schema'
import type { RecipeSummary } from './recipe'
import { type EpochMs, GalleryId, ImageId, TaskId } from './units'

/** Whether a media type, such as `video/mp4`, is that of a video; null: it is not known yet. */
export function isVideoType(type: string | null): boolean {
  return type?.startsWith('video/') === true
}

/** A picture or video that a preview found. */
export interface PreviewImage {
  /** The version that would be saved. */
  readonly address: string
  /** What the page shows of it, where that is another address: a thumbnail. */
  readonly shown: string | null
  /** Smaller versions and other addresses, in falling order of size. */
  readonly alternatives: readonly string[]
  /** Pixels as the page announces or the first bytes say; null: unknown. */
  readonly width: number | null
  readonly height: number | null
  readonly media: 'picture' | 'video'
}

/** A page that the previewed page links to: of an index a gallery, of thumbnails a picture page. */
export interface PreviewLink {
  readonly address: string
  /** Empty when the link has no text. */
  readonly title: string
}

/** What one page of a request would bring; nothing is saved. */
export interface Preview {
  /** What the page is, why, and what could be chosen instead. */
  readonly judgement: Judgement
  /** Of thumbnails the picture pages, of an index the galleries; as many as `longest` allows. */
  readonly links: readonly PreviewLink[]
  readonly linkCount: number
  /** Of thumbnails: galleries that the page links to besides; of all others empty. */
  readonly albums: readonly PreviewLink[]
  readonly albumCount: number
  /** How much the whole request is expected to bring, from what this page shows; null: not known. */
  readonly expected: { readonly galleries: number | null; readonly images: number | null }
  /** Pictures that the page says that its gallery has, beyond those that it shows; 0 also while further pages follow. */
  readonly lacking: number
  /** The recipe found nothing on the page: it was read automatically. */
  readonly fellBack: boolean
  /** Why the page is not what was asked for, as its task would report it; null: it is. */
  readonly unwanted: Failure | null
  /** The page that was read. */
  readonly page: string
  /** The first page of the range, where it could not be read and this is a later one; null: this is the first. */
  readonly missing: { readonly address: string; readonly failure: Failure } | null
  /** The last of the pages that it was compared with, if the recipe is automatic and the range has two. */
  readonly comparedWith: string | null
  readonly recipe: RecipeSummary
  readonly encoding: string
  readonly title: string
  /** Name that the gallery's folder would get. */
  readonly folder: string
  /** Addresses in order, at most `longestPreview` of them, or as many as were asked for. */
  readonly images: readonly PreviewImage[]
  readonly imageCount: number
  /** Those of `imageCount` that are known to be videos. */
  readonly videoCount: number
  readonly skipped: readonly SkippedAddress[]
  readonly nextPage: string | null
  /** What was looked for, in order, when nothing was found: names of rules of the recipe. */
  readonly tried: readonly string[]
}

/** Most images that a preview names. */
export const longestPreview = 500

/** A titled set of images: one folder. */
export interface GalleryRow {
  readonly id: GalleryId
  readonly taskId: TaskId
  readonly title: string
  /** Name of its folder, below the task's folder. */
  readonly folder: string
  /** Address of its first page. */
  readonly page: string
  readonly host: string
  readonly found: number
  readonly saved: number
  readonly skipped: number
  readonly failed: number
  readonly bytes: number
  readonly cover: ImageId | null
  readonly addedAt: EpochMs
  /** When the last of its images ended; null while some wait. */
  readonly finishedAt: EpochMs | null
}

/** State of an image row; `queued` rows are the queue of a task. */
export type ImageState = 'queued' | 'saved' | 'skipped' | 'failed'

/** One file to save. */
export interface ImageRow {
  readonly id: ImageId
  readonly galleryId: GalleryId
  /** Title of its gallery, in a list of the images of several. */
  readonly gallery?: string
  /** Position in its gallery, from 1. */
  readonly num: number
  readonly address: string
  /** Name of the file in the gallery's folder; null until it has one. */
  readonly file: string | null
  readonly state: ImageState
  /** Bytes on disk; null until it is saved. */
  readonly bytes: number | null
  /** Media type by magic bytes, such as `image/jpeg`. */
  readonly type: string | null
  readonly failure: Failure | null
}

/** An image in transfer now. */
export interface ActiveImage {
  readonly id: ImageId
  readonly received: number
  /** Announced length; null when unknown. */
  readonly total: number | null
  readonly bytesPerSecond: number
}

/** A page or an image that did not succeed. */
export interface Problem {
  /** The image, or null when the page itself failed. */
  readonly imageId: ImageId | null
  readonly pageId: number | null
  readonly address: string
  /** The page that shows the image; of a page itself its own address. */
  readonly page: string
  readonly failure: Failure
  readonly at: EpochMs
}

/** Problems with one cause at one site. */
export interface ProblemGroup {
  readonly kind: Failure['kind']
  readonly status: number | null
  /** What stands in the way of the pictures of these pages; absent: nothing that is known. */
  readonly page?: PageObstacle
  /** Of the obstacle `frames`: the address of the frame, where all of them show the same. */
  readonly frame?: string
  readonly host: string
  readonly images: number
  readonly pages: number
  /** How many of them had been asked for again by a retry. */
  readonly failedAgain: number
  /** Of `rate-limited`: when all of them may be asked for again; else null. */
  readonly until: EpochMs | null
}

/** What came of a retry so far. `saved` counts images that are there now and pages that were read. */
export interface RetryOutcome {
  readonly saved: number
  readonly failed: number
  readonly waiting: number
  /** The task has ended: what still waits was cancelled and is not asked for. */
  readonly ended: boolean
}

/** Why an address that was seen is not an image of the task. */
export const skipReasons = [
  'duplicate', // already taken in this task
  'decoration', // stands on both compared pages
  'too-small', // announced or known to be smaller than a picture
  'spacer', // a placeholder of lazy loading, or a small picture inside the page
  'minor-group', // not of the largest group of similar images
  'icon', // logo, icon, avatar, button by its name or place
  'advertising',
  'thumbnail', // a larger version is taken instead
  'not-http', // neither http nor https
  'other-size', // another candidate of the same picture is taken
  'filtered', // by the user's limits of size
  'out-of-range', // at another place in its gallery than the user asked for
  'stream', // a video that is sent in pieces (HLS, DASH)
  'video', // a video that is not wanted
  'document', // a document, an archive, a sound
  'link', // a link to another page
  'out-of-scope', // a page outside the task's site or limit
  'dismissed', // failed, and the user ignored it
] as const
/** Why an address on a page is not taken. */
export type SkipReason = (typeof skipReasons)[number]

/** An address on a page that is not taken, with its reason. */
export interface SkippedAddress {
  readonly address: string
  readonly reason: SkipReason
  /** Of an ignored image, under which it can be asked for again. */
  readonly imageId?: ImageId | null
  /** Of an ignored page. */
  readonly pageId?: number | null
}

/** One window of a long list, and how long the whole is. */
export interface Slice<T> {
  readonly total: number
  readonly rows: readonly T[]
}

/** Longest window that is answered at once. */
export const longestSlice = 500

const slice = {
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(longestSlice).default(100),
  descending: z.boolean().default(false),
}

/** A slice of the galleries of one task. */
export const GalleryQuery = z.object({
  taskId: TaskId,
  sort: z.enum(['position', 'title', 'found', 'state']).default('position'),
  ...slice,
})
/** A parsed query: order and slice have their defaults. */
export type GalleryQuery = z.infer<typeof GalleryQuery>

/** A slice of the images of a task or of one of its galleries. */
export const ImageQuery = z.object({
  taskId: TaskId,
  galleryId: GalleryId.optional(),
  sort: z.enum(['position', 'file', 'bytes', 'state']).default('position'),
  ...slice,
})
/** A parsed query: order and slice have their defaults. */
export type ImageQuery = z.infer<typeof ImageQuery>

/** A slice of the images and pages of a task that failed. */
export const ProblemQuery = z.object({ taskId: TaskId, ...slice })
/** A parsed query: the slice has its defaults. */
export type ProblemQuery = z.infer<typeof ProblemQuery>

/** Galleries with at least one image on disk, of all tasks. */
export const LibraryQuery = z.object({
  text: z.string().max(200).default(''),
  host: z.string().max(300).optional(),
  sort: z.enum(['added', 'title', 'host', 'size']).default('added'),
  /** Sites one after the other, in the order of their first gallery. */
  grouped: z.boolean().optional(),
  /** Galleries whose positions are wanted besides. */
  locate: z.array(GalleryId).max(10).optional(),
  offset: slice.offset,
  limit: slice.limit,
  descending: z.boolean().default(true),
})
/** A parsed query: order and slice have their defaults. */
export type LibraryQuery = z.infer<typeof LibraryQuery>

/** Galleries of one site that follow one another in the grouped library. */
export interface LibrarySite {
  readonly host: string
  readonly count: number
}

/** A slice of the library, and what the window shows of all that the query finds. */
export interface LibrarySlice extends Slice<GalleryRow> {
  /** Bytes on disk of all galleries that were found, files of a shared folder once. */
  readonly bytes: number
  /** In the order of the list; null if it is not grouped. */
  readonly sites: readonly LibrarySite[] | null
  /** Positions from 0 of the galleries of `locate`, in that order; null for one that was not found. */
  readonly located: readonly (number | null)[]
}

/** Skipped addresses of a task, all or those of one reason. */
export const SkippedQuery = z.object({
  taskId: TaskId,
  reason: z.enum(skipReasons).optional(),
  offset: slice.offset,
  limit: slice.limit,
})
export type SkippedQuery = z.infer<typeof SkippedQuery>

/** Problems with one cause; of one site, of one status, or of one obstacle (null: of none), if it says so. */
const ProblemFilter = z.object({
  kind: z.enum(failureKinds),
  status: z.number().int().nullable().optional(),
  page: schemas.PageObstacle.nullable().optional(),
  host: z.string().max(300).optional(),
})
type ProblemFilter = z.infer<typeof ProblemFilter>

/** Which problems of a task a command is meant for: all, those of one cause, or some images and pages. */
export const ProblemChoice = z.object({
  taskId: TaskId,
  group: ProblemFilter.optional(),
  images: z.array(ImageId).max(10_000).optional(),
  pages: z.array(z.number().int().positive()).max(10_000).optional(),
})
export type ProblemChoice = z.infer<typeof ProblemChoice>

/**
 * Which files of a task to fetch again.
 *
 * `referer: 'page'`: with the page that shows it as Referer (what stands on no page: the root of its site), whatever
 * recipe and options say; remembered with the image or page. Ignored ones are asked for again if they are named.
 */
export const RetryRequest = ProblemChoice.extend({ referer: z.literal('page').optional() })
export type RetryRequest = z.infer<typeof RetryRequest>
