import type { FailureError } from '@shared/model/failure'
import type { TaskId } from '@shared/model/units'
import type { ActiveImages } from '../download/active-images'

/** A running task, as commands see it. */
export interface LiveRun {
  /** Pages or images were queued again: look at them. */
  readonly rewind: () => void
  readonly active: ActiveImages
  /** Stops the run for a reason that lies on this machine. */
  readonly halt: (reason: FailureError) => void
}

/** The running tasks. */
export type RunRegistry = Map<TaskId, LiveRun>
