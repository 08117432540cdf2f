import { FailureError, failure } from '@shared/model/failure'
import type { TaskState } from '@shared/model/task-state'
import { TaskId } from '@shared/model/units'
import type { Context } from '../context'
import type { Session } from '../session/session'

/** Which tasks a command is meant for, as typed. */
export interface TaskChoice {
  readonly ids: readonly string[]
  readonly all: boolean
}

/** The ids that were typed, or those of all tasks for which the command is possible. */
export function chosen(
  { typed: command }: Pick<Context, 'typed'>,
  session: Session,
  { ids, all }: TaskChoice,
  can: (state: TaskState) => boolean,
): TaskId[] {
  if (all) {
    return session.tasks
      .all()
      .filter((task) => can(task.state))
      .map((task) => task.id)
  }
  const list = command?.('list') ?? 'galleon list'
  if (ids.length === 0) {
    throw new FailureError(
      failure('invalid-input', `give the numbers of tasks (${list} shows them), or --all`),
    )
  }
  return ids.map((typed) => {
    const parsed = TaskId.safeParse(/^\d+$/.test(typed) ? Number(typed) : Number.NaN)
    if (parsed.success && session.tasks.get(parsed.data)) return parsed.data
    const text = parsed.success ? `there is no task ${typed}` : `${typed} is not the number of a task`
    throw new FailureError(failure('invalid-input', `${text}; ${list} shows those that there are`))
  })
}

/**
 * Chooses the first time that it is called; later, when the process that held the folder has ended before the work was done, it
 * answers what is still to be done.
 */
export function choosing(
  context: Pick<Context, 'typed'>,
  choice: TaskChoice,
  can: (state: TaskState) => boolean,
): (session: Session) => TaskId[] {
  let ids: TaskId[] | null = null
  return (session) => {
    if (ids === null) {
      ids = chosen(context, session, choice, can)
      return ids
    }
    return ids.filter((id) => {
      const task = session.tasks.get(id)
      return task !== null && can(task.state)
    })
  }
}
