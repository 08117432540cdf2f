import { FailureError, failure } from '@shared/model/failure'
import type { Task } from '@shared/model/task'
import { canPause, canRetry, type TaskState } from '@shared/model/task-state'
import type { EpochMs, TaskId } from '@shared/model/units'
import { hostAndPort } from '../address/private-address'
import type { EngineServices } from '../run/services'
import type { Scheduler } from '../tasks/scheduler'

/** Moves between states of tasks that several commands make. */
export interface TaskTransitions {
  /** Paused tasks whose files are being moved or deleted: they can neither be queued nor cancelled. */
  readonly busy: Set<TaskId>
  /**
   * Those of the tasks for which `can` holds and that are not busy.
   *
   * Fails with `invalid-input` for an unknown task, and when no task is left; `verb` says then what is impossible.
   */
  possible(ids: readonly TaskId[], can: (state: TaskState) => boolean, verb: string): readonly Task[]
  /** Queues a paused or ended task and hands it to the scheduler. */
  queue(id: TaskId): void
  /** Pauses a task until then, whatever it does now; it resumes automatically. */
  pauseUntil(id: TaskId, until: EpochMs): Promise<void>
}

/** No task is busy yet. */
export function createTaskTransitions(services: EngineServices, scheduler: Scheduler): TaskTransitions {
  const { ledger } = services
  const busy = new Set<TaskId>()
  return {
    busy,
    possible(ids, can, verb) {
      const tasks = ids.map((id) => ledger.need(id))
      const able = tasks.filter((task) => can(task.state) && !busy.has(task.id))
      const [first] = tasks
      if (able.length > 0 || !first) return able
      throw new FailureError(
        failure('invalid-input', `Task ${first.id} is ${first.state.kind} and cannot be ${verb}.`),
      )
    },
    queue(id) {
      const { state } = ledger.need(id)
      if (state.kind === 'paused' && state.cause.kind === 'wait') clearBackoffs(services, id)
      ledger.commit(id, { kind: 'queued' })
      scheduler.enqueue(id)
    },
    async pauseUntil(id, until) {
      const cause = { kind: 'wait', until } as const
      const { state } = ledger.need(id)
      if (canPause(state)) return scheduler.pauseFor(id, cause)
      if (canRetry(state)) ledger.commit(id, { kind: 'queued' })
      ledger.commit(id, { kind: 'paused', cause })
    },
  }
}

/**
 * Ends the backoffs of the sites that a task's queued pages and images lie on.
 *
 * Called when the user resumes the task, and when the time that a site named has come by the wall clock: the backoff
 * itself runs by a monotonic clock, which may stop while the computer sleeps, and would refuse the images too long.
 */
export function clearBackoffs(
  { storage, pages }: Pick<EngineServices, 'storage' | 'pages'>,
  id: TaskId,
): void {
  for (const origin of storage.problems.queuedOrigins(id)) {
    if (URL.canParse(origin)) pages.network.clearBackoff(hostAndPort(new URL(origin)))
  }
}
