import type { Delta } from '@shared/contract/deltas'
import { problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'

/** The window's copy of all tasks. Written by `applyDeltas` alone. */
export interface TaskMirror {
  readonly byId: Map<TaskId, Task>
  readonly counts: Record<TaskFilter, number>
  /** Tasks that run now: what moves is summed over them alone. */
  readonly running: Set<TaskId>
  /** Grows when a task was added or removed: every order must be computed again. */
  rowChanges: number
  /** Grows when a task was added, removed or renamed: an order by name must be computed again. */
  nameChanges: number
  /** Grows when a task moved to another filter or state: a filtered list must be computed again. */
  stateChanges: number
}

/** Filters of the list of tasks. A task may match several. */
export const taskFilters = [
  'all',
  'unfinished',
  'running',
  'waiting',
  'paused',
  'problems',
  'finished',
] as const
/** A filter of the list of tasks. */
export type TaskFilter = (typeof taskFilters)[number]

/** The mirror before the first snapshot. */
export function emptyMirror(): TaskMirror {
  return {
    byId: new Map(),
    counts: { all: 0, unfinished: 0, running: 0, waiting: 0, paused: 0, problems: 0, finished: 0 },
    running: new Set(),
    rowChanges: 0,
    nameChanges: 0,
    stateChanges: 0,
  }
}

/** Whether a task matches a filter: running, waiting and paused ones are unfinished; `problems` includes tasks that a local failure paused. */
export function matchesFilter(task: Task, filter: TaskFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'unfinished':
      return !isEnded(task.state.kind)
    case 'running':
    case 'paused':
      return task.state.kind === filter
    case 'waiting':
      return task.state.kind === 'queued'
    case 'finished':
      return task.state.kind === 'done'
    case 'problems':
      return hasProblems(task)
  }
}

function hasProblems(task: Task): boolean {
  if (task.state.kind === 'failed') return true
  if (task.state.kind === 'paused' && task.state.cause.kind === 'local') return true
  return problemCount(task.progress.counts) > 0
}

/**
 * Applies absolute deltas in order, in place: one Map for 10,000 rows, a new object only for what changed, so that a
 * row that selects its own task renders alone. Applying the same deltas twice changes nothing more.
 */
export function applyDeltas(mirror: TaskMirror, deltas: readonly Delta[]): void {
  for (const delta of deltas) {
    if (delta.kind === 'changed') {
      replace(mirror, mirror.byId.get(delta.task.id), delta.task)
    } else if (delta.kind === 'progress') {
      const before = mirror.byId.get(delta.id)
      if (before) replace(mirror, before, { ...before, progress: delta.progress })
    } else if (delta.kind === 'removed') {
      const before = mirror.byId.get(delta.id)
      if (before) replace(mirror, before, null)
    }
  }
}

/** The task with the known request object if the request is equal: each message brings a copy of it, which is no change. */
function withKnownRequest(before: Task | undefined, after: Task): Task {
  if (before === undefined || before.request === after.request) return after
  const same = JSON.stringify(before.request) === JSON.stringify(after.request)
  return same ? { ...after, request: before.request } : after
}

function replace(mirror: TaskMirror, before: Task | undefined, reported: Task | null): void {
  const after = reported === null ? null : withKnownRequest(before, reported)
  const task = after ?? before
  if (!task) return
  if (after) mirror.byId.set(task.id, after)
  else mirror.byId.delete(task.id)
  if (after?.state.kind === 'running') mirror.running.add(task.id)
  else mirror.running.delete(task.id)
  let moved = before?.state.kind !== after?.state.kind
  for (const filter of taskFilters) {
    const was = before !== undefined && matchesFilter(before, filter)
    const is = after !== null && matchesFilter(after, filter)
    if (was === is) continue
    mirror.counts[filter] += is ? 1 : -1
    moved = true
  }
  if (moved) mirror.stateChanges += 1
  if (before === undefined || after === null) mirror.rowChanges += 1
  if (
    before === undefined ||
    after === null ||
    before.title !== after.title ||
    before.lastTitle !== after.lastTitle ||
    before.request !== after.request
  ) {
    mirror.nameChanges += 1
  }
}

/** Bytes per second of all running tasks: the sum of what their rows show. */
export function totalSpeed({ running, byId }: TaskMirror): number {
  let total = 0
  for (const id of running) total += byId.get(id)?.progress.bytesPerSecond ?? 0
  return total
}
