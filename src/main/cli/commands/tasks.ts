import { resolve } from 'node:path'
import { terminalAdvice } from '@shared/messages/failure-text'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import { FailureError, type FailureKind, failure } from '@shared/model/failure'
import { problemCount, type Task } from '@shared/model/task'
import { canPause, canResume, canRetry, isEnded, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import type { Context } from '../context'
import { taskName } from '../output/bar-lines'
import { problemLines } from '../output/problem-lines'
import { padWidth } from '../output/text-width'
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
  const { texts } = terminal
  // Everything is asked before anything is printed: when the work is done again, nothing may be printed twice.
  const rows = await withReading(context, async (session) => {
    const ids =
      typedIds.length === 0 ? null : chosen(context, session, { ids: typedIds, all: false }, () => true)
    const tasks = session.tasks.all().filter((task) => ids === null || ids.includes(task.id))
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
    terminal.answer(listLine(task, texts))
    for (const group of groups) {
      terminal.emit({ event: 'problems', task: id, ...group, next: terminalAdvice(group.kind, 'en') })
    }
    const how = { texts, typed: isEnded(state.kind) ? typed : null, now: Date.now(), hasAdvice: true }
    for (const line of problemLines(id, groups, how)) terminal.answer(line)
  }
  if (rows.length === 0) terminal.answer(texts.tasks.none)
  return 0
}

/** Columns of a state: that of the longest one and a blank. */
const stateColumns = 9

function listLine(task: Task, texts: TerminalTexts): string {
  const { state, progress, id } = task
  const { counts } = progress
  const problems = problemCount(counts)
  const parts = [
    `${texts.count(counts.saved + counts.skipped)}/${texts.counted(counts.found, 'image')}`,
    texts.bytes(counts.bytes),
    ...(problems === 0 ? [] : [texts.counted(problems, 'problem')]),
    ...(state.kind === 'paused' && state.cause.kind === 'wait'
      ? [texts.tasks.resumesAt(texts.until(state.cause.until))]
      : []),
  ]
  const stateText = padWidth(texts.states[state.kind], stateColumns)
  return `${String(id).padStart(4)}  ${stateText}  ${parts.join(texts.listSeparator)}  ${taskName(task)}`
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
      if (isNew && ids.length === 0) context.terminal.say(context.terminal.texts.tasks.nothingToResume)
      isNew = false
      for (const id of ids) follow(id)
      if (ids.length > 0) await go(session, ids)
    },
    waits,
  )
}

/** How paused tasks are resumed. */
export interface ResumeOptions {
  readonly output?: string
  readonly wait?: boolean
}

/** Resumes paused tasks, in another folder if one is named, and follows them to their end. */
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

/** What is retried, and how. */
export interface RetryOptions extends ProblemOptions {
  /** With the page that shows it as Referer. */
  readonly refererPage?: boolean
}

/** Retries what failed of ended tasks, all or those of one cause, and follows them to their end. */
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
      const state = session.tasks.get(taskId)?.state
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
      else context.terminal.say(context.terminal.texts.tasks.nothingLikeThat(taskId))
    })
  })
}

function groupOf(kind: FailureKind | undefined) {
  return kind === undefined ? {} : { group: { kind } }
}

/** What is skipped, or no longer skipped. */
export interface SkipOptions extends ProblemOptions {
  readonly undo?: boolean
}

/** Skips what failed, all or what failed for one cause; `undo` makes it a problem again. */
export async function skip(
  context: Context,
  ids: readonly string[],
  { kind, undo = false }: SkipOptions,
): Promise<number> {
  const { terminal } = context
  const { tasks: words, counted } = terminal.texts
  let left: TaskId[] | null = null
  await withSession(context, false, async (session) => {
    left ??= chosen(context, session, { ids, all: false }, () => true)
    await takeEach(left, async (taskId) => {
      const choice = { taskId, ...groupOf(kind) }
      if (undo) {
        const count = await session.invoke('restoreProblems', choice)
        terminal.say(words.problemsAgain(taskId, counted(count, 'problem')))
      } else {
        const { images, pages } = await session.invoke('ignoreProblems', choice)
        const count = images.length + pages.length
        terminal.say(words.problemsSkipped(taskId, counted(count, 'problem')))
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
  const { tasks: words } = context.terminal.texts
  context.terminal.say(ids.length === 0 ? words.nothingRuns : words.paused(ids.join(' ')))
  return 0
}
