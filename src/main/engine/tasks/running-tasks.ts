import type { FailureError } from '@shared/model/failure'
import type { ActiveImage } from '@shared/model/gallery'
import type { TaskId } from '@shared/model/units'

/** A running task, as commands and reports see it. */
export interface RunningTask {
  /** Looks again at the rows: pages or images were queued. */
  readonly requeue: () => void
  /** Images in transfer now; bounded by the connections. */
  readonly activeImages: () => readonly ActiveImage[]
  /** Stops the run for a failure of this machine. */
  readonly stop: (reason: FailureError) => void
}

/** The running tasks. */
export type RunningTasks = Map<TaskId, RunningTask>
