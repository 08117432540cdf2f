import type { Batch } from '@shared/contract/deltas'
import { doneShare, type Task } from '@shared/model/task'
import { isEnded, type TaskStateKind } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'

/** What the desktop shows of all tasks together. */
export interface Activity {
  /** Tasks that are queued or run. */
  readonly active: readonly TaskId[]
  readonly paused: readonly TaskId[]
  /** Mean share of the active tasks that is done, 0 to 1; null while nothing is known of any. */
  readonly share: number | null
  /** How many tasks of the list ended incomplete, apart from problems. */
  readonly incomplete: number
}

/** Follows which tasks work. */
export interface TaskActivity {
  /** Takes in a batch. Returns the first running task in it that a problem on this machine has paused, if any. */
  apply(batch: Batch): Task | null
  now(): Activity
}

/** A task that has not ended. */
interface OpenTask {
  readonly kind: TaskStateKind
  /** Share that is done; null while nothing is known. */
  readonly share: number | null
}

/** Follows the tasks of a snapshot through all batches after it. */
export function createTaskActivity(tasks: readonly Task[]): TaskActivity {
  const open = new Map<TaskId, OpenTask>()
  const incomplete = new Set<TaskId>()

  function put({ id, state, progress }: Task): void {
    const lacks = Object.keys(progress.counts.shortfalls ?? {}).length > 0
    if (state.kind === 'done' && lacks) incomplete.add(id)
    else incomplete.delete(id)
    if (isEnded(state.kind)) open.delete(id)
    else open.set(id, { kind: state.kind, share: doneShare(progress.counts) })
  }

  for (const task of tasks) put(task)

  return {
    apply({ deltas }) {
      let stopped: Task | null = null
      for (const delta of deltas) {
        if (delta.kind === 'changed') {
          // A full disk stops all tasks at once: one of them is enough to report it.
          if (stopped === null && isStopped(open.get(delta.task.id), delta.task)) stopped = delta.task
          put(delta.task)
        } else if (delta.kind === 'progress') {
          const task = open.get(delta.id)
          if (task) open.set(delta.id, { ...task, share: doneShare(delta.progress.counts) })
        } else if (delta.kind === 'removed') {
          open.delete(delta.id)
          incomplete.delete(delta.id)
        }
      }
      return stopped
    },
    now() {
      const tasks = [...open]
      const active = tasks.filter(([, { kind }]) => kind !== 'paused')
      const known = active.flatMap(([, { share }]) => share ?? [])
      const sum = known.reduce((total, share) => total + share, 0)
      return {
        active: active.map(([id]) => id),
        paused: tasks.filter(([, { kind }]) => kind === 'paused').map(([id]) => id),
        // Tasks of which nothing is known yet count as not begun, else the bar would jump back when they start.
        share: known.length === 0 ? null : sum / active.length,
        incomplete: incomplete.size,
      }
    },
  }
}

/** Whether a running task stands still now until the problem on this machine is fixed. */
function isStopped(before: OpenTask | undefined, { state }: Task): boolean {
  return before?.kind === 'running' && state.kind === 'paused' && state.cause.kind === 'local'
}
