import type { Settings } from '@shared/model/settings'
import type { Condition } from '../async/condition'
import type { TaskOutput } from '../library/finish-gallery'
import type { TaskClient } from '../network/network'
import type { Ports } from '../ports/ports'
import type { TaskContext } from '../tasks/running-tasks'
import type { DiskWatch, ImageDisk } from './image-disk'
import type { ImageHold } from './images-in-flight'
import type { ContentTurn, ImageProgress, TaskImages } from './task-images'

/** What saving the images of a task works with. */
export interface SavingPorts {
  readonly task: TaskContext
  readonly output: Pick<TaskOutput, 'storage'>
  readonly client: TaskClient
  readonly imageDisk: ImageDisk
  /** Resolves when the rows of every page read so far survive a power cut. */
  readonly pages: { safe(): void | Promise<void> }
  readonly settings: () => Settings
  readonly ports: Pick<Ports, 'now' | 'bootId' | 'log'>
}

/** What the download of a task's images works with. */
export interface DownloadPorts extends SavingPorts {
  readonly output: TaskOutput
  readonly images: TaskImages
  /** Notified when rows were queued or an image ended. */
  readonly changed: Condition
  /** Stops the whole run; the first reason is what it ends with. */
  readonly stop: (reason: unknown) => void
}

/** One image at work: what it holds beside others, and where it reports. The caller gives all of it back. */
export interface ImageAtWork {
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
