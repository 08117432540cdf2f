import { resolve } from 'node:path'
import { failureWords } from '@shared/messages/failure-text'
import { counted, formatBytes, resumesAt } from '@shared/messages/format'
import { FailureError, type FailureKind, failure } from '@shared/model/failure'
import { problemCount, type Task } from '@shared/model/task'
import { canPause, canResume, canRetry, isEnded, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Context } from '../context'
import { taskName } from '../output/bar-lines'
import { problemLines } from '../output/problem-lines'
import { takeEach, withReading, withSession } from '../session/open-session'
import type { Session } from '../session/session'
import { choosing, chosen, type TaskChoice } from './choose-tasks'
import { runTasks } from './run-tasks'

/** Which tasks `list` shows, and how much of them. */
export interface ListOptions {
  readonly problems?: boolean
}

/** Shows tasks, the oldest first: the given ones, or all. */
export async function list(
  context: Context,
  typedIds: readonly string[],
  { problems = false }: ListOptions,
): Promise<number> {
  const { terminal, typed } = context
  // Everything is asked before anything is told: asked anew, nothing may be told twice.
  const rows = await withReading(context, async (session) => {
    const ids =
      typedIds.length === 0 ? null : chosen(context, session, { ids: typedIds, all: false }, () => true)
    const tasks = session.tasks().filter((task) => ids === null || ids.includes(task.id))
    const groupsOf = (id: TaskId) => (problems ? session.invoke('groupProblems', id) : [])
    return Promise.all(tasks.map(async (task) => ({ task, groups: await groupsOf(task.id) })))
  })
  for (const { task, groups } of rows) {
    const { id, state, title, request, addedAt } = task
    terminal.emit({
      event: 'task',
      id,
      state: state.kind,
      address: request.address,
      title,
      folder: request.folder,
      addedAt,
      // The name that programs which read these lines know.
      tally: task.progress.counts,
    })
    terminal.answer(listLine(task))
    for (const group of groups) {
      terminal.emit({ event: 'problems', task: id, ...group, next: failureWords[group.kind].next })
    }
    const usable = isEnded(state.kind) ? typed : null
    for (const line of problemLines(id, groups, usable, Date.now())) terminal.answer(line)
  }
  if (rows.length === 0) terminal.answer('There are no tasks.')
  return 0
}

function listLine(task: Task): string {
  const { counts } = task.progress
  const problems = problemCount(counts) === 0 ? '' : `, ${counted(problemCount(counts), 'problem')}`
  const done = counts.saved + counts.skipped
  const images = `${done}/${counted(counts.found, 'image')}, ${formatBytes(counts.bytes)}${problems}`
  return `${String(task.id).padStart(4)}  ${task.state.kind.padEnd(9)}  ${images}${waits(task)}  ${taskName(task)}`
}

function waits({ state }: Task): string {
  return state.kind === 'paused' && state.cause.kind === 'wait' ? `, ${resumesAt(state.cause.until)}` : ''
}

/** Begins tasks with `go`, if there are any to begin, and follows them. */
function followed(
  context: Context,
  choice: TaskChoice,
  can: (state: TaskState) => boolean,
  go: (session: Session, ids: TaskId[]) => Promise<unknown>,
  waits = false,
): Promise<number> {
  const choose = choosing(context, choice, can)
  let isNew = true
  return runTasks(
    context,
    async (session, follow) => {
      const ids = choose(session)
      if (isNew && ids.length === 0) context.terminal.say('There is nothing to go on with.')
      isNew = false
      for (const id of ids) follow(id)
      if (ids.length > 0) await go(session, ids)
    },
    waits,
  )
}

/** How paused tasks go on. */
export interface ResumeOptions {
  readonly output?: string
  readonly wait?: boolean
}

/** Goes on with paused tasks, in another folder if one is named, and follows them to their end. */
export function resume(
  context: Context,
  choice: TaskChoice,
  { output, wait = false }: ResumeOptions,
): Promise<number> {
  const folder = output === undefined ? null : resolve(context.cwd, output)
  const go = async (session: Session, ids: TaskId[]) => {
    if (folder === null) await session.invoke('resumeTasks', ids)
    else for (const id of ids) await session.invoke('moveTask', { id, folder })
  }
  return followed(context, choice, canResume, go, wait)
}

/** Which problems of a task are meant. */
export interface ProblemOptions {
  readonly kind?: FailureKind
}

export interface RetryOptions extends ProblemOptions {
  /** With the page that shows it as Referer. */
  readonly refererPage?: boolean
}

/** Asks again for what failed of ended tasks, all or those of one cause, and follows them to their end. */
export function retry(context: Context, choice: TaskChoice, options: RetryOptions): Promise<number> {
  const { kind, refererPage = false } = options
  if (kind === undefined && !refererPage) {
    return followed(context, choice, canRetry, (session, ids) => session.invoke('retryTasks', ids))
  }
  let left: TaskId[] | null = null
  const asked = new Set<TaskId>()
  return runTasks(context, async (session, follow) => {
    left ??= chosen(context, session, choice, canRetry)
    await takeEach(left, async (taskId) => {
      const state = session.task(taskId)?.state
      // Begun by a process that ended before it could say so.
      if (asked.has(taskId) && state?.kind === 'paused' && state.cause.kind === 'quit') return follow(taskId)
      asked.add(taskId)
      if (state && !canRetry(state)) {
        throw new FailureError(
          failure(
            'invalid-input',
            `task ${taskId} is ${state.kind}: only what failed of ended tasks is retried`,
          ),
        )
      }
      const { count } = await session.invoke('retryProblems', {
        taskId,
        ...groupOf(kind),
        ...(refererPage ? { referer: 'page' as const } : {}),
      })
      if (count > 0) follow(taskId)
      else context.terminal.say(`Nothing of task ${taskId} failed like that.`)
    })
  })
}

function groupOf(kind: FailureKind | undefined) {
  return kind === undefined ? {} : { group: { kind } }
}

export interface SkipOptions extends ProblemOptions {
  readonly undo?: boolean
}

/** The person does without what failed, all or what failed for one cause; `undo` takes that back. */
export async function skip(
  context: Context,
  ids: readonly string[],
  { kind, undo = false }: SkipOptions,
): Promise<number> {
  let left: TaskId[] | null = null
  await withSession(context, false, async (session) => {
    left ??= chosen(context, session, { ids, all: false }, () => true)
    await takeEach(left, async (taskId) => {
      const choice = { taskId, ...groupOf(kind) }
      if (undo) {
        const count = await session.invoke('restoreProblems', choice)
        context.terminal.say(`Task ${taskId}: ${counted(count, 'problem')} again`)
      } else {
        const { images, pages } = await session.invoke('ignoreProblems', choice)
        const count = images.length + pages.length
        context.terminal.say(`Task ${taskId}: ${counted(count, 'problem')} skipped`)
      }
    })
  })
  return 0
}

/** Pauses tasks that another process runs. */
export async function pause(context: Context, choice: TaskChoice): Promise<number> {
  const choose = choosing(context, choice, canPause)
  const ids = await withSession(context, false, async (session) => {
    const running = choose(session)
    if (running.length > 0) await session.invoke('pauseTasks', running)
    return running
  })
  context.terminal.say(ids.length === 0 ? 'Nothing runs.' : `Paused: ${ids.join(' ')}`)
  return 0
}
