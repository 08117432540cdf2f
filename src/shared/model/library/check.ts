import { z } from 'zod'
import { longestSlice } from '../gallery'
import { GalleryId, type ImageId, type TaskId } from '../units'
import type { MissingCount } from './incomplete'

/** What a recorded file is found to be, the closed list. */
export const verdicts = [
  'whole', // size, type, end and SHA-256 are those of the record
  'missing', // no file of that name
  'wrong-size', // of another size than recorded, and no whole image
  'damaged', // no image, or one without its end
  'changed', // a whole image of other content: perhaps edited by hand
  'unreadable', // a folder, a link, or a file that the system does not let us read
] as const
/** What a recorded file was found to be. */
export type Verdict = (typeof verdicts)[number]

/** Verdicts that call for something to be done. */
export const badVerdicts = verdicts.filter((verdict) => verdict !== 'whole')
/** Every verdict that a repair has to act on. */
export type BadVerdict = Exclude<Verdict, 'whole'>

/** What was lost: the file was damaged, nothing was in it, its last changes are missing, or single tasks cannot be read. */
export const rebuildCauses = ['damaged', 'emptied', 'behind', 'rows'] as const
/** Why the list of downloads had to be rebuilt. */
type RebuildCause = (typeof rebuildCauses)[number]

/**
 * What became of a list of downloads that was lost in whole or in part: reported once, until the user has read it.
 */
export interface Rebuild {
  readonly what: RebuildCause
  /** What was found, in one clause with the path of the file. */
  readonly reason: string
  /** Absolute path of the damaged file, which is kept; null when nothing had to be kept. */
  readonly kept: string | null
  /** Paused tasks made again of requests that could still be read. */
  readonly tasks: number
  /** Numbers of tasks whose records could not be read; they were taken off the list. */
  readonly unreadable: readonly number[]
  /** Galleries found again on disk so far. */
  readonly galleries: number
}

/** Galleries whose files are to be looked at; null: all of the library. */
export const CheckRequest = z.object({ galleries: z.array(GalleryId).min(1).max(20_000).nullable() })
export type CheckRequest = z.infer<typeof CheckRequest>

/** A window of what was found bad. */
export const CheckedQuery = z.object({
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(longestSlice).default(100),
})

/** What is to be fetched again: what is certainly bad, and with `changed` also whole images of other content, which are kept beside. */
export const RepairRequest = z.object({ changed: z.boolean() })

/**
 * The folder of a gallery to repair: an absolute path. `changed`: also whole images of other content are fetched again;
 * they are kept beside the fetched ones.
 */
export const FolderRepair = z.object({ folder: z.string().min(1).max(4096), changed: z.boolean() })
export type FolderRepair = z.infer<typeof FolderRepair>

/** What a repair has begun. */
export interface RepairStart {
  /** The task that fetches; null when there is nothing to fetch. */
  readonly taskId: TaskId | null
  /** Images that wait to be fetched. */
  readonly queued: number
}

/** Progress of a check of files, and what it found. */
export interface Check {
  readonly galleries: number
  /** What the records say that there is. */
  readonly files: number
  readonly bytes: number
  readonly filesDone: number
  readonly bytesDone: number
  readonly whole: number
  readonly bad: Readonly<Record<BadVerdict, number>>
  /** Files that no record names. */
  readonly unknown: number
  /** Galleries whose folder is not there: deleted or moved by hand, or on a disk that is not plugged in. */
  readonly gone: readonly { readonly id: GalleryId; readonly title: string }[]
  /** What the galleries lack: images that failed or were not fetched yet, and pages that could not be read. */
  readonly missing: MissingCount
  /** Galleries that lack something, the first 500. */
  readonly incomplete: readonly IncompleteGallery[]
}

/** A gallery that lacks images or pages, and the task that can fetch them. */
interface IncompleteGallery extends MissingCount {
  readonly id: GalleryId
  readonly taskId: TaskId
  readonly title: string
  /** Whether the task is on the list. */
  readonly listed: boolean
}

/** A file that is not as its record says. */
export interface CheckedFile {
  readonly imageId: ImageId
  readonly galleryId: GalleryId
  /** Of the gallery. */
  readonly title: string
  readonly file: string
  readonly verdict: BadVerdict
}

/** The counts of a check that has found nothing bad yet. */
export const nothingBad: Check['bad'] = { missing: 0, 'wrong-size': 0, damaged: 0, changed: 0, unreadable: 0 }
