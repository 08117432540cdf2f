import { z } from 'zod'
import type { ActiveImage } from '../model/gallery'
import type { Settings } from '../model/settings'
import type { Progress, Task } from '../model/task'
import type { TaskId } from '../model/units'
import { both, command, reply } from './command'
import type { JobDelta, Jobs } from './jobs'

/** Facts of the machine and of this program that do not change while it runs. */
export interface HostFacts {
  readonly version: string
  readonly platform: string
  /** Language of the system: a BCP 47 tag. */
  readonly locale: string
  readonly recipeFolder: string
  /** Where the records, settings and thumbnails are. */
  readonly dataFolder: string
  readonly versions: { readonly electron: string; readonly chrome: string; readonly node: string }
}

/** The state of the engine. */
export interface EngineState {
  readonly tasks: readonly Task[]
  readonly settings: Settings
  /** Whether this is the first start: the demo gallery is offered. */
  readonly firstStart: boolean
  readonly jobs: Jobs
}

/** Everything that a window or a terminal mirrors; later changes come as batches with a greater `revision`. */
export interface Snapshot extends EngineState {
  readonly revision: number
  /** null for a terminal, which runs on the same machine and knows them. */
  readonly host: HostFacts | null
}

/** Answered by each connection, which counts its own revisions. */
export const snapshotCommand = {
  snapshot: command({ input: z.undefined(), reply: reply<Snapshot>(), durable: false, callers: both }),
}

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

/** `revision` grows by one per batch; a window drops batches at or below its snapshot's. */
export interface Batch {
  readonly revision: number
  readonly deltas: readonly Delta[]
}
