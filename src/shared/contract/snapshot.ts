import { z } from 'zod'
import type { Settings } from '../model/settings'
import type { Task } from '../model/task'
import type { UpdateState } from '../model/update'
import { both, command, reply } from './command'
import type { Jobs } from './jobs'

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
  /** Where an update of the program stands; null for a terminal. */
  readonly update: UpdateState | null
}

/** Answered by each connection, which counts its own revisions. */
export const snapshotCommand = {
  snapshot: command({ input: z.undefined(), reply: reply<Snapshot>(), durable: false, callers: both }),
}
