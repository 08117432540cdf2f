import { FailureError, type FailureKind, failure, failureKinds } from '@shared/model/failure'
import { canRetry } from '@shared/model/task-state'
import type { TaskId } from '@shared/model/units'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Choose, type CommonOptions, examples, plain, withCommonOptions } from '../command'
import type { Context } from '../context'
import { takeEach, withSession } from '../session/open-session'
import { chosen, type TaskChoice } from './choose-tasks'
import { runTasks } from './run-tasks'
import { followed } from './tasks'

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

/** Describes `galleon retry`. */
export function addRetry(program: Command, choose: Choose): void {
  const command = program
    .command('retry')
    .description('retry what failed of ended tasks, and follow them to their end')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all ended tasks')
    .addOption(kindOption())
    .option('--referer-page', 'as if from the page that shows it: name that page as Referer')
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples('galleon retry 3 4', 'galleon retry 3 --kind forbidden --referer-page', 'galleon retry --all'),
    )
    .action((ids: string[], options: CommonOptions & RetryOptions & { all?: boolean }) =>
      choose(plain(options, (context) => retry(context, { ids, all: options.all === true }, options))),
    )
}

/** Describes `galleon skip`. */
export function addSkip(program: Command, choose: Choose): void {
  const command = program
    .command('skip')
    .description('skip what failed: it no longer counts as a problem')
    .argument('<ids...>', 'numbers of tasks, as galleon list shows them')
    .addOption(kindOption())
    .option('--undo', 'undo: what was skipped counts as a problem again')
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples('galleon skip 3', 'galleon skip 3 --kind not-found', 'galleon skip 3 --undo'),
    )
    .action((ids: string[], options: CommonOptions & SkipOptions) =>
      choose(plain(options, (context) => skip(context, ids, options))),
    )
}

/** One cause, as `failure.kind` of the events names it. */
function kindOption(): Option {
  const kinds = failureKinds.join(', ')
  return new Option('--kind <kind>', 'only what failed for this cause, such as forbidden').argParser(
    (typed: string) => {
      const kind = failureKinds.find((known) => known === typed)
      if (kind === undefined) throw new InvalidArgumentError(`The causes are ${kinds}.`)
      return kind
    },
  )
}
