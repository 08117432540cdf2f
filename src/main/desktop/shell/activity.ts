import type { Batch } from '@shared/contract/deltas'
import type { Settings } from '@shared/model/settings'
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
}

export interface ActivityWatch {
  /** Takes in a batch and returns the tasks that ended with it, other than by cancelling, and one that stopped. */
  apply(batch: Batch): readonly Task[]
  now(): Activity
}

/**
 * Whether a task that was `before` has come to its own end, good or bad. `before` is undefined when it was not known: a
 * task that began and ended between two batches is newer than all others; an older one was brought back to the list, and
 * an adopted one was found whole on the disk.
 */
function hasComeToEnd(
  before: TaskStateKind | undefined,
  { id, state, request }: Task,
  newestBefore: number,
): boolean {
  if (state.kind !== 'done' && state.kind !== 'failed') return false
  return before === undefined ? id > newestBefore && request.adopted !== true : !isEnded(before)
}

/** Whether a task that was at work stands still until the problem on this machine is fixed. */
function hasStopped(before: TaskStateKind | undefined, { state }: Task): boolean {
  return before === 'running' && state.kind === 'paused' && state.cause.kind === 'local'
}

/** Watches the tasks of a snapshot and of all batches after it. */
export function watchActivity(tasks: readonly Task[]): ActivityWatch {
  const kinds = new Map<TaskId, TaskStateKind>()
  const shares = new Map<TaskId, number | null>()
  const paused = new Set<TaskId>()
  let newest = 0

  function put(task: Task): void {
    newest = Math.max(newest, task.id)
    kinds.set(task.id, task.state.kind)
    if (task.state.kind === 'queued' || task.state.kind === 'running') {
      shares.set(task.id, doneShare(task.progress.counts))
    } else shares.delete(task.id)
    if (task.state.kind === 'paused') paused.add(task.id)
    else paused.delete(task.id)
  }

  for (const task of tasks) put(task)

  return {
    apply({ deltas }) {
      const ended: Task[] = []
      let stopped: Task | null = null
      const newestBefore = newest
      for (const delta of deltas) {
        switch (delta.kind) {
          case 'changed':
            if (hasComeToEnd(kinds.get(delta.task.id), delta.task, newestBefore)) ended.push(delta.task)
            // A full disk stops all tasks at once: one of them tells of it.
            else if (stopped === null && hasStopped(kinds.get(delta.task.id), delta.task))
              stopped = delta.task
            put(delta.task)
            break
          case 'progress':
            if (shares.has(delta.id)) shares.set(delta.id, doneShare(delta.progress.counts))
            break
          case 'removed':
            kinds.delete(delta.id)
            shares.delete(delta.id)
            paused.delete(delta.id)
            break
          case 'settings':
          case 'watched':
          case 'library':
          case 'job':
        }
      }
      return stopped === null ? ended : [...ended, stopped]
    },
    now() {
      const known = [...shares.values()].filter((share) => share !== null)
      const sum = known.reduce((total, share) => total + share, 0)
      return {
        active: [...shares.keys()],
        paused: [...paused],
        // Tasks of which nothing is known yet count as not begun, else the bar would jump back when they start.
        share: known.length === 0 ? null : sum / shares.size,
      }
    },
  }
}

/** What the desktop shows outside the window. */
export interface Surroundings {
  /** Tasks began, ended or moved on. */
  show(activity: Activity, settings: Settings): void
  /** Settings changed, or this is the start. */
  apply(settings: Settings): void
  /** A task has come to its own end. */
  tellEnd(task: Task, settings: Settings): void
}

/**
 * Follows the batches that also go to the window: nothing of the desktop asks the engine again.
 *
 * Returns the function that takes each batch.
 */
export function follow(
  watch: ActivityWatch,
  startSettings: Settings,
  surroundings: Surroundings,
): (batch: Batch) => void {
  let settings = startSettings
  surroundings.apply(settings)
  surroundings.show(watch.now(), settings)
  return (batch) => {
    const ended = watch.apply(batch)
    const changed = batch.deltas.findLast((delta) => delta.kind === 'settings')
    if (changed !== undefined) {
      settings = changed.settings
      surroundings.apply(settings)
    }
    surroundings.show(watch.now(), settings)
    for (const task of ended) surroundings.tellEnd(task, settings)
  }
}
