import type { DownloadRequest } from '@shared/model/download-request'
import type { FailureError } from '@shared/model/failure'
import type { ActiveImage } from '@shared/model/gallery'
import type { Recipe } from '@shared/model/recipe'
import type { TaskId } from '@shared/model/units'
import type { PageRange } from '@shared/page-range/page-range'

/** The task that is worked on: what does not change until it is paused or ends. */
export interface TaskContext {
  readonly id: TaskId
  readonly request: DownloadRequest
  /** Pages of the request's address, without its login. */
  readonly range: PageRange
  readonly recipe: Recipe
  /** Path of the task's folder without symbolic links. */
  readonly realRoot: string
  /** Aborts with the `StopReason`; everything that works on the task ends then. */
  readonly signal: AbortSignal
}

/** A running task, as commands and reports see it. */
interface RunningTask {
  /** Looks again at the rows: pages or images were queued. */
  readonly requeue: () => void
  /** Reads no further page of its range; see `PageSource.stopRange`. */
  readonly stopRange: () => number
  /** Images in transfer now; bounded by the connections. */
  readonly activeImages: () => readonly ActiveImage[]
  /** Stops the run for a failure of this machine. */
  readonly stop: (reason: FailureError) => void
}

/** The running tasks. */
export type RunningTasks = Map<TaskId, RunningTask>
