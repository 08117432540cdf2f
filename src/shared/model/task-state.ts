import { z } from 'zod'
import { Failure } from './failure-schema'
import { EpochMs } from './units'

/**
 * Why a task is paused: the user asked for it, the program ended under it, a fault of this machine must be resolved
 * first (`disk-full`, `not-writable`), or its time has not come. The last two resume automatically.
 */
export const PauseCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person') }),
  z.object({ kind: z.literal('quit') }),
  /** `freeBytes`: free space at the pause, where the system reported it. */
  z.object({ kind: z.literal('local'), failure: Failure, freeBytes: z.number().nonnegative().optional() }),
  /** Resumes at `until`, also in another run of the program. */
  z.object({ kind: z.literal('wait'), until: EpochMs }),
])
export type PauseCause = z.infer<typeof PauseCause>

/** The one state of a task. `discovering` stays true until the last page is read. */
export const TaskState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
  z.object({ kind: z.literal('running'), discovering: z.boolean() }),
  z.object({ kind: z.literal('paused'), cause: PauseCause }),
  /** Images may have failed: see `TaskCounts.failed`. */
  z.object({ kind: z.literal('done'), at: EpochMs }),
  /** The task as a whole could not continue. */
  z.object({ kind: z.literal('failed'), at: EpochMs, failure: Failure }),
  z.object({ kind: z.literal('cancelled'), at: EpochMs }),
])
export type TaskState = z.infer<typeof TaskState>
/** Name of a state without its details. */
export type TaskStateKind = TaskState['kind']
/** The state of a task of which nothing runs or waits. */
export type EndedState = Extract<TaskState, { readonly kind: 'done' | 'failed' | 'cancelled' }>

/**
 * Every legal transition; those between `done` and `failed` when what failed is ignored or restored, and from them to
 * `cancelled` when their files were deleted. A killed program's
 * `queued` and `running` rows become `paused`, which is a transition of this table too.
 */
const transitions: Readonly<Record<TaskStateKind, readonly TaskStateKind[]>> = {
  queued: ['running', 'paused', 'cancelled', 'failed'],
  running: ['running', 'paused', 'done', 'failed', 'cancelled'],
  // Paused again for another reason.
  paused: ['queued', 'paused', 'cancelled'],
  done: ['queued', 'failed', 'cancelled'],
  failed: ['queued', 'done', 'cancelled'],
  cancelled: ['queued'],
}

/** Whether the table has this transition. */
export function canTransition(from: TaskStateKind, to: TaskStateKind): boolean {
  return transitions[from].includes(to)
}

/** Whether a task of this state has ended: nothing of it runs or waits. */
export function isEnded(kind: TaskStateKind): boolean {
  return kind === 'done' || kind === 'failed' || kind === 'cancelled'
}

/** Whether a task in this state has ended; see `isEnded`. */
export function hasEnded(state: TaskState): state is EndedState {
  return isEnded(state.kind)
}

/** Whether a pause would change this state. */
export function canPause(state: TaskState): boolean {
  return state.kind === 'queued' || state.kind === 'running'
}

/** Whether a resume would queue a task of this state. */
export function canResume(state: TaskState): boolean {
  return state.kind === 'paused'
}

/** Whether a cancel would change this state. */
export function canCancel(state: TaskState): boolean {
  return !isEnded(state.kind)
}

/** Ended tasks can be queued again; of a finished one only what failed is asked for again. */
export function canRetry(state: TaskState): boolean {
  return isEnded(state.kind)
}
