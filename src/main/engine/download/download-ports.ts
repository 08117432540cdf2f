import type { Settings } from '@shared/model/settings'
import type { Condition } from '../async/condition'
import type { InlinePicture } from '../extract/versions/inline-picture'
import type { TaskOutput } from '../library/finish-gallery'
import type { TaskClient } from '../network/network'
import type { Ports } from '../ports/ports'
import type { QueuedImage } from '../storage/images/image-row'
import type { TaskContext } from '../tasks/running-tasks'
import type { DiskWatch, ImageDisk } from './image-disk'
import type { ImageHold } from './images-in-flight'
import type { PixelSize } from './shown-version'
import type { ContentTurn, ImageProgress, TaskImages } from './task-images'
import type { ImageLane, LaneReply } from './thread/lane-reply'

/** How the page that shows an image names it now. */
export interface FreshAddress {
  readonly address: string
  readonly alternatives: readonly string[]
}

/** The pages that show the images of a task, read again. */
export interface ShowingPages {
  /** What an earlier reading says of the image, where that is another address; no request. */
  known(image: QueuedImage): FreshAddress | null
  /**
   * The site refused the image's address, which may have expired: reads its page again, once for all of its images as
   * long as the addresses that it names are good. Null when it names no other one, or cannot be read.
   */
  readAgain(image: QueuedImage, signal: AbortSignal): Promise<FreshAddress | null>
  /** An image of this page was saved: what the last reading of it names is good. */
  worked(page: string): void
  /** Size of a version of an image by its first bytes; null for what is no picture, or cannot be had. */
  sizeOf(image: QueuedImage, address: string, signal: AbortSignal): Promise<PixelSize | null>
  /** Whether what the pages show of two images begins with different bytes; false where either cannot be had. */
  isShownOther(one: QueuedImage, other: QueuedImage, signal: AbortSignal): Promise<boolean>
  /** A picture inside a page by its SHA-256. Throws FailureError when the page cannot be read, or has it no longer. */
  inside(page: string, hash: string, signal: AbortSignal): Promise<InlinePicture>
}

/** What saving the images of a task works with. */
export interface SavingPorts {
  readonly task: TaskContext
  readonly output: Pick<TaskOutput, 'storage'>
  readonly client: TaskClient
  /** Fetches images whose replies are plain; null: the client fetches all. */
  readonly lane: ImageLane | null
  readonly imageDisk: ImageDisk
  readonly images: Pick<TaskImages, 'answers'>
  /** Resolves when the rows of every page read so far survive a power cut. */
  readonly pages: { safe(): void | Promise<void> }
  readonly settings: () => Settings
  readonly ports: Pick<Ports, 'now' | 'bootId' | 'log'>
}

/** What the download of a task's images works with. */
export interface DownloadPorts extends SavingPorts {
  readonly output: TaskOutput
  readonly images: TaskImages
  readonly showing: ShowingPages
  /** A larger version could not be had; the smaller one was had in its place. */
  readonly wrongLarger: (larger: string, smaller: string) => void
  /** Notified when rows were queued or an image ended. */
  readonly changed: Condition
  /** Stops the whole run; the first reason is what it ends with. */
  readonly stop: (reason: unknown) => void
}

/** The reply to a request that was sent before the image went its own way; dispose of it: what was not taken is let go. */
export interface EarlyReply extends Disposable {
  /** Gives it once, if it is one of this address. */
  take(address: string): LaneReply | null
}

/** One image at work: what it holds beside others, and where it reports. The caller gives all of it back. */
export interface ImageAtWork {
  /** What came of a request for it that was sent together with others; absent: none was. */
  readonly early?: EarlyReply | undefined
  /** Aborts with the run, or when the disk has no room for this image. */
  readonly signal: AbortSignal
  /** Its address in its folder, among all tasks. */
  readonly hold: ImageHold
  /** Its content, among the images of the task. */
  readonly content: ContentTurn
  readonly progress: ImageProgress
  /** Reported to as soon as this machine refuses the image. */
  readonly disk: DiskWatch
}
