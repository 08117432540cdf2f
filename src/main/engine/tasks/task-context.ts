import type { DownloadRequest } from '@shared/model/download-request'
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
