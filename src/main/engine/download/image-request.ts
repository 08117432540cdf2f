import type { Failure, FailureError } from '@shared/model/failure'
import type { Referer } from '../address/referrer-policy'
import type { FileDecision } from '../disk/claim-name'
import type { ResumeInfo } from './resume'

/** `safe`: the name is given when this has resolved, so that the intent is on the disk before it. */
type SafeDecision = FileDecision & { readonly safe?: Promise<void> }

/** What is known of a file that is whole and about to get this name. */
export interface WholeImage {
  /** Name inside the folder. */
  readonly file: string
  readonly bytes: number
  /** Lower-case hexadecimal. */
  readonly sha256: string
  /** Media type by the bytes. */
  readonly type: string
}

/** What is fetched, and within which bounds of size it is kept. */
export interface ImageSource {
  readonly address: string
  readonly referer?: Referer | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Encoding of the page that shows the image, in which a server may suggest a name; null: not known. */
  readonly encoding?: string | null
  readonly smallestBytes?: number | undefined
  readonly largestBytes?: number | undefined
  /** Why the whole picture that `answered` sent is not the wanted one; null: it is. Absent: it always is. */
  readonly refuse?: (answered: string, sha256: string) => Failure | null
}

/** The folder and the name of the file. */
export interface ImageTarget {
  /** Absolute path of a folder that exists. */
  readonly folder: string
  /** The folder that the user chose, at or above `folder`: nothing between the two may be a link. */
  readonly root?: string
  /** One safe path segment with a guessed extension; the bytes decide the final one. */
  readonly name: string
  /** Id of the image’s row, for its temporary name; see `partName`. */
  readonly owner?: number
  /**
   * The name that takes the place of `name` when the server suggests one by Content-Disposition; absent: its advice is not
   * used. The temporary name stays what it is. `suggested` is one segment, not safe yet; the result must be.
   */
  readonly nameFor?: ((suggested: string) => string) | undefined
  /**
   * Epoch milliseconds that the file gets as its modification time, from a `Last-Modified` field; null for that of the
   * download, as when absent.
   */
  readonly fileTime?: ((lastModified: string) => number | null) | undefined
  /** Name of a bad file in the folder whose place it takes; see `replaceFile`. */
  readonly replaces?: string | undefined
  /**
   * A file of this content in its place is our own and is deleted, also if it is a whole image; any other file there is
   * kept, and with null every file. Absent: a file that is not a whole image is deleted.
   */
  readonly overwrites?: { readonly bytes: number; readonly sha256: string } | null | undefined
}

/** What an earlier run recorded by `savePart` for this name and did not finish. */
interface EarlierPart {
  readonly resumeInfo: ResumeInfo
  /** Number of its bytes that are surely those that were written; Infinity for all. */
  readonly trustedBytes: number
}

/** The rows of one image, as its download reads and changes them. */
export interface ImageStore {
  /**
   * Saves what resumes the partial file that is about to be on disk under its temporary name; null: it is gone. Awaited, so that the
   * row is safe before the bytes are. `isWhole`: all of its bytes came, and `decide` follows in the same turn.
   */
  savePart(resumeInfo: ResumeInfo | null, isWhole: boolean): void | Promise<void>
  /** `bytes` of the partial file survive a power cut, and no older ones follow them. */
  partFlushed(bytes: number): void
  /** Decides about a whole file before it gets its name; called again when the name turns out to be taken. */
  decide(whole: WholeImage): SafeDecision
  /** Whether no row names a file of this name in the folder. */
  isUnrecorded(file: string): boolean
  /** Makes the folder again when it is gone and the user wants it. */
  restoreFolder(): Promise<void>
}

/** For an image without rows: its partial file is never resumed, and every file in its folder counts as recorded. */
export const noStore: ImageStore = {
  savePart: () => {},
  partFlushed: () => {},
  decide: () => ({ kind: 'keep' }),
  isUnrecorded: () => false,
  restoreFolder: () => Promise.resolve(),
}

/** When an image may be worked on beside others: those of the same address, and those of the same content. */
export interface ImageTurns {
  /** Called before each try, awaited if it waits; false: the image is not needed any more. */
  beginTry(): Promise<boolean> | undefined
  /** A try has failed and another one may follow; the partial file is as it will be left until then. */
  endTry(): void
  /** The whole content is known and good; awaited before it is decided about, at most once an attempt. */
  beginContent(sha256: string): Promise<void> | undefined
}

/** For an image that shares nothing with others. */
export const noTurns: ImageTurns = {
  beginTry: () => undefined,
  endTry: () => {},
  beginContent: () => undefined,
}

/** How the download of an image reports what it does while it is at work. */
export interface ImageReport {
  /** Bytes of the file so far, those of an earlier run included; `total` is null while it is unknown. */
  received(bytes: number, total: number | null): void
  /** This machine refuses the file; reported before the partial file is put in order, and thrown after it. */
  refused(reason: FailureError): void
}

/** Reports nothing. */
export const noReport: ImageReport = { received: () => {}, refused: () => {} }

/** One image to save: its source, its target, what is known of it. */
export interface ImageRequest {
  readonly source: ImageSource
  readonly target: ImageTarget
  readonly part: EarlierPart | null
  readonly store: ImageStore
  readonly turns: ImageTurns
  readonly report: ImageReport
}

/** How saving an image ended, for its row. */
export type SavedImage =
  | (WholeImage & {
      readonly kind: 'saved'
      /** Address after redirects. */
      readonly address: string
      readonly etag: string | null
      readonly lastModified: string | null
    })
  /** The same content was already under this name, and no row names it. */
  | (WholeImage & { readonly kind: 'found' })
  /** Whole and right, but `decide` dropped it. */
  | (Omit<WholeImage, 'file'> & { readonly kind: 'dropped' })
  /** Outside the bounds of size. */
  | { readonly kind: 'filtered' }
  /** `beginTry` said so; nothing is kept. */
  | { readonly kind: 'unneeded' }
