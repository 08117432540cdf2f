import { resolve } from 'node:path'
import { terminalAdvice } from '@shared/messages/failure-text'
import { taskShortfalls } from '@shared/messages/shortfall-text'
import type { TerminalTexts } from '@shared/messages/terminal-text'
import { FailureError, failure } from '@shared/model/failure'
import { isHeldBack, problemCount, type Task } from '@shared/model/task'
import { canCancel, canPause, canResume, isEnded, type TaskState } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { rangeOf } from '@shared/page-range/page-range'
import type { Command } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { parseFolder } from '../input/option-values'
import { taskName } from '../output/bar-lines'
import { problemLines } from '../output/problem-lines'
import { padWidth } from '../output/text-width'
import { withReading, withSession } from '../session/open-session'
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
      terminal.emit({ event: 'problems', task: id, ...group, next: terminalAdvice(group, 'en') })
    }
    const how = { texts, typed: isEnded(state.kind) ? typed : null, now: Date.now(), hasAdvice: true }
    for (const line of problemLines(id, groups, how)) terminal.answer(line)
  }
  if (rows.length === 0) terminal.answer(texts.tasks.none)
  return 0
}

/** Columns of a state: that of the longest one and a blank. */
const stateColumns = 11

function listLine(task: Task, texts: TerminalTexts): string {
  const { state, progress, id } = task
  const { counts } = progress
  const problems = problemCount(counts)
  const parts = [
    `${texts.count(counts.saved + counts.skipped)}/${texts.counted(counts.found, 'image')}`,
    texts.bytes(counts.bytes),
    ...(problems === 0 ? [] : [texts.counted(problems, 'problem')]),
    ...taskShortfalls(task, texts.language),
    ...(state.kind === 'paused' && state.cause.kind === 'wait'
      ? [texts.tasks.resumesAt(texts.until(state.cause.until))]
      : []),
  ]
  const isIncomplete = state.kind === 'done' && counts.shortfalls !== undefined
  const stateText = padWidth(isIncomplete ? texts.tasks.incomplete : texts.states[state.kind], stateColumns)
  return `${String(id).padStart(4)}  ${stateText}  ${parts.join(texts.listSeparator)}  ${taskName(task, texts)}`
}

/** Begins tasks with `go`, if there are any to begin, and follows them. */
export function followed(
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

/** Continues tasks beyond the limits that hold them back, and follows them to their end. */
export function continueTasks(context: Context, choice: TaskChoice): Promise<number> {
  const { terminal } = context
  let held: readonly TaskId[] | null = null
  return runTasks(context, async (session, follow) => {
    const isHeld = (id: TaskId) => {
      const task = session.tasks.get(id)
      return task !== null && isHeldBack(task)
    }
    const ids = held ?? chosen(context, session, choice, () => true)
    const free = held === null && !choice.all ? ids.find((id) => !isHeld(id)) : undefined
    if (free !== undefined)
      throw new FailureError(failure('invalid-input', `nothing of task ${free} is held back by a limit`))
    held ??= ids.filter(isHeld)
    for (const id of held) follow(id)
    // A process that has ended meanwhile may have begun some: those resume as what it has paused.
    const still = held.filter(isHeld)
    if (still.length > 0) await session.invoke('continueTasks', still)
    else if (held.length === 0) terminal.say(terminal.texts.tasks.nothingToContinue)
  })
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

/** Ends crawls, and the ranges of tasks, where they are: no further page of them is read. */
export async function stop(context: Context, choice: TaskChoice): Promise<number> {
  const choose = choosing(context, choice, canCancel)
  const ids = await withSession(context, false, async (session) => {
    const chosenIds = choose(session)
    for (const id of chosenIds) {
      const task = session.tasks.get(id)
      const isCrawl = task?.request.crawl !== undefined
      const canStop = isCrawl
        ? task.state.kind === 'running'
        : task === null || (rangeOf(task.request.address).count ?? 1) > 1
      if (canStop) continue
      const text = isCrawl
        ? `the crawl of task ${id} does not run; what is paused is cancelled instead`
        : `task ${id} has no range that could end before its last page; pause or cancel it`
      throw new FailureError(failure('invalid-input', text))
    }
    if (chosenIds.length > 0) await session.invoke('stopRanges', chosenIds)
    return chosenIds
  })
  const { tasks: words } = context.terminal.texts
  context.terminal.say(ids.length === 0 ? words.nothingRuns : words.rangesStopped(ids.join(' ')))
  return 0
}

/** Describes `galleon list`. */
export function addList(program: Command, choose: Choose): void {
  const command = program
    .command('list')
    .description('show tasks with their numbers and states')
    .argument('[ids...]', 'numbers of tasks; default: all')
    .option('--problems', 'also what went wrong, by cause, and what can be done')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon list', 'galleon list 3 --problems', 'galleon list --json'))
    .action((ids: string[], options: CommonOptions & ListOptions) =>
      choose(plain(options, (context) => list(context, ids, options))),
    )
}

/** Describes `galleon resume`. */
export function addResume(program: Command, choose: Choose): void {
  const command = program
    .command('resume')
    .description('resume paused tasks and follow them to their end')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all paused tasks')
    .option('-o, --output <folder>', 'continue in this folder; unfinished galleries go along', parseFolder)
    .option(
      '--wait',
      'stay while the disk is full, the folder cannot be written to or a task waits for its time, and resume then',
    )
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples('galleon resume 3 4', 'galleon resume 3 -o /mnt/big', 'galleon resume --all --wait'),
    )
    .action((ids: string[], options: CommonOptions & ResumeOptions & { all?: boolean }) =>
      choose(plain(options, (context) => resume(context, { ids, all: options.all === true }, options))),
    )
}

/** Describes `galleon continue`. */
export function addContinue(program: Command, choose: Choose): void {
  const command = program
    .command('continue')
    .description(
      'continue tasks that a limit, or galleon stop, ended before everything was read, and follow them',
    )
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all that a limit holds back')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon continue 3', 'galleon continue --all'))
    .action((ids: string[], options: CommonOptions & { all?: boolean }) =>
      choose(plain(options, (context) => continueTasks(context, { ids, all: options.all === true }))),
    )
}

/** Describes `galleon pause`. */
export function addPause(program: Command, choose: Choose): void {
  const command = program
    .command('pause')
    .description('pause tasks that run in the window or in another terminal')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all that are queued or run')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon pause 3 4', 'galleon pause --all'))
    .action((ids: string[], options: CommonOptions & { all?: boolean }) =>
      choose(plain(options, (context) => pause(context, { ids, all: options.all === true }))),
    )
}

/** Describes `galleon stop`. */
export function addStop(program: Command, choose: Choose): void {
  const command = program
    .command('stop')
    .description('read no further pages of crawls and of the ranges of tasks; what was found is saved')
    .argument('<ids...>', 'numbers of tasks that run or are paused, as galleon list shows them')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon stop 3 4'))
    .action((ids: string[], options: CommonOptions) =>
      choose(plain(options, (context) => stop(context, { ids, all: false }))),
    )
}
