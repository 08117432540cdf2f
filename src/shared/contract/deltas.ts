import type { ActiveImage } from '../model/gallery'
import type { Settings } from '../model/settings'
import type { Progress, Task } from '../model/task'
import type { TaskId } from '../model/units'
import type { UpdateState } from '../model/update'
import type { JobDelta } from './jobs'

/**
 * Electron's channels between main and the window: commands, and every other message to the window (`ToWindow`).
 *
 * Beside the schemas, so that the preload does not carry those.
 */
export const channels = { invoke: 'galleon:invoke', message: 'galleon:message' } as const

/**
 * State changes carry the whole task; progress travels alone and is coalesced, last wins. All are absolute, so one that
 * arrives twice does no harm.
 */
export type Delta =
  | { readonly kind: 'changed'; readonly task: Task }
  | { readonly kind: 'progress'; readonly id: TaskId; readonly progress: Progress }
  | { readonly kind: 'removed'; readonly id: TaskId }
  | { readonly kind: 'settings'; readonly settings: Settings }
  /**
   * Of the watched task only: its images in transfer. `rows` grows whenever a gallery, image or problem of it changed:
   * lists that are shown ask again.
   */
  | {
      readonly kind: 'watched'
      readonly id: TaskId
      readonly active: readonly ActiveImage[]
      readonly rows: number
    }
  | JobDelta
  /** Galleries on disk changed: the library asks again. */
  | { readonly kind: 'library'; readonly rows: number }
  /** An update of the program has come further; to the window only. */
  | { readonly kind: 'update'; readonly state: UpdateState }

/** `revision` grows by one per batch; a window drops batches at or below its snapshot's. */
export interface Batch {
  readonly revision: number
  readonly deltas: readonly Delta[]
}
