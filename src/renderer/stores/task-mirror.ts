import type { Delta } from '@shared/contract/deltas'
import { problemCount, type Task } from '@shared/model/task'
import { isEnded } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'

/** The window's copy of the engine's list. Written by `applyDeltas` alone. */
export interface TaskMirror {
  readonly byId: Map<TaskId, Task>
  readonly counts: Record<Shelf, number>
  /** Grows when a task came, went or was renamed: an order by name or age must be computed again. */
  names: number
  /** Grows when a task moved to another shelf or state: a filtered list must be computed again. */
  shelves: number
}

/** The lists that a user chooses from. A task may stand on several. */
export const shelves = ['all', 'active', 'finished', 'problems'] as const
export type Shelf = (typeof shelves)[number]

/** The mirror before the first snapshot. */
export function emptyMirror(): TaskMirror {
  return { byId: new Map(), counts: { all: 0, active: 0, finished: 0, problems: 0 }, names: 0, shelves: 0 }
}

/** Active is what has not ended, also what is paused; problems is everything that a user may want to look at. */
export function isOnShelf(task: Task, shelf: Shelf): boolean {
  switch (shelf) {
    case 'all':
      return true
    case 'active':
      return !isEnded(task.state.kind)
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

/** The task with the very request that is known already: each message brings a copy of it, which is no change. */
function withKnownRequest(before: Task | undefined, after: Task): Task {
  if (before === undefined || before.request === after.request) return after
  const same = JSON.stringify(before.request) === JSON.stringify(after.request)
  return same ? { ...after, request: before.request } : after
}

function replace(mirror: TaskMirror, before: Task | undefined, told: Task | null): void {
  const after = told === null ? null : withKnownRequest(before, told)
  const task = after ?? before
  if (!task) return
  if (after) mirror.byId.set(task.id, after)
  else mirror.byId.delete(task.id)
  let moved = before?.state.kind !== after?.state.kind
  for (const shelf of shelves) {
    const was = before !== undefined && isOnShelf(before, shelf)
    const is = after !== null && isOnShelf(after, shelf)
    if (was === is) continue
    mirror.counts[shelf] += is ? 1 : -1
    moved = true
  }
  if (moved) mirror.shelves += 1
  if (
    before === undefined ||
    after === null ||
    before.title !== after.title ||
    before.request !== after.request
  ) {
    mirror.names += 1
  }
}
