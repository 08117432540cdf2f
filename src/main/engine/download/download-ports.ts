import type { FailureError } from '@shared/model/failure'
import type { Settings } from '@shared/model/settings'
import type { Condition } from '../async/condition'
import type { TaskOutput } from '../library/finish-gallery'
import type { TaskClient } from '../network/network'
import type { Ports } from '../ports/ports'
import type { TaskContext } from '../tasks/running-tasks'
import type { ImageHold } from './images-in-flight'
import type { ImageDisk } from './save-image'
import type { TaskImages } from './task-images'

/** What the download of a task's images works with. */
export interface DownloadPorts {
  readonly task: TaskContext
  readonly output: TaskOutput
  readonly client: TaskClient
  readonly imageDisk: ImageDisk
  readonly images: TaskImages
  /** Resolves when the rows of every page read so far survive a power cut. */
  readonly pages: { safe(): void | Promise<void> }
  readonly settings: () => Settings
  readonly ports: Pick<Ports, 'now' | 'bootId' | 'log'>
  /** Notified when rows were queued or an image ended. */
  readonly changed: Condition
  /** Stops the whole run; the first reason is what it ends with. */
  readonly stop: (reason: unknown) => void
}

/** One image at work. */
export interface ImageAttempt {
  /** Aborts with the run, or when the disk has no room for this image. */
  readonly signal: AbortSignal
  /** See `ImageReport`. */
  readonly refused: (reason: FailureError) => void
  /** See `ImageTurns`: resolves when no equal content of the task is being named. */
  readonly beginContent: (sha256: string) => Promise<void> | undefined
  readonly hold: ImageHold
}
