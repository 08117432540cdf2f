import type { TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { useTasks } from '../../stores/tasks'

/** Why what a task has not finished does not move: the name of a status of the list. */
export type AtRest = 'paused' | 'stopped' | 'cancelled'

/** Null while the task runs or is about to, and when it is done. */
function atRestOf(kind: TaskState['kind'] | undefined): AtRest | null {
  if (kind === 'failed') return 'stopped'
  return kind === 'paused' || kind === 'cancelled' ? kind : null
}

/** Renders again only when the answer changes. */
export function useAtRest(id: TaskId): AtRest | null {
  return useTasks(({ mirror }) => atRestOf(mirror.byId.get(id)?.state.kind))
}
