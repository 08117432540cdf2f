import { FailureError, failure } from '@shared/failure'
import { problemCount, type Task } from '@shared/task'
import { canPause, canResume, canRetry, type TaskState } from '@shared/task-state'
import { TaskId } from '@shared/units'
import { taskName } from '../bar-lines'
import type { Context } from '../context'
import { counted, formatBytes, goesOnAt } from '../format'
import { runTasks } from '../run-tasks'
import type { Session } from '../session'

/** Shows all tasks, the oldest first. */
export async function list(context: Context): Promise<number> {
  const { terminal } = context
  const session = await context.open(false)
  try {
    const tasks = session.tasks()
    for (const task of tasks) {
      const { id, state, title, request, addedAt } = task
      terminal.emit({
        event: 'task',
        id,
        state: state.kind,
        address: request.address,
        title,
        folder: request.folder,
        addedAt,
        tally: task.progress.tally,
      })
      terminal.answer(listLine(task))
    }
    if (tasks.length === 0) terminal.answer('There are no tasks.')
    return 0
  } finally {
    await session.close()
  }
}

function listLine(task: Task): string {
  const { tally } = task.progress
  const problems = problemCount(tally) === 0 ? '' : `, ${counted(problemCount(tally), 'problem')}`
  const done = tally.saved + tally.skipped
  const images = `${done}/${counted(tally.found, 'image')}, ${formatBytes(tally.bytes)}${problems}`
  return `${String(task.id).padStart(4)}  ${task.state.kind.padEnd(9)}  ${images}${waits(task)}  ${taskName(task)}`
}

function waits({ state }: Task): string {
  return state.kind === 'paused' && state.cause.kind === 'wait' ? `, ${goesOnAt(state.cause.until)}` : ''
}

/** Which tasks a command is meant for, as typed. */
export interface TaskChoice {
  readonly ids: readonly string[]
  readonly all: boolean
}

/** The ids that were typed, or those of all tasks for which the command is possible. */
function chosen(session: Session, { ids, all }: TaskChoice, can: (state: TaskState) => boolean): TaskId[] {
  if (all) {
    return session
      .tasks()
      .filter((task) => can(task.state))
      .map((task) => task.id)
  }
  if (ids.length === 0) {
    throw new FailureError(
      failure('invalid-input', 'give the numbers of tasks (galleon list shows them), or --all'),
    )
  }
  return ids.map((typed) => {
    const parsed = TaskId.safeParse(/^\d+$/.test(typed) ? Number(typed) : Number.NaN)
    if (parsed.success && session.task(parsed.data)) return parsed.data
    const text = parsed.success ? `there is no task ${typed}` : `${typed} is not the number of a task`
    throw new FailureError(failure('invalid-input', `${text}; galleon list shows those that there are`))
  })
}

function followed(context: Context, choice: TaskChoice, name: 'resumeTasks' | 'retryTasks'): Promise<number> {
  return runTasks(context, async (session) => {
    const ids = chosen(session, choice, name === 'resumeTasks' ? canResume : canRetry)
    if (ids.length === 0) context.terminal.say('There is nothing to go on with.')
    else await session.invoke(name, ids)
    return ids
  })
}

/** Goes on with paused tasks and follows them to their end. */
export function resume(context: Context, choice: TaskChoice): Promise<number> {
  return followed(context, choice, 'resumeTasks')
}

/** Asks again for what failed of ended tasks, and follows them to their end. */
export function retry(context: Context, choice: TaskChoice): Promise<number> {
  return followed(context, choice, 'retryTasks')
}

/** Pauses tasks that another process runs. */
export async function pause(context: Context, choice: TaskChoice): Promise<number> {
  const session = await context.open(false)
  try {
    const ids = chosen(session, choice, canPause)
    if (ids.length > 0) await session.invoke('pauseTasks', ids)
    context.terminal.say(ids.length === 0 ? 'Nothing runs.' : `Paused: ${ids.join(' ')}`)
    return 0
  } finally {
    await session.close()
  }
}

/** Ends tasks for good; partial files go, finished ones only with `deleteFiles`. */
export async function cancel(
  context: Context,
  ids: readonly string[],
  deleteFiles: boolean,
): Promise<number> {
  const session = await context.open(false)
  try {
    const tasks = chosen(session, { ids, all: false }, () => true)
    await session.invoke('cancelTasks', { ids: tasks, deleteFiles })
    context.terminal.say(`Cancelled: ${tasks.join(' ')}`)
    return 0
  } finally {
    await session.close()
  }
}
