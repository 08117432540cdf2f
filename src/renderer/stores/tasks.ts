import type { Batch } from '@shared/contract/deltas'
import type { Snapshot } from '@shared/contract/snapshot'
import type { Task } from '@shared/model/task'
import type { TaskId } from '@shared/model/units'
import { create } from 'zustand'
import { applyDeltas, emptyMirror, type TaskMirror } from './task-mirror'

/** `mirror` is mutated in place; `version` grows once a batch and is what makes selectors run. */
interface TasksState {
  readonly mirror: TaskMirror
  readonly version: number
}

/** The mirror of all tasks. */
export const useTasks = create<TasksState>(() => ({ mirror: emptyMirror(), version: 0 }))

/** Takes the tasks of a snapshot. */
export function beginTasks(snapshot: Snapshot): void {
  const mirror = emptyMirror()
  applyDeltas(
    mirror,
    snapshot.tasks.map((task) => ({ kind: 'changed', task })),
  )
  useTasks.setState((state) => ({ mirror, version: state.version + 1 }))
}

/** Applies the task deltas of a batch. */
export function applyTaskBatch(batch: Batch): void {
  applyDeltas(useTasks.getState().mirror, batch.deltas)
  useTasks.setState((state) => ({ version: state.version + 1 }))
}

/** One task; renders again only when that task changed. */
export function useTask(id: TaskId): Task | undefined {
  return useTasks((state) => state.mirror.byId.get(id))
}

/** Tasks of these ids that still exist, outside of rendering. */
export function tasksOf(ids: Iterable<TaskId>): readonly Task[] {
  const { byId } = useTasks.getState().mirror
  return [...ids].flatMap((id) => byId.get(id) ?? [])
}
